/** Where a command writes: results to stdout, remarks to stderr. Knows whether a person watches, and how wide the window is. */
import type { Readable, Writable } from 'node:stream'
import { OutputClosed } from './output-closed.ts'
import { type Paint, painter } from './paint.ts'

export interface Console {
  stdin: Readable & { isTTY?: boolean }
  /** A person watches stdout. */
  onTerminal: boolean
  /** Columns, 40 to 200; 100 in a pipe. */
  columns: number
  /** Colours for stdout; changes nothing in a pipe or under NO_COLOR. */
  paint: Paint
  /** To stdout as it is; resolves when there is room for more, rejects with OutputClosed when the reader has gone. */
  write(text: string): Promise<void>
  /** Lines to stdout. */
  print(...lines: string[]): Promise<void>
  /** A remark to stderr, one line. */
  note(line: string): void
  /** stderr as a stream where a person watches it: progress is drawn there; null in a pipe. */
  progressStream: Writable | null
}

interface OutputStream extends Writable {
  isTTY?: boolean
  columns?: number
}

export function openConsole(
  streams: { stdin: Console['stdin']; stdout: OutputStream; stderr: OutputStream },
  env: Readonly<Record<string, string | undefined>>,
): Console {
  const { stdin, stdout, stderr } = streams
  let closed = false
  // Without a listener, EPIPE would end the process in the middle of its clean-up.
  stdout.on('error', () => {
    closed = true
  })
  stderr.on('error', () => {})
  const onTerminal = stdout.isTTY === true
  const write = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      if (closed) return reject(new OutputClosed())
      const roomLeft = stdout.write(text, (error) => {
        if (error) {
          closed = true
          reject(new OutputClosed())
        } else resolve()
      })
      // A full pipe is waited for; else the next piece is made while this one leaves.
      if (roomLeft) resolve()
    })
  return {
    stdin,
    onTerminal,
    columns: onTerminal ? Math.min(200, Math.max(40, stdout.columns ?? 80)) : 100,
    paint: painter(onTerminal && mayColour(env)),
    write,
    print: (...lines) => write(lines.map((line) => `${line}\n`).join('')),
    note: (line) => void stderr.write(`${line}\n`),
    progressStream: stderr.isTTY === true ? stderr : null,
  }
}

/** https://no-color.org (read 2026-11-22): any value that is not empty. */
const mayColour = (env: Readonly<Record<string, string | undefined>>) => !env.NO_COLOR && env.TERM !== 'dumb'
