/** The bytes of a page from a file, stdin or an address, with what is known of them. */
import { extname } from 'node:path'
import { isAddress, readInput } from '../input/read-input.ts'
import type { Console } from '../output/console.ts'

export interface OpenedBytes {
  bytes: Uint8Array
  /** Content-Type; null: told by the bytes. */
  mediaType: string | null
  url: string | null
}

const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.htm': 'text/html',
  '.xhtml': 'application/xhtml+xml',
  '.txt': 'text/plain',
  '.md': 'text/plain',
  '.csv': 'text/csv',
  '.tsv': 'text/tab-separated-values',
}

export async function openBytes(
  word: string,
  url: string | null,
  console: Console,
  env: Readonly<Record<string, string | undefined>>,
): Promise<OpenedBytes> {
  if (isAddress(word)) {
    const { fetchAddress } = await import('./fetch-address.ts')
    return fetchAddress(word, env)
  }
  if (word === '-' && console.stdin.isTTY) console.note('Reading what you type; Ctrl-D ends it.')
  return { bytes: await readInput(word, console), mediaType: mediaTypes[extname(word).toLowerCase()] ?? null, url }
}

/** RSS, Atom, RDF or JSON Feed, told by how it begins. */
export function looksLikeFeed(bytes: Uint8Array): boolean {
  const start = new TextDecoder('utf-8').decode(bytes.subarray(0, 2_000))
  return (
    /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*(?:<\?[^>]*>\s*)*<(?:rss|feed|rdf:RDF)\b/u.test(start) ||
    /"version"\s*:\s*"https?:\/\/jsonfeed\.org/u.test(start)
  )
}
