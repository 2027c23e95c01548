/** Text that PostgreSQL can hold. */

const unstorable = /\0|\p{Surrogate}/gu

/** NUL and lone surrogates become U+FFFD: one code unit for one, so that offsets into the text stay true. */
export const storable = (text: string): string => text.replace(unstorable, '\ufffd')

export const storableOrNull = (text: string | null | undefined): string | null =>
  text === null || text === undefined ? null : storable(text)
