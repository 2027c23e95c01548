/** Text that PostgreSQL can hold. */

const unstorable = /\0|\p{Surrogate}/gu

/** Most texts hold none, which this tells without looking at each sign by itself. */
const suspect = /[\0\ud800-\udfff]/

/** NUL and lone surrogates become U+FFFD: one code unit for one, so that offsets into the text stay true. */
export const storable = (text: string): string => (suspect.test(text) ? text.replace(unstorable, '\ufffd') : text)

export const storableOrNull = (text: string | null | undefined): string | null =>
  text === null || text === undefined ? null : storable(text)
