/** Rebuilding a subject happens within the transaction that stored a report: it must stay well under 100 ms at 2,000 claims. */

import { addDays, type Claim } from '@displacement-monitor/shared/domain'
import { expect, test } from 'vitest'
import { buildSubjects } from './build-subjects.ts'
import { type ClaimParts, claimOf, month } from './test-claims.ts'

const size = 2_000
/** A small generator, so that every run measures the same claims. */
function randoms(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}

const shapes: Record<string, (next: () => number, index: number) => ClaimParts> = {
  'a rising count with noise': (next, index) => ({
    since: next() < 0.3 ? month('2019-12-01') : '2019-12-01',
    asOf: next() < 0.6 ? addDays('2019-12-02', index) : null,
    printed: addDays('2019-12-03', index),
    value: 1_000 * (100 + index) + Math.round(next() * 40_000),
  }),
  'a count in full contradiction': (next, index) => ({
    since: '2019-12-01',
    asOf: addDays('2019-12-02', index),
    printed: addDays('2019-12-02', index),
    value: 1 + Math.round(next() * 1_000_000),
    counter: ['OCHA', 'UNICEF', 'UNHCR', 'WFP'][index % 4] ?? 'OCHA',
  }),
  'a crisis told with its cause, without, and with another': (next, index) => ({
    since: next() < 0.3 ? month('2019-12-01') : '2019-12-01',
    asOf: addDays('2019-12-02', index % 300),
    printed: addDays('2019-12-03', index % 300),
    value: 1_000 * (100 + (index % 300)) + Math.round(next() * 40_000),
    cause: (['conflict', 'conflict', 'conflict', null, 'disaster'] as const)[index % 5] ?? null,
    placeRole: (['origin', 'destination', 'both'] as const)[index % 3] ?? 'origin',
  }),
  'one number over years': (next, index) => ({
    since: addDays('2015-01-01', index),
    asOf: addDays('2015-01-05', index),
    printed: addDays('2015-01-06', index + Math.round(next() * 9)),
    value: 100_000,
  }),
  'a stock in prose': (next, index) => ({
    category: 'idps',
    asOf: next() < 0.5 ? addDays('2015-01-01', index) : null,
    printed: addDays('2015-01-02', index),
    value: 1_000_000 + Math.round(next() * 90_000),
    counter: ['IOM', 'UNHCR', 'OCHA'][index % 3] ?? 'IOM',
  }),
}

test.each(Object.keys(shapes))('2,000 claims: %s', (name) => {
  const next = randoms(7)
  const claims: Claim[] = Array.from({ length: size }, (_, index) => claimOf(shapes[name]?.(next, index) ?? {}))
  // Processor time, as a busy machine says nothing of the work; the best of some runs, as the first ones compile.
  const used = [1, 2, 3, 4, 5].map(() => {
    const start = process.cpuUsage()
    buildSubjects(claims, { now: '2026-01-01' })
    const { user, system } = process.cpuUsage(start)
    return (user + system) / 1_000
  })
  // Alone on a core some 15 to 40 ms. Cubic work would take minutes.
  expect(Math.min(...used)).toBeLessThan(250)
})
