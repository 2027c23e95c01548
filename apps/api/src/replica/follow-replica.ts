/**
 * How far a replica is behind, asked once a second: the primary's place in its log is noted with the time, and what the replica
 * has replayed tells up to which of those times it knows everything. It is read from only while that is not long ago.
 */
import { type Database, type LogPosition, logPosition, type Sql } from '@displacement-monitor/shared/db'

/** Streaming takes milliseconds; a place's page is looked at for minutes. What is later than this, a person would notice. */
const mostBehindMs = 5_000
const everyMs = 1_000
/** Times that are noted: of a minute. */
const mostNoted = 60

export interface ReplicaTold {
  used: boolean
  /** Null where it does not answer, is no replica, or is behind by more than a minute. */
  behindMs: number | null
  inWords: string
}

export interface Replica {
  sql: Sql
  /** Whether all that was written until five seconds ago can be read there. */
  used(): boolean
  /** A question to it failed: it is not asked again before it has answered how far it is. */
  failed(): void
  told(): ReplicaTold
  stop(): Promise<void>
}

export function followReplica(
  primary: Sql,
  replica: Database,
  { onChange, clock = () => performance.now() }: { onChange?: (told: ReplicaTold) => void; clock?: () => number } = {},
): Replica {
  let noted: { at: bigint; when: number }[] = []
  /** It knows all that was written before. */
  let knowsUntil: number | null = null
  let asked = 0
  let wasUsed: boolean | null = null
  let stopped = false
  let timer: NodeJS.Timeout | undefined

  const used = () => knowsUntil !== null && clock() - knowsUntil <= mostBehindMs
  const told = (): ReplicaTold => {
    const behindMs = knowsUntil === null ? null : Math.max(0, Math.round(asked - knowsUntil))
    if (behindMs === null)
      return { used: false, behindMs, inWords: 'The replica is not read from: it does not tell how far it is.' }
    if (!used()) return { used: false, behindMs, inWords: `The replica is not read from: it is ${behindMs} ms behind.` }
    return { used: true, behindMs, inWords: `The replica is read from, ${behindMs} ms behind.` }
  }
  const ask = async () => {
    const when = clock()
    const there = await positionOf(primary)
    // After it: what was written a moment ago has mostly come by then.
    const here = await positionOf(replica)
    if (there && !there.standby) noted = [...noted, { at: there.at, when }].slice(-mostNoted)
    const known = here?.standby ? noted.findLast(({ at }) => at <= here.at) : undefined
    if (here?.standby !== true) knowsUntil = null
    else if (known) {
      knowsUntil = known.when
      noted = noted.filter((one) => one.when >= known.when)
    }
    asked = when
    if (used() !== wasUsed) onChange?.(told())
    wasUsed = used()
  }
  const turn = async () => {
    await ask()
    if (!stopped) timer = setTimeout(turn, everyMs)
  }
  const turning = turn()
  return {
    sql: replica,
    used,
    failed: () => {
      knowsUntil = null
    },
    told,
    async stop() {
      stopped = true
      clearTimeout(timer)
      await Promise.race([turning, new Promise((resolve) => setTimeout(resolve, 200).unref())])
      await replica.end({ timeout: 1 })
    },
  }
}

const positionOf = (sql: Sql): Promise<LogPosition | null> => logPosition(sql).catch(() => null)
