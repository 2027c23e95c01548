/** The list of series, kept by state: right as days pass, and as what it rests on changes, goes, or is for keys alone. */
import { markSubjects } from '@displacement-monitor/shared/db'
import { reconcileMarked } from '@displacement-monitor/worker'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Api, figureIn, openApi } from './api-under-test.ts'
import { storeReport } from './read-report.ts'

let today = new Date('2024-03-02T12:00:00Z')
let api: Api
beforeAll(async () => {
  api = await openApi({ seedSet: 'minimal', now: () => today })
  await report('a', 1_000, '2024-02-01')
  await report('b', 4_000, '2024-02-24')
  await report('c', 5_000, '2024-03-01')
})
afterAll(() => api.close())

const homs = '/v1/series?place=SY-HI'

async function report(name: string, value: number, day: string, sensitivity: 'moderate' | 'severe' = 'moderate') {
  const text = `By then ${value} people lived displaced in Homs.`
  const figure = figureIn(text, `${value} people`, {
    value,
    persons: value,
    category: 'idps',
    term: 'displaced',
    cause: 'conflict',
    counter: 'OCHA',
    place: { name: 'Homs', placeId: 'SY-HI', countryIso3: 'SYR', role: 'destination', accuracy: 'adm1' },
    asOf: { day, accuracy: 'day' },
  })
  await storeReport(api.sql, api.gazetteer, {
    url: `https://homs.example/${name}`,
    text,
    figures: [figure],
    sensitivity,
  })
}

/** As an operator's act leaves it: the subjects of these reports are marked and worked off. */
async function rebuild() {
  const subjects = await api.sql<{ id: number }[]>`select id from subject where place_id = 'SY-HI'`
  await markSubjects(
    api.sql,
    subjects.map(({ id }) => id),
  )
  await reconcileMarked(api.sql, api.gazetteer)
}

const told = async (headers = {}) =>
  (await api.get(homs, headers)).json.series.map(
    ({ latest, change_7d, change_30d, age_days }: Record<string, { value: number; as_of: string } | null>) => [
      latest?.as_of,
      latest?.value,
      change_7d?.value,
      change_30d?.value ?? null,
      age_days,
    ],
  )

test('change is over the days before the newest number, age is from today, however long the answer is kept', async () => {
  expect(await told()).toEqual([['2024-03-01', 5_000, 4_000, null, 1]])
  const { headers } = await api.get(homs)
  today = new Date('2024-03-12T12:00:00Z')
  const { status } = await api.get(homs, { 'if-none-match': String(headers.etag) })
  expect([status, await told()]).toEqual([200, [['2024-03-01', 5_000, 4_000, null, 11]]])
})

test('a line that broke, and one of windows, has no change', async () => {
  const [main] = (await api.get(homs)).json.series
  const flagged = (flags: string[]) =>
    api.sql`update series_point set flags = ${flags} where series_id = ${main.id} and as_of = '2024-03-01' and superseded_at is null`
  const renewed = async () => {
    // As a rebuild would: the list is told anew when its series changed.
    await api.sql`update series set version = version + 1 where id = ${main.id}`
    return (await told())[0]
  }
  for (const flag of ['coverage_break', 'revised']) {
    await flagged([flag])
    expect([flag, await renewed()]).toEqual([flag, ['2024-03-01', 5_000, undefined, null, 11]])
  }
  await flagged([])
  expect(await renewed()).toEqual(['2024-03-01', 5_000, 4_000, null, 11])
  await api.sql`update series_point set from_on = '2024-02-26' where series_id = ${main.id} and as_of = '2024-03-01' and superseded_at is null`
  expect(await renewed()).toEqual(['2024-03-01', 5_000, undefined, null, 11])
  await api.sql`update series_point set from_on = null where series_id = ${main.id} and as_of = '2024-03-01' and superseded_at is null`
  expect(await renewed()).toEqual(['2024-03-01', 5_000, 4_000, null, 11])
})

test('an embargoed report is not told until its day, a withdrawn one never more, and a line without claims is gone', async () => {
  const setReport = async (name: string, change: { embargo_until?: string; withdrawn_at?: string | null }) => {
    await api.sql`update report set ${api.sql(change)} where url = ${`https://homs.example/${name}`}`
    await rebuild()
  }
  await setReport('c', { embargo_until: '2999-01-01T00:00:00Z' })
  expect(await told()).toEqual([['2024-02-24', 4_000, 3_000, null, 17]])
  await setReport('c', { embargo_until: '2020-01-01T00:00:00Z' })
  expect(await told()).toEqual([['2024-03-01', 5_000, 4_000, null, 11]])
  for (const name of ['a', 'b', 'c']) await setReport(name, { withdrawn_at: '2024-03-02T00:00:00Z' })
  expect(await told()).toEqual([])
  for (const name of ['a', 'b', 'c']) await setReport(name, { withdrawn_at: null })
  expect(await told()).toEqual([['2024-03-01', 5_000, 4_000, null, 11]])
})

test('a line with a point of severe sensitivity is for keys alone, from the moment that it is', async () => {
  const key = await api.keyFor('read')
  expect([(await told()).length, (await told(key)).length]).toEqual([1, 1])
  await api.sql`
    update figure set sensitivity = 'severe' where report_id in (select id from report where url = 'https://homs.example/b')`
  await rebuild()
  expect([await told(), (await told(key)).length]).toEqual([[], 1])
})

test('pages follow each other without a gap while the list is kept, in every format', async () => {
  const all = (await api.get('/v1/series?limit=200')).json.series.map(({ id }: { id: number }) => id)
  for (const round of ['made', 'kept']) {
    const seen: number[] = []
    let url: string | null = '/v1/series?limit=2'
    while (url) {
      const { json, headers } = await api.get(url)
      seen.push(...json.series.map(({ id }: { id: number }) => id))
      const next: string | null = /^<(.+)>; rel="next"$/.exec(String(headers.link ?? ''))?.[1] ?? null
      expect([round, next !== null]).toEqual([round, json.next_cursor !== null])
      const table = await api.get(`${url}&format=csv`)
      expect(table.body.trim().split('\n')).toHaveLength(json.series.length + 1)
      url = next
    }
    expect([round, seen]).toEqual([round, all])
  }
})
