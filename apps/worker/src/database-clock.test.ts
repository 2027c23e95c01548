import type { Sql } from '@displacement-monitor/shared/db'
import { expect, test } from 'vitest'
import { databaseClock } from './database-clock.ts'

const noon = Date.parse('2020-02-18T12:00:00Z')
const hour = 3_600_000

/** A machine whose clock is ahead of the database's by `aheadMs`; its timer began at 500. */
function machine(aheadMs: number) {
  const at = { passed: 0, aheadMs }
  const clock = databaseClock({ machine: () => noon + at.passed + at.aheadMs, timer: () => 500 + at.passed })
  const sql = (async () => {
    at.passed += 20
    const told = new Date(noon + at.passed)
    at.passed += 20
    return [{ now: told }]
  }) as unknown as Sql
  return { at, clock, sql }
}

test.each([hour, -hour, 0])('a machine that is %i ms ahead goes by the time of the database', async (aheadMs) => {
  const { at, clock, sql } = machine(aheadMs)
  expect(clock.now()).toEqual(new Date(noon + aheadMs))
  expect(await clock.set(sql)).toBe(aheadMs)
  expect(clock.now()).toEqual(new Date(noon + 40))
  at.passed += 60_000
  expect(clock.now()).toEqual(new Date(noon + 60_040))
})

test('a clock that is set meanwhile moves nothing', async () => {
  const { at, clock, sql } = machine(0)
  await clock.set(sql)
  at.aheadMs = -hour
  at.passed += 1_000
  expect(clock.now()).toEqual(new Date(noon + 1_040))
  expect(await clock.set(sql)).toBe(-hour)
})

test('an outage leaves the time that was told', async () => {
  const { at, clock, sql } = machine(hour)
  await clock.set(sql)
  const away = (async () => {
    throw new Error('away')
  }) as unknown as Sql
  at.passed += 5_000
  await expect(clock.set(away)).rejects.toThrow('away')
  expect(clock.now()).toEqual(new Date(noon + 5_040))
})
