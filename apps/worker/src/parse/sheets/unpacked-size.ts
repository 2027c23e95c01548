/** How large an archive will be, asked of its directory before anything is unpacked. */

/** The most that deflate packs into one byte. */
const mostPacked = 1032

/**
 * Sum over the central directory (APPNOTE.TXT 4.3.12). The library unpacks no entry beyond the size that is told there, so
 * one that is told as nothing counts as the most that it can be.
 */
export function unpackedBytes(bytes: Buffer): number {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0 || end + 20 > bytes.length) return 0
  let at = bytes.readUInt32LE(end + 16)
  let total = 0
  while (at + 46 <= bytes.length && bytes.readUInt32LE(at) === 0x02014b50) {
    const [packed, told] = [bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 24)]
    total += told === 0 && packed > 2 ? packed * mostPacked : told
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  return total
}
