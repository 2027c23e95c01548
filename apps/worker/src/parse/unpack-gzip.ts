/** Lists that are published packed (`sitemap.xml.gz`): unpacked up to a cap, whatever they would become. */
import { gunzipSync } from 'node:zlib'
import { refusal } from './refusal.ts'

/** The protocol of sitemaps allows 50 MB unpacked. */
const maxUnpackedBytes = 52_428_800

/** Bytes that are not packed are returned as they are. Throws `too_large` and `truncated`. */
export function unpackGzip(bytes: Buffer): Buffer {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes
  try {
    return gunzipSync(bytes, { maxOutputLength: maxUnpackedBytes })
  } catch (error) {
    throw (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE'
      ? refusal('too_large', 'The packed list is larger than 50 MB when unpacked.')
      : refusal('truncated', 'The packed list is damaged or breaks off.')
  }
}
