/** What each sign of a text is to its words: a letter, a digit, a blank, the end of a line, an apostrophe, nothing at all. */

export const OTHER = 0
export const LETTER = 1
export const DIGIT = 2
export const BLANK = 3
export const LINE = 4
export const APOSTROPHE = 5
export const IGNORED = 6

/** The class of each code unit. */
export const classes = new Uint8Array(65_536).fill(LETTER)
const mark = (from: number, to: number, value: number) => classes.fill(value, from, to + 1)
mark(0, 0xbf, OTHER)
mark(0x41, 0x5a, LETTER)
mark(0x61, 0x7a, LETTER)
classes[0xaa] = LETTER
classes[0xb5] = LETTER
classes[0xba] = LETTER
classes[0xd7] = OTHER
classes[0xf7] = OTHER
mark(0x30, 0x39, DIGIT)
mark(0x660, 0x669, DIGIT)
mark(0x6f0, 0x6f9, DIGIT)
mark(0x966, 0x96f, DIGIT)
mark(0xff10, 0xff19, DIGIT)
for (const code of [0x09, 0x0b, 0x20, 0xa0, 0x1680, 0x202f, 0x205f, 0x3000, 0xfeff]) classes[code] = BLANK
mark(0x2000, 0x200a, BLANK)
for (const code of [0x0a, 0x0c, 0x0d, 0x85, 0x2028, 0x2029]) classes[code] = LINE
for (const code of [0x27, 0x2019, 0x2bc, 0x2018, 0x60, 0xb4]) classes[code] = APOSTROPHE
// Soft hyphens, zero-width signs and bidi marks are invisible in print.
for (const code of [0xad, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x61c, 0x640]) classes[code] = IGNORED
mark(0x202a, 0x202e, IGNORED)
mark(0x2010, 0x2017, OTHER)
mark(0x201a, 0x2027, OTHER)
mark(0x2030, 0x205e, OTHER)
mark(0x2060, 0x2bff, OTHER)
mark(0x3001, 0x3004, OTHER)
mark(0x3008, 0x3020, OTHER)
for (const code of [0x60c, 0x61b, 0x61f, 0x66a, 0x66b, 0x66c, 0x6d4, 0x964, 0x965]) classes[code] = OTHER
// Private use: fonts of PDFs put bullets there.
mark(0xe000, 0xf8ff, OTHER)
mark(0xff01, 0xff0f, OTHER)
mark(0xfff0, 0xffff, OTHER)

export const isUpper = (code: number) =>
  (code >= 0x41 && code <= 0x5a) || (code >= 0xc0 && code <= 0xde && code !== 0xd7)
export const isLower = (code: number) => code >= 0x61 && code <= 0x7a

const { charCodeAt } = String.prototype

/**
 * The code unit at an offset. The engine stores strings in half a dozen forms (cut, joined, of one byte or two); called
 * in this way the method need not be looked up for each of them at each letter.
 */
export const codeAt = (text: string, at: number): number => charCodeAt.call(text, at)
