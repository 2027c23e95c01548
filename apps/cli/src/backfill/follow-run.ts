/** A run as it goes on: a bar where a person watches, else a line every few seconds; until it has ended or is paused. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Database } from '@displacement-monitor/shared/db'
import type { BackfillRun } from '@displacement-monitor/shared/domain'
import type { Console } from '../output/console.ts'
import { progressInWords } from './run-lines.ts'

const everyMs = 500
/** Lines of a pipe stay, so they come less often. */
const linesEveryMs = 10_000

/** The run as it was last seen; `signal` ends the watching, not the run. */
export async function followRun(
  sql: Database,
  id: number,
  console: Console,
  signal: AbortSignal,
): Promise<BackfillRun> {
  const { getRun, progressOf } = await import('@displacement-monitor/shared/db')
  const bar = await openBar(console)
  let toldAt = 0
  let told: string | null = null
  try {
    for (;;) {
      const run = await getRun(sql, id)
      if (!run) throw new Error(`run ${id} is gone`)
      const progress = await progressOf(sql, id)
      const { lastError, share } = progress
      if (bar) bar.at(share, progressInWords(progress))
      else if (Date.now() - toldAt >= linesEveryMs) {
        toldAt = Date.now()
        console.note(progressInWords(progress))
      }
      if (lastError !== null && lastError !== told) {
        bar?.clear()
        console.note(`  ${lastError}`)
        told = lastError
      }
      if (run.finishedAt !== null || run.state === 'paused' || signal.aborted) return run
      await pause(everyMs, undefined, { signal }).catch(() => {})
    }
  } finally {
    bar?.end()
  }
}

async function openBar({ progressStream }: Console) {
  if (progressStream === null) return null
  const { default: progress } = await import('cli-progress')
  const bar = new progress.SingleBar({
    stream: progressStream,
    format: '{bar} {what}',
    barsize: 20,
    hideCursor: true,
    clearOnComplete: true,
  })
  bar.start(1_000, 0, { what: '' })
  return {
    at: (share: number, what: string) => bar.update(Math.floor(share * 1_000), { what }),
    clear: () => progressStream.write('\r\u001B[2K'),
    end: () => bar.stop(),
  }
}
