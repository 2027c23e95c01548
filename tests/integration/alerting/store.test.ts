/** Thresholds, channels and messages in the store: stated twice, taken by two, released by one. */

import { loadGazetteer } from '@displacement-monitor/gazetteer'
import {
  addTestDelivery,
  beginDelivery,
  closeWindows,
  connect,
  countDeliveries,
  countIncidents,
  type Database,
  disableChannel,
  dropDelivery,
  dueDeliveries,
  ensurePublishedChannels,
  findThreshold,
  getChannel,
  getDelivery,
  inTransaction,
  joinDeliveries,
  listAudit,
  listChannels,
  listDeliveries,
  listThresholds,
  type NewAlert,
  oldestDueS,
  pendingEvaluations,
  putChannel,
  putThreshold,
  recordDelivered,
  recordDeliveryFailure,
  releaseDelivery,
  removeChannel,
  removeThreshold,
  resendDelivery,
  storeReading,
  takeGroupsToEvaluate,
  watchedSeries,
  writeChanges,
} from '@displacement-monitor/shared/db'
import type { Crossing, PointTold, Severity } from '@displacement-monitor/shared/domain'
import { reconcileMarked } from '@displacement-monitor/worker'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { freshDatabase } from '../../support/fresh-database.ts'
import { figure, readingOf } from '../store/store-fixtures.ts'
import { channel, threshold } from './alerting-fixtures.ts'

const now = new Date('2020-02-18T08:00:00Z')
const gazetteer = loadGazetteer()
let database: Awaited<ReturnType<typeof freshDatabase>>
let sql: Database

beforeAll(async () => {
  database = await freshDatabase()
  sql = connect(database.url, { max: 8 })
})
afterAll(async () => {
  await sql.end()
  await database.drop()
})
beforeEach(async () => {
  await sql`truncate report, source, subject, counter, snapshot_body, threshold, channel, incident, alert, delivery, delivery_log, audit
    restart identity cascade`
})

const told = (value: number): PointTold => ({
  from: null, asOf: '2020-02-17', value, low: value, high: value, quantifier: 'exact', review: 'machine_read', witnesses: 1, claimIds: [],
}) // biome-ignore format: a row of fields
const crossing: Crossing = {
  key: 'level 2020-02-17', startedOn: '2020-02-17', endedOn: null, endedBy: null, possible: false, before: null, at: told(800_000),
  latest: told(800_000), reason: 'the low end reached 500,000', terms: '',
} // biome-ignore format: a row of fields

/** One line of Idlib with one point, marked as changed. */
async function oneSeries(): Promise<number> {
  await storeReading(sql, await readingOf(sql, 'https://a.example/1', [figure()]))
  await reconcileMarked(sql, gazetteer, { now: () => now })
  const [row] = await sql<{ id: number }[]>`select id from series`
  return row?.id ?? 0
}

/** An alert of that severity about the one series. */
async function alert(severity: Severity, key: string): Promise<NewAlert> {
  const seriesId = (await sql<{ id: number }[]>`select id from series`)[0]?.id ?? (await oneSeries())
  const { threshold: stored } = await putThreshold(sql, threshold({ name: `t ${severity}`, severity }), 'test')
  const change = {
    incidentId: null,
    crossing: { ...crossing, key },
    state: 'firing',
    alert: 'fired',
    reason: 'because',
  } as const
  const [made] = await writeChanges(sql, stored, seriesId, [change], now)
  if (!made) throw new Error('no alert')
  return made
}
const windowEnd = (of: { gatherMinutes: number }, at: Date) => new Date(at.getTime() + of.gatherMinutes * 60_000)
const join = (...alerts: NewAlert[]) => inTransaction(sql, (tx) => joinDeliveries(tx, alerts, windowEnd, now))
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000)

test('a threshold stated twice is one; changed, it keeps its id; removed, its name is free', async () => {
  const first = await putThreshold(sql, threshold(), 'maha')
  expect(first).toMatchObject({ outcome: 'added', threshold: { ...threshold(), id: 1, createdBy: 'maha' } })
  expect((await putThreshold(sql, threshold(), 'maha')).outcome).toBe('unchanged')
  const changed = await putThreshold(sql, threshold({ severity: 'severe', watch: { withChildren: true } }), 'omar')
  expect(changed).toMatchObject({ outcome: 'changed', threshold: { id: 1, severity: 'severe', createdBy: 'maha' } })
  expect(await removeThreshold(sql, 1, 'omar')).toBe(true)
  expect(await removeThreshold(sql, 1, 'omar')).toBe(false)
  expect([await listThresholds(sql), await findThreshold(sql, 'idlib-500k')]).toEqual([[], null])
  expect((await putThreshold(sql, threshold(), 'maha')).outcome).toBe('added')
  const audit = await listAudit(sql)
  expect(audit.map(({ actor, action }) => `${actor} ${action}`).sort()).toEqual([
    'maha threshold.add', 'maha threshold.add', 'omar threshold.change', 'omar threshold.remove',
  ]) // biome-ignore format: a list
})

test('eight people state the same threshold at once: one row', async () => {
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => putThreshold(sql, threshold(), 'maha')))
  expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['added', ...Array(7).fill('unchanged')])
})

test('a stored series waits to be looked at; so does one that a new threshold watches; two workers never take the same', async () => {
  const seriesId = await oneSeries()
  const [group] = await takeGroupsToEvaluate(sql, 10)
  expect(group).toEqual({ seriesIds: [seriesId], marks: new Map([[seriesId, { newTo: new Set(), foundIn: 'live' }]]) })
  expect(await pendingEvaluations(sql)).toBe(false)
  const { threshold: stored } = await putThreshold(sql, threshold(), 'maha')
  await putThreshold(sql, threshold({ name: 'elsewhere', watch: { placeId: 'SY-HL' } }), 'maha')
  await inTransaction(sql, async (tx) => {
    const [one, ...others] = await takeGroupsToEvaluate(tx, 10)
    expect([one?.marks.get(seriesId), others]).toEqual([{ newTo: new Set([stored.id]), foundIn: 'live' }, []])
    expect(await takeGroupsToEvaluate(sql, 10)).toEqual([])
  })
  // A crash brings the marks back.
  await putThreshold(sql, threshold({ severity: 'extreme' }), 'maha')
  await inTransaction(sql, async (tx) => {
    await takeGroupsToEvaluate(tx, 10)
    throw new Error('killed')
  }).catch(() => {})
  expect(await pendingEvaluations(sql)).toBe(true)
})

test('a watched series bears the confidence and reliability behind each point, and what other families said', async () => {
  await storeReading(sql, await readingOf(sql, 'https://a.example/1', [figure({ confidence: 0.8 })]))
  await storeReading(
    sql,
    await readingOf(sql, 'https://b.example/1', [
      figure({ value: 1_500_000, counter: 'Syrian Observatory for Human Rights' }),
    ]),
  )
  await reconcileMarked(sql, gazetteer, { now: () => now })
  const [series] = await watchedSeries(
    sql,
    (await takeGroupsToEvaluate(sql, 10)).flatMap(({ seriesIds }) => seriesIds),
  )
  expect(series).toMatchObject({
    placeId: 'SY-ID', kind: 'cumulative', counter: 'UN', placeKnownSince: '2020-02-17',
    points: [{ asOf: '2020-02-17', value: 800_000, confidence: expect.closeTo(0.8, 5) }],
    rivals: [{ asOf: '2020-02-17', value: 1_500_000, counter: 'SOHR' }],
  }) // biome-ignore format: a row of fields
  expect(series?.points[0]?.reliability).toBeGreaterThan(0.5)
})

test('a crossing is written once, whoever writes it again', async () => {
  const made = await alert('moderate', 'k')
  const { threshold: stored } = await putThreshold(sql, threshold({ name: 't moderate' }), 'test')
  const change = {
    incidentId: null,
    crossing: { ...crossing, key: 'k' },
    state: 'firing',
    alert: 'fired',
    reason: 'because',
  } as const
  expect(await writeChanges(sql, stored, 1, [change], now)).toEqual([])
  expect(await sql`select id from alert`).toEqual([{ id: made.id }])
})

test('alerts of one window are one message of each channel that wants them; each goes there once', async () => {
  const desk = (await putChannel(sql, channel(), 'test')).channel
  await putChannel(sql, channel({ name: 'chief', minimumSeverity: 'severe' }), 'test')
  await putChannel(sql, channel({ name: 'off', enabled: false }), 'test')
  const [minor, extreme] = [await alert('minor', 'a'), await alert('extreme', 'b')]
  const [open] = await join(minor)
  expect(open).toEqual({ id: expect.any(String), closesAt: later(5) })
  await join(minor, extreme)
  const rows = await listDeliveries(sql)
  expect(rows.map(({ channelName, state, alerts }) => [channelName, state, alerts]).sort()).toEqual([
    ['chief', 'gathering', 1], ['desk', 'gathering', 2],
  ]) // biome-ignore format: a list
  expect(await closeWindows(sql, later(4))).toBe(0)
  expect(await closeWindows(sql, later(5))).toBe(2)
  // What comes later opens another, without what was told.
  await join(minor, await alert('minor', 'c'))
  expect((await listDeliveries(sql, { channelId: desk.id })).map(({ state, alerts }) => [state, alerts]).sort()).toEqual([
    ['due', 2], ['gathering', 1],
  ]) // biome-ignore format: a list
})

test('where a person must release it, the message waits and takes newcomers in; a release that did not see them is refused', async () => {
  await putChannel(sql, channel({ approval: 'required' }), 'test')
  await join(await alert('minor', 'a'))
  const [waiting] = await listDeliveries(sql)
  const id = waiting?.id ?? ''
  expect(waiting).toMatchObject({ state: 'waiting', alerts: 1 })
  await join(await alert('minor', 'b'))
  expect(await releaseDelivery(sql, id, { by: 'maha', alerts: 1 })).toBe('more_joined')
  expect(await dueDeliveries(sql, later(0), 10)).toEqual([])
  expect(await releaseDelivery(sql, id, { by: 'maha', alerts: 2, note: 'checked with OCHA' })).toBe('done')
  expect(await releaseDelivery(sql, id, { by: 'omar' })).toBe('not_waiting')
  expect(await getDelivery(sql, id)).toMatchObject({
    state: 'due',
    note: 'checked with OCHA',
    decidedBy: 'maha',
    alerts: 2,
  })
  expect(await dueDeliveries(sql, new Date(), 10)).toEqual([id])
  await join(await alert('minor', 'c'))
  const [second] = await listDeliveries(sql, { states: ['waiting'] })
  expect(await dropDelivery(sql, second?.id ?? '', { by: 'omar' })).toBe('done')
  expect(await countDeliveries(sql)).toEqual({ gathering: 0, waiting: 0, due: 1, delivered: 0, dropped: 1, dead: 0 })
  // The server counts microseconds, a worker milliseconds: in the millisecond in which it was let go it is due.
  await sql`update delivery set next_attempt_at = ${now}::timestamptz + interval '999 microseconds' where id = ${id}`
  expect(await dueDeliveries(sql, now, 10)).toEqual([id])
  expect(await beginDelivery(sql, id, now)).toMatchObject({ attempt: 1 })
})

test('an attempt is counted before it runs, held for a minute, and recorded after it', async () => {
  const { channel: desk } = await putChannel(sql, channel({ gatherMinutes: 0 }), 'test')
  await join(await alert('minor', 'a'))
  await closeWindows(sql, now)
  const [id = ''] = await dueDeliveries(sql, now, 10)
  expect(await beginDelivery(sql, id, now)).toMatchObject({ attempt: 1, failures: 0, delivery: { id, attempts: 1 } })
  // Two workers: the second has nothing to do; after a kill it is due again.
  expect(await beginDelivery(sql, id, later(0.5))).toBeNull()
  expect(await dueDeliveries(sql, later(1), 10)).toEqual([id])
  expect(await beginDelivery(sql, id, later(1))).toMatchObject({ attempt: 2, failures: 0 })
  await recordDeliveryFailure(sql, id, { status: 503, message: 'busy', retryAt: later(10) }, later(1))
  expect(await beginDelivery(sql, id, later(9))).toBeNull()
  expect(await beginDelivery(sql, id, later(10))).toMatchObject({ attempt: 3, failures: 1 })
  await recordDelivered(sql, id, { outcome: 'delivered', status: 200, message: null }, later(10))
  expect(await beginDelivery(sql, id, later(60))).toBeNull()
  expect(await getDelivery(sql, id)).toMatchObject({
    state: 'delivered', deliveredAt: later(10), failureMessage: null,
    log: [{ outcome: 'failed', status: 503, message: 'busy' }, { outcome: 'delivered', status: 200 }],
  }) // biome-ignore format: a row of fields
  expect(await resendDelivery(sql, id, 'maha')).toBe('done')
  await disableChannel(sql, desk.id, 'it said 410 Gone')
  expect(await beginDelivery(sql, id, new Date())).toBeNull()
  expect(await getChannel(sql, desk.id)).toMatchObject({ enabled: false, disabledReason: 'it said 410 Gone' })
})

test('given up is seen, and sent again when a person says so', async () => {
  await putChannel(sql, channel({ gatherMinutes: 0 }), 'test')
  await join(await alert('minor', 'a'))
  await closeWindows(sql, now)
  const [id = ''] = await dueDeliveries(sql, now, 10)
  await beginDelivery(sql, id, now)
  await recordDeliveryFailure(sql, id, { status: 400, message: 'refused', retryAt: null }, now)
  expect((await countDeliveries(sql)).dead).toBe(1)
  expect(await resendDelivery(sql, id, 'maha')).toBe('done')
  expect((await countDeliveries(sql)).due).toBe(1)
  expect(await resendDelivery(sql, '00000000-0000-4000-8000-000000000000', 'maha')).toBe('unknown')
})

test('a channel that is removed forgets its secrets and drops what had not left; a test message needs no alert', async () => {
  const { channel: desk } = await putChannel(
    sql,
    channel({ settings: { url: 'https://desk.example', secrets: ['whsec_x'] } }),
    'test',
  )
  await join(await alert('minor', 'a'))
  const test = await addTestDelivery(sql, desk.id, 'maha')
  expect(await dueDeliveries(sql, new Date(), 10)).toEqual([test])
  expect(await removeChannel(sql, desk.id, 'maha')).toBe(true)
  expect(await sql`select settings from channel`).toEqual([{ settings: {} }])
  expect((await countDeliveries(sql)).dropped).toBe(2)
  expect(JSON.stringify(await listAudit(sql))).not.toContain('whsec_')
})

test('a digest gathers until its hour and then leaves, or waits for a person where one must release it', async () => {
  const daily = { digest: 'daily', digestHour: 7 } as const
  await putChannel(sql, channel({ ...daily, name: 'digest' }), 'test')
  await putChannel(sql, channel({ ...daily, name: 'checked', approval: 'required' }), 'test')
  const tomorrow = new Date('2020-02-19T07:00:00Z')
  const digestAt = (of: { digest: string }) => (of.digest === 'daily' ? tomorrow : now)
  const joinAt = (one: NewAlert, at: Date) => inTransaction(sql, (tx) => joinDeliveries(tx, [one], digestAt, at))
  await joinAt(await alert('minor', 'a'), now)
  await joinAt(await alert('severe', 'b'), later(600))
  const told = async () =>
    (await listDeliveries(sql)).map(({ channelName, kind, state, alerts }) => [channelName, kind, state, alerts]).sort()
  expect(await closeWindows(sql, later(1_300))).toBe(0)
  expect(await told()).toEqual([
    ['checked', 'digest', 'gathering', 2], ['digest', 'digest', 'gathering', 2],
  ]) // biome-ignore format: a list
  expect(await closeWindows(sql, tomorrow)).toBe(2)
  expect(await told()).toEqual([
    ['checked', 'digest', 'waiting', 2], ['digest', 'digest', 'due', 2],
  ]) // biome-ignore format: a list
})

test('incidents and late messages are counted for those who watch the system', async () => {
  expect([await countIncidents(sql), await oldestDueS(sql)]).toEqual([
    { pending: 0, possible: 0, firing: 0, cleared: 0, corrected: 0, would_have_fired: 0 }, 0,
  ]) // biome-ignore format: a list
  await putChannel(sql, channel({ gatherMinutes: 0 }), 'test')
  await join(await alert('minor', 'a'))
  await closeWindows(sql, now)
  expect(await countIncidents(sql)).toMatchObject({ firing: 1, cleared: 0 })
  await sql`update delivery set next_attempt_at = now() - interval '90 s'`
  expect(await oldestDueS(sql)).toBeGreaterThanOrEqual(90)
  await sql`update channel set enabled = false`
  expect(await oldestDueS(sql)).toBe(0)
})

test('a feed, a stream and CAP are there from the first start, once', async () => {
  await ensurePublishedChannels(sql)
  await ensurePublishedChannels(sql)
  expect((await listChannels(sql)).map(({ name, kind, approval }) => [name, kind, approval])).toEqual([
    ['atom', 'atom', 'required'], ['cap', 'cap', 'required'], ['events', 'sse', 'none'],
  ]) // biome-ignore format: a list
})
