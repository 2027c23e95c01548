/** A bar on stderr for long work whose results go elsewhere; nothing where nobody watches, or where the results are the progress. */
import type { Console } from './console.ts'

export interface Progress {
  /** Done so far, and what is worked on. */
  at(done: number, what: string): void
  end(): void
}

export async function openProgress({ progressStream, onTerminal }: Console, total: number): Promise<Progress> {
  if (progressStream === null || onTerminal || total < 2) return { at: () => {}, end: () => {} }
  const { default: progress } = await import('cli-progress')
  const bar = new progress.SingleBar({
    stream: progressStream,
    format: '{bar} {value} of {total}: {what}',
    hideCursor: true,
    clearOnComplete: true,
  })
  bar.start(total, 0, { what: '' })
  return { at: (done, what) => bar.update(done, { what }), end: () => bar.stop() }
}
