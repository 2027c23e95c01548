/**
 * Folding: how two spellings of one name become one key. Every character of a text is a letter (with its folded form),
 * a mark that is skipped inside a word, or a separator. Shared by the build and the run time, so a change here needs a
 * new data file; `foldVersion` says so.
 */

/** Written into the data file; a file made with other folding rules is refused. */
export const foldVersion = 3

export const separator = 0
export const ignorable = 1
/** Folded forms of more than one character are `expansionBase + index` into `expansions`. */
const expansionBase = 0xe000
const unknown = 0xffff

const expansions: string[] = []
const foldedCodes = new Uint16Array(65536).fill(unknown)

/** Letters whose compatibility decomposition is not how people spell them without the special key. */
const handFolds: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ı: 'i',
  ħ: 'h',
  ŋ: 'n',
  ə: 'a',
  ɛ: 'e',
  ɔ: 'o',
  ɓ: 'b',
  ɗ: 'd',
  ƙ: 'k',
  ƴ: 'y',
  ĸ: 'k',
  // Arabic: seats of hamza, the two final ya, ta marbuta, and the Persian and Urdu shapes of the same letters.
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ٱ: 'ا',
  ى: 'ي',
  ئ: 'ي',
  ؤ: 'و',
  ة: 'ه',
  ک: 'ك',
  ی: 'ي',
  ۀ: 'ه',
  ہ: 'ه',
  ھ: 'ه',
  ے: 'ي',
  // Russian and Ukrainian print ё and ґ with and without their marks.
  ё: 'е',
  ґ: 'г',
}

/** Apostrophes, ʿayn, hamza, tatweel, zero-width joiners, soft hyphens: printed or not at the whim of the desk. */
const skippedMarks = /[\p{M}\p{Lm}ء'’‘‛`´ʿʾʼʻ′＇ـ\u200b-\u200f\u00ad\u2060\ufeff]/u

function computeFold(code: number): number {
  const character = String.fromCharCode(code)
  if (skippedMarks.test(character)) return ignorable
  if (!/[\p{L}\p{N}]/u.test(character)) return separator
  const lower = character.toLowerCase()
  const folded = foldOne(lower)
  if (folded.length === 1) return folded.charCodeAt(0)
  if (folded.length === 0) return ignorable
  const known = expansions.indexOf(folded)
  return expansionBase + (known >= 0 ? known : expansions.push(folded) - 1)
}

function foldOne(lower: string): string {
  let folded = ''
  for (const letter of lower) {
    const hand = handFolds[letter]
    if (hand !== undefined) {
      folded += hand
      continue
    }
    for (const part of letter.normalize('NFKD')) {
      if (/[\p{L}\p{N}]/u.test(part) && !skippedMarks.test(part)) folded += handFolds[part] ?? part
    }
  }
  return folded
}

/** Folded code of one UTF-16 unit: `separator`, `ignorable`, a letter, or an expansion (see `expansionOf`). */
export function foldedCode(code: number): number {
  const known = foldedCodes[code] ?? separator
  if (known !== unknown) return known
  const computed = computeFold(code)
  foldedCodes[code] = computed
  return computed
}

/** The letters of an expanded fold (`ß` → `ss`); null for an ordinary one. */
export const expansionOf = (folded: number): string | null =>
  folded >= expansionBase && folded < 0xf8ff ? (expansions[folded - expansionBase] ?? null) : null

/** Han characters stand alone as words: Chinese prints no spaces. */
export const isHan = (code: number): boolean => (code >= 0x3400 && code <= 0x9fff) || (code >= 0xf900 && code <= 0xfaff)

export const isArabic = (code: number): boolean =>
  (code >= 0x0600 && code <= 0x06ff) || (code >= 0x0750 && code <= 0x077f) || (code >= 0xfb50 && code <= 0xfeff)
