/** Bytes to characters. What a server and a page declare is believed unless the bytes themselves say otherwise. */
import { isAscii, isUtf8 } from 'node:buffer'
import { PipelineError } from '@displacement-monitor/shared/errors'
import { getEncoding } from 'encoding-sniffer'

/** Pages of these languages that are no UTF-8 are nearly always in this encoding. */
const legacyOf: Readonly<Record<string, string>> = {
  ar: 'windows-1256', fa: 'windows-1256', ur: 'windows-1256', ru: 'windows-1251', uk: 'windows-1251', bg: 'windows-1251',
  tr: 'windows-1254', el: 'windows-1253', he: 'windows-1255', pl: 'windows-1250', cs: 'windows-1250', hu: 'windows-1250',
  vi: 'windows-1258', th: 'windows-874', ja: 'shift_jis', ko: 'euc-kr', zh: 'gb18030',
} // biome-ignore format: a table reads best as a block

const sniffBytes = 16_384

/** `contentType` as the header has it; `null` without one. Throws `not_text` for noise. */
export function decodeBytes(bytes: Buffer, contentType: string | null): string {
  const text = new TextDecoder(encodingOf(bytes, contentType)).decode(bytes)
  if (looksBinary(text)) throw new PipelineError('not_text', 'The body is no text: it is made of control characters.')
  return text
}

function encodingOf(bytes: Buffer, contentType: string | null): string {
  const mark = byteOrderMark(bytes)
  if (mark) return mark
  const wide = utf16WithoutMark(bytes)
  if (wide) return wide
  const utf8 = utf8Fit(bytes)
  // Many valid multi-byte sequences do not come about by chance, whatever the header says.
  if (utf8 === 'valid' || utf8 === 'flawed') return 'utf-8'
  const declared = declaredEncodings(bytes, contentType).find((name) => name !== 'utf-8' && supported(name))
  if (declared) return declared
  if (utf8 === 'ascii') return 'utf-8'
  const language = /<html[^>]{0,300}?\blang\s*=\s*["']?([a-z]{2})/i.exec(bytes.toString('latin1', 0, sniffBytes))?.[1]
  return legacyOf[language?.toLowerCase() ?? ''] ?? 'windows-1252'
}

function byteOrderMark(bytes: Buffer): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return null
}

/** Markup is mostly ASCII: in UTF-16 every second byte of it is 0. */
function utf16WithoutMark(bytes: Buffer): string | null {
  const length = Math.min(bytes.length, 2_000) & ~1
  if (length < 8) return null
  let [even, odd] = [0, 0]
  for (let at = 0; at < length; at += 2) {
    if (bytes[at] === 0) even++
    if (bytes[at + 1] === 0) odd++
  }
  const pairs = length / 2
  if (odd > pairs * 0.4 && even < pairs * 0.05) return 'utf-16le'
  if (even > pairs * 0.4 && odd < pairs * 0.05) return 'utf-16be'
  return null
}

/** flawed: a few broken sequences among many good ones, as a cut teaser leaves them. */
function utf8Fit(bytes: Buffer): 'ascii' | 'valid' | 'flawed' | 'no' {
  if (isAscii(bytes)) return 'ascii'
  if (isUtf8(bytes)) return 'valid'
  let [good, bad] = [0, 0]
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    if (byte < 0x80) continue
    const more =
      byte >= 0xc2 && byte <= 0xdf ? 1 : byte >= 0xe0 && byte <= 0xef ? 2 : byte >= 0xf0 && byte <= 0xf4 ? 3 : 0
    let follows = more > 0
    for (let next = 1; next <= more && follows; next++) follows = ((bytes[at + next] ?? 0) & 0xc0) === 0x80
    if (follows) {
      good++
      at += more
    } else bad++
  }
  return bad * 5 <= good ? 'flawed' : 'no'
}

/** Header first, then what stands in the page. */
function declaredEncodings(bytes: Buffer, contentType: string | null): string[] {
  const header = /charset\s*=\s*["']?([\w:.-]{1,40})/i.exec(contentType ?? '')?.[1]
  const inPage = getEncoding(bytes, { maxBytes: sniffBytes, defaultEncoding: 'utf-8' })
  return [header, inPage]
    .filter((name) => name !== undefined)
    .map((name) => name.toLowerCase().replace(/^utf8$/, 'utf-8'))
}

function supported(name: string): boolean {
  try {
    return new TextDecoder(name) !== null
  } catch {
    return false
  }
}

/** Text has hardly any control characters; noise has one in ten. A stray NUL is no reason to refuse a page. */
function looksBinary(text: string): boolean {
  const sample = text.length > 40_000 ? text.slice(0, 20_000) + text.slice(-20_000) : text
  let odd = 0
  for (let at = 0; at < sample.length; at++) {
    const code = sample.charCodeAt(at)
    if (code < 9 || (code > 13 && code < 32) || code === 0x7f || code === 0xfffd) odd++
  }
  return odd > 16 && odd > sample.length * 0.02
}
