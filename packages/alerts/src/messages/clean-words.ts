/** Words that were read elsewhere, made fit for one line of a message: nothing in them breaks it, turns it round or hides. */

/** Of a title, and of a sentence: longer ones end in "…". */
const mostLetters = 300

/** Line ends and runs of white space become one space; controls, and signs that turn the direction of what follows, go. */
export function inline(text: string, most: number = mostLetters): string {
  const words = text
    .replace(/[\p{White_Space}\0-\x1f\x7f-\x9f]+/gu, ' ')
    .replace(
      /[\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]|\p{Surrogate}|[\u{e0000}-\u{e007f}]/gu,
      '',
    )
    .trim()
  const letters = [...words]
  return letters.length <= most
    ? words
    : `${letters
        .slice(0, most - 1)
        .join('')
        .trimEnd()}…`
}

/** The direction of a sentence: that of its first letter. */
export function directionOf(text: string): 'ltr' | 'rtl' {
  const letter = /\p{L}/u.exec(text)?.[0] ?? ''
  return /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u.test(
    letter,
  )
    ? 'rtl'
    : 'ltr'
}

/** Keeps the direction of words to themselves, in plain text. */
export const isolated = (text: string): string => (directionOf(text) === 'rtl' ? `\u2067${text}\u2069` : text)

/** "OCHA, 17 February 2020: Situation report 9", each part in its own direction. */
export const reportLine = ({
  publisher,
  day,
  title,
}: {
  publisher: string
  day: string | null
  title: string | null
}): string => `${isolated(publisher)}${day === null ? '' : `, ${day}`}${title === null ? '' : `: ${isolated(title)}`}`
