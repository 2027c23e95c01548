/**
 * The whole product under faults, against the same input undisturbed: the tables are equal, row by row. The run within `npm test` is
 * short; `npm run chaos -- --rounds N --seed S` sets the rest.
 */
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasRedis } from '../support/fresh-redis.ts'
import { type BackendName, clusterUrl } from '../support/queue-backends.ts'
import { conduct, type Patience } from './conductor/conduct.ts'
import { type OwnServer, ownServer } from './conductor/own-server.ts'
import { planStrikes } from './conductor/plan.ts'
import { differenceOf, type Rows, rowsOf } from './conductor/rows.ts'
import { openWorld } from './conductor/world.ts'
import type { Fault } from './faults/fault.ts'
import { faults } from './faults/index.ts'

const { CHAOS_ROUNDS, CHAOS_REPORTS, CHAOS_SEED, CHAOS_FAULTS, CHAOS_BACKENDS, CHAOS_WITHOUT, CHAOS_WORKERS } =
  process.env
const asked = CHAOS_ROUNDS !== undefined
const seed = Number(CHAOS_SEED ?? Date.now() % 1_000_000)
const reports = Number(CHAOS_REPORTS ?? (asked ? 5_000 : 100))
/** The short run has four, so that whatever two processes might do twice has a chance to happen. */
const workers = Number(CHAOS_WORKERS ?? (asked ? 2 : 4))
const delayMs = 10
/** A guard of the product that is taken out, to see what it keeps away. */
const without: Record<string, string> = CHAOS_WITHOUT ? { CHAOS_WITHOUT } : {}
const withoutGuard = fileURLToPath(new URL('preload/without-guard.mjs', import.meta.url))
/** Where nobody asked for a long run, each backend has the faults that concern it most. */
const short: Record<BackendName, readonly string[]> = {
  postgres: ['kill-process', 'stop-postgres', 'full-disk'],
  redis: ['kill-process', 'restart-redis', 'empty-queue'],
  cluster: ['kill-process', 'empty-queue', 'stop-process', 'kill-process'],
}
/** Leases and sweeps are a minute each. */
const patience: Patience = asked
  ? { stalledMs: CHAOS_WITHOUT ? 130_000 : 240_000, hurryAfterMs: null }
  : { stalledMs: 60_000, hurryAfterMs: 2_500 }

const there: Record<BackendName, boolean> = { postgres: true, redis: hasRedis, cluster: clusterUrl !== '' }
const backends = (CHAOS_BACKENDS?.split(',') ?? [
  'postgres',
  'redis',
  ...(there.cluster ? ['cluster'] : []),
]) as BackendName[]

function mayStrike(fault: Fault | undefined, backend: BackendName): boolean {
  if (fault?.needsSmallDisk && process.env.CHAOS_DISK === undefined) return false
  return !fault?.needsRedis || backend === 'redis'
}

function strikesOn(backend: BackendName) {
  const possible = Object.keys(faults).filter((name) => mayStrike(faults[name], backend))
  const wanted = CHAOS_FAULTS?.split(',') ?? (asked ? possible : short[backend])
  return planStrikes({
    seed,
    rounds: Number(CHAOS_ROUNDS ?? short[backend].length),
    faults: wanted.filter((name) => possible.includes(name)),
    longestQuietMs: asked ? 6_000 : 700,
  })
}

let server: OwnServer
let undisturbed: Rows

beforeAll(async () => {
  server = await ownServer()
  const world = await openWorld({ server, backend: 'postgres', reports, workers: 1, delayMs })
  try {
    const told = await conduct(world, [], { stalledMs: 120_000, hurryAfterMs: null }, console.log)
    expect(told.finished).toBe(true)
    expect(world.fleet.crashes).toEqual([])
    // The numbers that were read are those that were written.
    const read = await world.sql<{ value: number }[]>`select value from figure order by value`
    const written = world.site.reports.flatMap(({ values }) => values).sort((a, b) => a - b)
    expect(read.map(({ value }) => value)).toEqual(written)
    undisturbed = await rowsOf(world.sql, world.site.server.origin)
    console.log(`undisturbed: ${reports} reports in ${told.secondsToEnd.toFixed(1)} s`)
  } finally {
    await world.close()
  }
}, 3_600_000)
afterAll(() => server.close())

for (const backend of backends)
  describe.skipIf(!there[backend])(`queue on ${backend}`, () => {
    test('what faults disturb ends as if nothing had been', { timeout: 7_200_000 }, async () => {
      const strikes = strikesOn(backend)
      const nodeWords = CHAOS_WITHOUT ? ['--import', withoutGuard] : []
      const world = await openWorld({ server, backend, reports, workers, delayMs, nodeWords, env: without })
      try {
        const told = await conduct(world, strikes, patience, (line) => console.log(`${backend}: ${line}`))
        const { lost, doubled, examples } = differenceOf(undisturbed, await rowsOf(world.sql, world.site.server.origin))
        console.log(
          `${backend}: ${strikes.length} rounds, ${lost} lost, ${doubled} doubled (${reports} reports, ${workers} workers, seed ${seed}, ended ${told.secondsToEnd.toFixed(1)} s after the last fault)`,
        )
        for (const line of [...examples, ...world.fleet.crashes]) console.log(`${backend}: ${line}`)
        expect([told.finished, lost, doubled, world.fleet.crashes]).toEqual([true, 0, 0, []])
      } finally {
        await world.close()
      }
    })
  })
