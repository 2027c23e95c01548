/** Readers who follow a run: what changed each second, and its end. One look a second serves all who follow the same run. */
import type { ServerResponse } from 'node:http'
import type { Logger } from '@displacement-monitor/shared/log'
import type { BackfillDetail } from './backfill-view.ts'

const lookMs = 1_000
const heartbeatMs = 15_000
const mostReaders = 50

interface Followed {
  readers: Set<ServerResponse>
  told: string
  toldAt: number
}

export interface RunStreams {
  /** False where there are as many readers as are served. */
  add(raw: ServerResponse, runId: number): boolean
  close(): void
}

/** `look`: the run as it stands; null where there is none any more. */
export function runStreams(look: (runId: number) => Promise<BackfillDetail | null>, log: Logger): RunStreams {
  const followed = new Map<number, Followed>()
  let timer: NodeJS.Timeout | null = null

  const tick = async () => {
    for (const [runId, one] of followed) {
      try {
        tell(runId, one, await look(runId))
      } catch (err) {
        log.warn({ err, runId }, 'a run that is followed cannot be read')
      }
    }
    timer = followed.size > 0 ? setTimeout(tick, lookMs) : null
  }

  const tell = (runId: number, one: Followed, run: BackfillDetail | null) => {
    const text = JSON.stringify(run)
    const now = Date.now()
    if (text !== one.told) {
      one.told = text
      one.toldAt = now
      for (const raw of one.readers) raw.write(`event: progress\ndata: ${text}\n\n`)
    } else if (now - one.toldAt >= heartbeatMs) {
      one.toldAt = now
      for (const raw of one.readers) raw.write(': heartbeat\n\n')
    }
    if (run !== null && run.finished_at === null) return
    for (const raw of one.readers) raw.end('event: end\ndata: {}\n\n')
    followed.delete(runId)
  }

  return {
    add(raw, runId) {
      if ([...followed.values()].reduce((sum, { readers }) => sum + readers.size, 0) >= mostReaders) return false
      const one = followed.get(runId) ?? { readers: new Set(), told: '', toldAt: 0 }
      followed.set(runId, one)
      one.readers.add(raw)
      // The new one is told at once, and the others once more.
      one.told = ''
      raw.on('close', () => {
        one.readers.delete(raw)
        if (one.readers.size === 0) followed.delete(runId)
      })
      timer ??= setTimeout(tick, 0)
      return true
    },
    close() {
      if (timer) clearTimeout(timer)
      for (const { readers } of followed.values()) for (const raw of readers) raw.end()
    },
  }
}
