/** Many crossings at once, and one line that crosses again and again; two workers on the same rule. */
import { loadGazetteer } from '@displacement-monitor/gazetteer'
import {
  alertsOfDelivery,
  connect,
  type Database,
  listDeliveries,
  markForEvaluation,
  type NewReading,
  putChannel,
  putThreshold,
  storeReadings,
} from '@displacement-monitor/shared/db'
import { evaluateMarked, reconcileMarked } from '@displacement-monitor/worker'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { freshDatabase } from '../../support/fresh-database.ts'
import { chance } from '../../support/random.ts'
import { figure, readingOf } from '../store/store-fixtures.ts'
import { channel, threshold } from './alerting-fixtures.ts'

const gazetteer = loadGazetteer()
const dice = chance()
const now = () => new Date('2020-02-18T08:00:00Z')
let database: Awaited<ReturnType<typeof freshDatabase>>
let sql: Database

beforeAll(async () => {
  database = await freshDatabase()
  sql = connect(database.url, { max: 12 })
})
afterAll(async () => {
  await sql.end()
  await database.drop()
})
beforeEach(async () => {
  await sql`truncate report, source, subject, counter, snapshot_body, threshold, channel, incident, alert, delivery, audit
    restart identity cascade`
})

/** As many places as that, each with 800,000 displaced: one figure a report, since one number of one office is one claim. */
async function crises(count: number): Promise<void> {
  const readings: NewReading[] = []
  for (let at = 0; at < count; at++) {
    const place = {
      name: `Place ${at}`,
      placeId: `gn:${900_000_000 + at}`,
      countryIso3: 'SYR',
      role: 'origin',
      accuracy: 'adm3',
    } as const
    readings.push(await readingOf(sql, `https://a.example/${at}`, [figure({ place, value: 800_000 + at })]))
  }
  await storeReadings(sql, readings)
  await reconcileMarked(sql, gazetteer, { now })
}
const everywhere = threshold({ watch: { placeId: null } })
const slowIncidents = `
  create function slow() returns trigger language plpgsql as $$ begin perform pg_sleep(0.02); return new; end $$;
  create trigger slow before insert on incident for each row execute function slow()`
const count = async (table: string) => (await sql<{ n: number }[]>`select count(*) as n from ${sql(table)}`)[0]?.n

test('a thousand crossings in a minute, two workers: one message, and none is missing from its list', async () => {
  const crossings = Number(process.env.ALERT_STORM ?? 1_000)
  await putChannel(sql, channel(), 'test')
  await putThreshold(sql, everywhere, 'test')
  await crises(crossings)
  const found = await Promise.all([0, 1].map(() => evaluateMarked(sql, gazetteer, { now })))
  expect(found.reduce((sum, { alerts }) => sum + alerts, 0)).toBe(crossings)
  const [message, ...others] = await listDeliveries(sql)
  expect([message?.state, message?.alerts, others]).toEqual(['gathering', crossings, []])
  const listed = await alertsOfDelivery(sql, message?.id ?? '')
  expect(new Set(listed.map(({ placeId }) => placeId)).size).toBe(crossings)
}, 120_000)

test('the same rule looked at 1,000 times by eight workers: one alert', async () => {
  await putChannel(sql, channel(), 'test')
  await putThreshold(sql, threshold(), 'test')
  await storeReadings(sql, [await readingOf(sql, 'https://a.example/1', [figure()])])
  await reconcileMarked(sql, gazetteer, { now })
  const [series] = await sql<{ id: number }[]>`select id from series`
  // A mark that comes while another worker judges is the one that doubles without lock and key: judging is made slow.
  await sql.unsafe(slowIncidents)
  const look = async () => {
    await new Promise((resolve) => setTimeout(resolve, dice.between(0, 12)))
    await markForEvaluation(sql, [series?.id ?? 0])
    await evaluateMarked(sql, gazetteer, { now })
  }
  const made: number[] = []
  for (let round = 0; round < 125; round++) {
    await sql`truncate incident, alert, delivery restart identity cascade`
    await Promise.all(Array.from({ length: 8 }, look))
    await evaluateMarked(sql, gazetteer, { now })
    made.push((await count('alert')) ?? 0)
  }
  expect(made.filter((alerts) => alerts !== 1)).toEqual([])
  expect([await count('incident'), await count('delivery'), await count('delivery_alert')]).toEqual([1, 1, 1])
  expect(await count('evaluation_mark')).toBe(0)
}, 120_000)
