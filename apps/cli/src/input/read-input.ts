/** A file's bytes, or stdin's for "-", with failures in words. */
import { constants } from 'node:fs'
import { access, readFile, stat } from 'node:fs/promises'
import { CommandFailure, failed, notFound } from '../command/failure.ts'
import type { Console } from '../output/console.ts'

export async function readInput(file: string, console: Console): Promise<Uint8Array> {
  if (file === '-') {
    const chunks: Uint8Array[] = []
    for await (const chunk of console.stdin) chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk)
    return Buffer.concat(chunks)
  }
  await checkFile(file)
  return readFile(file)
}

/** @throws CommandFailure in words where it is no file that this user can read */
export async function checkFile(file: string): Promise<void> {
  try {
    if ((await stat(file)).isDirectory()) throw notFound(`${file} is a folder; give a file.`)
    await access(file, constants.R_OK)
  } catch (error) {
    if (error instanceof CommandFailure) throw error
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') throw notFound(`There is no file ${file}.`)
    throw failed(`${file} cannot be read by this user (${code ?? 'unknown'}).`)
  }
}

/** UTF-8; invalid bytes become U+FFFD, a byte order mark goes. */
export const textOf = (bytes: Uint8Array): string => new TextDecoder('utf-8').decode(bytes)

/** http and https addresses; anything else is a file. */
export const isAddress = (word: string): boolean => /^https?:\/\//iu.test(word)
