/** Runs the terminal's command: as a child, as a person or a script would, or within the test's own process. */
import { spawn } from 'node:child_process'
import { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { memoryConsole, runCommand } from '@displacement-monitor/cli'

export const command = fileURLToPath(new URL('../../apps/cli/bin/monitor.mjs', import.meta.url))

export interface Ran {
  code: number | null
  stdout: string
  stderr: string
  /** stdout as JSON; throws where it is none. */
  json<T = unknown>(): T
  /** stdout as JSON lines. */
  jsonLines<T = Record<string, unknown>>(): T[]
}

export interface RunOptions {
  env?: Record<string, string>
  /** To stdin; without it stdin is closed at once. */
  input?: string | Iterable<string> | AsyncIterable<string>
  cwd?: string
}

/** Nothing of the caller's database gets in: a verb finds the one that the test names, or none. */
export function runMonitor(words: readonly string[], { env = {}, input, cwd = '/' }: RunOptions = {}): Promise<Ran> {
  const { DATABASE_URL: _d, REDIS_URL: _r, DATA_DIR: _f, ...clean } = process.env
  const child = spawn(process.execPath, [command, ...words], {
    cwd,
    env: { ...clean, NO_COLOR: '1', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let [stdout, stderr] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  child.stdin.on('error', () => {}) // a command that ends early reads no further
  if (input === undefined) child.stdin.end()
  else Readable.from(typeof input === 'string' ? [input] : input).pipe(child.stdin)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve(ran(code, stdout, stderr)))
  })
}

/** The same command line from the sources, within this process: a child for each of a hundred would take minutes. */
export async function callMonitor(
  words: readonly string[],
  { env = {}, input }: { env?: Record<string, string>; input?: string } = {},
): Promise<Ran> {
  const { console, written, notes } = memoryConsole(input === undefined ? {} : { input: [input] })
  const code = await runCommand(words, console, { NO_COLOR: '1', ...env }, new AbortController().signal)
  // Streams hand over what was written in the next turn.
  await new Promise((resolve) => setImmediate(resolve))
  return ran(code, written(), notes())
}

const ran = (code: number | null, stdout: string, stderr: string): Ran => ({
  code,
  stdout,
  stderr,
  json: <T>() => JSON.parse(stdout) as T,
  jsonLines: <T>() =>
    stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as T),
})
