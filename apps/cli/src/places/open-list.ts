/** The bytes of a P-code list from a file or an address, within what may be held in memory. */
import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { redactSecrets } from '@displacement-monitor/shared/log'
import { failed } from '../command/failure.ts'
import { checkFile, isAddress, readInput } from '../input/read-input.ts'
import { bytesInWords } from '../output/amounts.ts'
import type { Console } from '../output/console.ts'

export interface OpenedList {
  bytes: Uint8Array
  mediaType: string | null
  /** As it is shown and kept. */
  name: string
  /** Hex. */
  sha256: string
}

/**
 * First and second levels of all countries, as HDX keeps them; the address is the one that its own library reads
 * (github.com/OCHA-DAP/hdx-python-country, read 2026-11-22).
 */
const hdxList =
  'https://data.humdata.org/dataset/cb963915-d7d1-4ffa-90dc-31277e24406f/resource/f65bc260-4d8b-416f-ac07-f2433b4d5142/download/global_pcodes_adm_1_2.csv'

/** All units of all countries are 30 MB as CSV. */
const largestFile = 200_000_000
const mediaTypes: Readonly<Record<string, string>> = { '.csv': 'text/csv', '.tsv': 'text/csv', '.txt': 'text/csv' }

export async function openList(
  word: string,
  console: Console,
  env: Readonly<Record<string, string | undefined>>,
): Promise<OpenedList> {
  const address = word === 'hdx' ? hdxList : word
  if (isAddress(address)) {
    const { fetchAddress } = await import('../parse/fetch-address.ts')
    const { bytes, mediaType, url } = await fetchAddress(address, env)
    return { bytes, mediaType, name: redactSecrets(url ?? address), sha256: sha256Of(bytes) }
  }
  await checkFile(word)
  const { size } = await stat(word)
  if (size > largestFile)
    throw failed(
      `${word} is ${bytesInWords(size)}; a P-code list may have ${bytesInWords(largestFile)}.`,
      'Is it the list, or a file with boundaries? Cut it by country, or take the list without geometry.',
    )
  const bytes = await readInput(word, console)
  return {
    bytes,
    mediaType: mediaTypes[extname(word).toLowerCase()] ?? null,
    name: basename(word),
    sha256: sha256Of(bytes),
  }
}

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
