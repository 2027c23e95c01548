/** A console that keeps what is written, for tests: as wide as asked, a terminal or a pipe. */
import { PassThrough, Readable } from 'node:stream'
import { type Console, openConsole } from './console.ts'

export interface MemoryConsole {
  console: Console
  /** What went to stdout so far. */
  written(): string
  /** What went to stderr so far. */
  notes(): string
}

export function memoryConsole(
  options: { columns?: number; input?: Iterable<string | Uint8Array>; env?: Record<string, string> } = {},
): MemoryConsole {
  const out: string[] = []
  const err: string[] = []
  const sink = (kept: string[]) => new PassThrough().on('data', (chunk: Buffer) => kept.push(chunk.toString('utf8')))
  const stdout = Object.assign(
    sink(out),
    options.columns === undefined ? {} : { isTTY: true, columns: options.columns },
  )
  const stdin = Readable.from(options.input ?? [], { objectMode: true })
  const console = openConsole({ stdin, stdout, stderr: sink(err) }, options.env ?? { NO_COLOR: '1' })
  return { console, written: () => out.join(''), notes: () => err.join('') }
}
