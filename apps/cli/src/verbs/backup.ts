/** `monitor backup FILE`: everything in one file, whole or not there at all. */
import { createWriteStream, existsSync } from 'node:fs'
import { rename, rm, stat } from 'node:fs/promises'
import { exitCode } from '../command/exit-code.ts'
import { failed, usageFailure } from '../command/failure.ts'
import { defineVerb } from '../command/verb.ts'
import { withDatabase } from '../database/with-database.ts'
import { bytesInWords } from '../output/amounts.ts'
import { rowsInWords } from '../output/rows-in-words.ts'

export default defineVerb({
  name: 'backup',
  summary: 'write the whole database into a file',
  about: [
    'Sources, reports with their bytes, readings, figures, claims, series, keys and audit, as they are at one moment; the ' +
      'system may keep running meanwhile. Work in the queue is not in it: it follows from the tables.',
    'The file holds the full texts of reports and the hashes of keys: it is readable by you alone. Keep it so.',
  ],
  positionals: [{ name: 'FILE', description: 'where to write', required: true, many: false }],
  options: { force: { type: 'boolean', description: 'Replace a file that is there' } },
  examples: [
    ['backup monitor-2026-11-22.backup', 'Before a new version, or every night.'],
    ['restore monitor-2026-11-22.backup', 'The way back, into an empty database.'],
  ],
  run: ({ options, console, env, positionals, signal }) => {
    const file = positionals[0] ?? ''
    if (file === '-') throw usageFailure('A backup goes into a file, since it must be whole: give its name.')
    if (existsSync(file) && !options.force)
      throw failed(`${file} is there already.`, 'Give another name, or --force to replace it.')
    return withDatabase({ env, console }, async ({ sql }) => {
      const { backup } = await import('@displacement-monitor/shared/db')
      let rows: Readonly<Record<string, number>>
      // A backup that was cut short must never look like one.
      const half = `${file}.part`
      try {
        rows = (await backup(sql, createWriteStream(half, { mode: 0o600 }))).rows
        signal.throwIfAborted()
        await rename(half, file)
      } catch (error) {
        await rm(half, { force: true })
        throw asFileFailure(error, file)
      }
      const { size } = await stat(file)
      if (options.json) await console.print(JSON.stringify({ file, bytes: size, rows }))
      else await console.print(`${file}: ${bytesInWords(size)}, ${rowsInWords(rows)}.`)
      return exitCode.ok
    })
  },
})

function asFileFailure(error: unknown, file: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT') return failed(`There is no folder for ${file}.`)
  if (code === 'EACCES' || code === 'EROFS') return failed(`${file} may not be written by this user.`)
  if (code === 'ENOSPC') return failed(`The disk is full: ${file} was not written.`)
  return error
}
