/** Columns that a text takes on a terminal: none for combining marks and joiners, two for Chinese, Japanese and Korean. */
const invisible = /[\p{Mn}\p{Me}\p{Cf}\u001b]/u
const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff01-\uff60\p{Emoji_Presentation}]/u

export function displayWidth(text: string): number {
  let columns = 0
  for (const character of text) columns += invisible.test(character) ? 0 : wide.test(character) ? 2 : 1
  return columns
}
