/**
 * Keeps a process's P-codes those of the tables: asked for at start and then at intervals, by one small query. Asked rather
 * than listened for, since a notice is lost behind a pooler or while a connection is away.
 */
import type { KnownPcode } from '../../domain/index.ts'
import type { Sql } from '../connection/client.ts'
import { knownPcodes, pcodeRevision } from './pcodes.ts'

export interface FollowOptions {
  onChange: (known: readonly KnownPcode[]) => void
  /** An outage, told once when it begins. */
  onError: (error: unknown) => void
  everyMs?: number
}

export interface FollowedPcodes {
  stop(): void
}

const defaultEveryMs = 10_000

/** Settles after the first look, also where the database was away. The timer does not hold the process open. */
export async function followPcodes(sql: Sql, options: FollowOptions): Promise<FollowedPcodes> {
  let revision: string | null = null
  let away = false
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  const look = async (): Promise<void> => {
    try {
      const now = await pcodeRevision(sql)
      if (now !== revision && !stopped) {
        options.onChange(now === null ? [] : await knownPcodes(sql))
        revision = now
      }
      away = false
    } catch (error) {
      if (!away && !stopped) options.onError(error)
      away = true
    }
    if (!stopped) timer = setTimeout(() => void look(), options.everyMs ?? defaultEveryMs).unref()
  }
  await look()
  return {
    stop() {
      stopped = true
      clearTimeout(timer)
    },
  }
}
