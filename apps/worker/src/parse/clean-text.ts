/**
 * The stated rule for characters, applied before any offset is taken: NUL and other controls go, lone surrogates become
 * U+FFFD (Postgres refuses the first and would shift offsets by the second), invisible joiners inside words go (soft
 * hyphen, zero-width space, U+FEFF, word joiner), letters are composed (NFC). No-break spaces and bidi marks stay.
 */

const invisible = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b\u2060\ufeff\ufffe\uffff]/g
const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** Any character that the rule may change: all but Latin letters and marks of the General Punctuation block that stay as they are. */
const mayChange = /[^\t\n\u0020-\u007e\u00a0-\u00ac\u00ae-\u02ff\u2002-\u200a\u200c-\u2027\u202a-\u205f]/

export function cleanCharacters(text: string): string {
  if (!mayChange.test(text)) return text
  return text
    .replace(/\r\n?|\u2028|\u0085/g, '\n')
    .replace(invisible, '')
    .replace(loneSurrogate, '\ufffd')
    .normalize('NFC')
}

/** One line of running text: every run of breaking white space is one space, except beside nothing. */
export function cleanLine(text: string): string {
  return cleanCharacters(text)
    .replace(/[ \t\n\f\u2029\u3000]+/g, ' ')
    .trim()
}

/** Null for what is empty once cleaned, as absent is; a title or name is never longer than `max` characters. */
export function cleanField(text: string | null | undefined, max = 500): string | null {
  const line = cleanLine(text?.slice(0, max * 4) ?? '').slice(0, max)
  return line === '' ? null : line.replace(/[\ud800-\udbff]$/, '')
}
