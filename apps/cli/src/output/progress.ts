/** A bar on stderr for long work whose results go elsewhere; nothing where nobody watches, or where the results are the progress. */
import { createRequire } from 'node:module'
import type { Writable } from 'node:stream'
import type { Console } from './console.ts'

export interface Progress {
  /** Done so far, and what is worked on. */
  at(done: number, what: string): void
  end(): void
}

/** The part of cli-progress (which brings no types) that is used here. */
interface ProgressModule {
  SingleBar: new (options: {
    stream: Writable
    format: string
    hideCursor: boolean
    clearOnComplete: boolean
  }) => {
    start(total: number, done: number, payload: object): void
    update(done: number, payload: object): void
    stop(): void
  }
}

export function openProgress({ progressStream, onTerminal }: Console, total: number): Progress {
  if (progressStream === null || onTerminal || total < 2) return { at: () => {}, end: () => {} }
  const { SingleBar } = createRequire(import.meta.url)('cli-progress') as ProgressModule
  const bar = new SingleBar({
    stream: progressStream,
    format: '{bar} {value}/{total}, {eta_formatted} left: {what}',
    hideCursor: true,
    clearOnComplete: true,
  })
  bar.start(total, 0, { what: '' })
  return { at: (done, what) => bar.update(done, { what }), end: () => bar.stop() }
}
