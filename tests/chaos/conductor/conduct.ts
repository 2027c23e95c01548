/** One run: reports come in by feed and by a run over the archive while faults strike, then all is given time to end. */
import { jobIds } from '@displacement-monitor/shared/contracts'
import { askForRun } from '@displacement-monitor/shared/db'
import { openQueues } from '@displacement-monitor/shared/queue'
import { chance } from '../../support/random.ts'
import { pause } from '../faults/fault.ts'
import { faults } from '../faults/index.ts'
import type { Strike } from './plan.ts'
import { addMadeSources, liveId, pastId } from './report-site.ts'
import type { World } from './world.ts'

export interface Patience {
  /** Without any progress for so long the run is over, whatever is missing. */
  stalledMs: number
  /**
   * Leases and the clock of the sweep are a minute each: where a test has no such time, they are ended by hand after this long
   * without progress; null: never.
   */
  hurryAfterMs: number | null
}

export interface Told {
  /** From the last strike to the end. */
  secondsToEnd: number
  finished: boolean
}

const longestWaitMs = 20_000
const lookMs = 100

export async function conduct(
  world: World,
  strikes: readonly Strike[],
  patience: Patience,
  log: (line: string) => void,
): Promise<Told> {
  const { sql, site, fleet, place } = world
  await addMadeSources(sql, site)
  const { run } = await askForRun(sql, {
    kind: 'refetch', sourceId: pastId, from: '2020-01-01', to: '2020-12-31', dryRun: false,
  }) // biome-ignore format: a row
  const queues = openQueues(place)
  /** As whoever gives an order does; where the queue is away the sweep will find it. */
  const tell = async (share: number) => {
    site.publish(share)
    await sql`update source set next_due_at = now() where id = ${liveId}`
    await queues.add('poll', { sourceId: liveId }, { id: jobIds.poll(liveId) }).catch(() => {})
    await queues.add('backfill', { runId: run.id }, { id: jobIds.backfillRun(run.id) }).catch(() => {})
  }
  await tell(1 / (strikes.length + 1))
  for (const { round, fault, afterMs, seed } of strikes) {
    const before = await underWay(world)
    await pause(afterMs)
    await faults[fault]?.strike(world, chance(seed))
    log(`round ${round}: ${fault}, ${before.read} of ${site.reports.length} read before`)
    await tell((round + 1) / (strikes.length + 1))
  }
  const began = performance.now()
  await tell(1)
  await fleet.makeWhole()
  const finished = await ends(world, patience)
  await queues.close()
  return { finished, secondsToEnd: (performance.now() - began) / 1000 }
}

/** A fault strikes while reports are read: something has been since the one before, as far as there is anything to read. */
async function underWay(world: World): Promise<Progress> {
  const before = await progressOf(world)
  for (let waited = 0; waited < longestWaitMs; waited += lookMs) {
    const now = await progressOf(world)
    if (now.read > before.read || now.read === world.site.reports.length) return now
    await pause(lookMs)
  }
  return before
}

async function ends(world: World, { stalledMs, hurryAfterMs }: Patience): Promise<boolean> {
  let last = ''
  let since = performance.now()
  let hurried = since
  for (;;) {
    const progress = await progressOf(world)
    if (isDone(progress, world.site.reports.length)) return true
    const now = performance.now()
    if (JSON.stringify(progress) !== last) [last, since, hurried] = [JSON.stringify(progress), now, now]
    if (now - since > stalledMs) return false
    if (hurryAfterMs !== null && now - hurried > hurryAfterMs) {
      await hurry(world)
      hurried = performance.now()
    }
    await pause(250)
  }
}

/** As if a minute had gone by: leases are over, and a worker that starts sweeps. */
async function hurry({ sql, fleet }: World): Promise<void> {
  await sql`update report set next_attempt_at = now() where next_attempt_at > now()`
  await sql`update source set next_due_at = now() where id = ${liveId} and next_due_at < now() + interval '3 minutes'`
  const member = fleet.anyWorker(chance(1))
  await member.stop()
  await member.start()
}

interface Progress {
  known: number
  read: number
  marks: number
  settled: number
  runs: number
}

async function progressOf({ sql }: World): Promise<Progress> {
  const [progress] = await sql<Progress[]>`
    select (select count(*)::int from report) as known, (select count(*)::int from report where state = 'read') as read,
      (select count(*)::int from series_mark) + (select count(*)::int from evaluation_mark) as marks,
      (select count(*)::int from backfill_item where outcome is not null) as settled,
      (select count(*)::int from backfill_run where finished_at is null) as runs`
  if (!progress) throw new Error('no progress is told')
  return progress
}

const isDone = ({ known, read, marks, runs }: Progress, reports: number) =>
  known === reports && read === reports && marks === 0 && runs === 0
