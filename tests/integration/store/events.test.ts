/** Events of several services: joined by a code they share, and never two events of one service in one. */
import { connect, type Database, ensureEvents, type NewEvent } from '@displacement-monitor/shared/db'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts'

let database: FreshDatabase
let sql: Database

beforeAll(async () => {
  database = await freshDatabase()
  sql = connect(database.url, { max: 4 })
})
afterAll(async () => {
  await sql.end()
  await database.drop()
})
beforeEach(async () => {
  await sql`truncate event_code, event restart identity cascade`
})

const glide = { scheme: 'glide', code: 'FL-2026-000101-TCD' }
const event = (own: string, change: Partial<NewEvent> = {}): NewEvent => {
  const [scheme = '', code = ''] = own.split(':')
  return {
    name: own,
    cause: 'disaster',
    hazard: 'flood',
    beganOn: '2026-08-12',
    codes: [{ scheme, code }, glide],
    ...change,
  }
}
const codes = async () =>
  (
    await sql<{ codes: string }[]>`
      select string_agg(scheme || ':' || code, ' ' order by scheme, code) as codes from event_code group by event_id order by event_id`
  ).map((row) => row.codes)

test.each([
  ['the alert first', ['gdacs:FL1', 'idu:7']],
  ['the count first', ['idu:7', 'gdacs:FL1']],
])('one GLIDE number joins an alert and a count, %s', async (_, [first = '', second = '']) => {
  const [one] = await ensureEvents(sql, [event(first)])
  expect(await ensureEvents(sql, [event(second), event(first)])).toEqual([one, one])
  expect(await codes()).toEqual(['gdacs:FL1 glide:FL-2026-000101-TCD idu:7'])
})

test('events that one service counts apart stay apart under one GLIDE number; the first of them has it', async () => {
  const ids = await ensureEvents(sql, [event('idu:7'), event('idu:8'), event('gdacs:FL1')])
  expect(new Set(ids).size).toBe(2)
  expect(ids[2]).toBe(ids[0])
  expect(await ensureEvents(sql, [event('idu:8'), event('idu:7')])).toEqual([ids[1], ids[0]])
  expect(await codes()).toEqual(['gdacs:FL1 glide:FL-2026-000101-TCD idu:7', 'idu:8'])
})

test('another cause is another event, and what an event lacks is filled in, never changed', async () => {
  const [bare] = await ensureEvents(sql, [event('idu:7', { hazard: null, beganOn: null })])
  const [conflict] = await ensureEvents(sql, [event('other:1', { cause: 'conflict' })])
  expect(conflict).not.toBe(bare)
  await ensureEvents(sql, [event('gdacs:FL1', { beganOn: '2026-08-12' })])
  await ensureEvents(sql, [event('gdacs:FL1', { name: 'another', hazard: 'storm', beganOn: '2026-08-13' })])
  const rows =
    await sql`select name, hazard, began_on as began, began_accuracy as accuracy from event where id = ${bare ?? 0}`
  expect([...rows]).toEqual([{ name: 'idu:7', hazard: 'flood', began: '2026-08-12', accuracy: 'day' }])
})
