/** Arabic letters under which words are compared: vowel signs gone, seats of hamza and final letters made one, no article. */

const vowelSigns = /[\u064b-\u065f\u0670]/g
const forms: Readonly<Record<string, string>> = {
  أ: 'ا', إ: 'ا', آ: 'ا', ٱ: 'ا', ى: 'ي', ئ: 'ي', ؤ: 'و', ة: 'ه', ی: 'ي', ک: 'ك',
} // biome-ignore format: a table
/** Letters that must stay behind the article: ألف, آلاف and إلى do not begin with it. */
const leastBehindArticle = 3

/** True of a word of a script that has no capital letters. */
export const isArabicWord = (word: string) => word >= '\u0600' && word < '\u0780'

export function foldArabic(word: string): string {
  const plain = word.replace(vowelSigns, '')
  const folded = plain.replace(/[أإآٱىئؤةیک]/g, (letter) => forms[letter] ?? letter).replace(/ي+ء$/, 'ي')
  // The article is written without a hamza: ألفان (two thousand) does not begin with it, and is not فإن (then).
  return plain.charAt(0) === 'أ' || plain.charAt(0) === 'إ' ? folded : withoutArticle(folded)
}

/** "النازحين" is نازحين. */
export const withoutArticle = (word: string) =>
  word.startsWith('ال') && word.length - 2 >= leastBehindArticle ? word.slice(2) : word
