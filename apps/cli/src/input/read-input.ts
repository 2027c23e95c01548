/** A file's bytes, or stdin's for "-", with failures in words. */
import { readFile } from 'node:fs/promises'
import { failed, notFound } from '../command/failure.ts'
import type { Console } from '../output/console.ts'

export async function readInput(file: string, console: Console): Promise<Uint8Array> {
  if (file === '-') {
    const chunks: Uint8Array[] = []
    for await (const chunk of console.stdin) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk)
    return Buffer.concat(chunks)
  }
  try {
    return await readFile(file)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw notFound(`There is no file ${file}.`)
    if (code === 'EISDIR') throw notFound(`${file} is a folder; give a file.`)
    throw failed(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}.`)
  }
}

/** UTF-8; invalid bytes become U+FFFD, a byte order mark goes. */
export const textOf = (bytes: Uint8Array): string => new TextDecoder('utf-8').decode(bytes)

/** http and https addresses; anything else is a file. */
export const isAddress = (word: string): boolean => /^https?:\/\//iu.test(word)
