/** What may be told changes with the day and by an operator's hand: delays, embargoes, grades of sensitivity. */
import { seriesListSchema, trendSchema } from '@displacement-monitor/shared/contracts'
import { endEmbargoes, pendingMarks, setCountryDelay } from '@displacement-monitor/shared/db'
import { reconcileMarked } from '@displacement-monitor/worker'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Api, figureIn, openApi } from './api-under-test.ts'
import { storeReport } from './read-report.ts'

let api: Api
let key: Record<string, string>
const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10)
const trendUrl = '/v1/trends/TCD?category=idps'
const stored: Record<'old' | 'fresh', { reportId: number; figureIds: number[]; claimIds: (number | null)[] }> = {
  old: { reportId: 0, figureIds: [], claimIds: [] },
  fresh: { reportId: 0, figureIds: [], claimIds: [] },
}
beforeAll(async () => {
  api = await openApi({ seedSet: 'minimal' })
  key = await api.keyFor('read')
  for (const [name, ago, value] of [
    ['old', 30, 71_111],
    ['fresh', 2, 82_222],
  ] as const) {
    const text = `The IOM says that ${value} people were displaced in Chad.`
    const figure = figureIn(text, `${value} people were displaced in Chad`, {
      value, persons: value, category: 'idps', cause: 'conflict', counter: 'IOM', window: null, since: null,
      asOf: { day: day(ago + 1), accuracy: 'day' },
      place: { name: 'Chad', placeId: 'TCD', countryIso3: 'TCD', role: 'destination', accuracy: 'adm0' },
    }) // biome-ignore format: a figure
    const url = `https://news.example/${name}`
    stored[name] = await storeReport(api.sql, api.gazetteer, { url, text, figures: [figure], publishedOn: day(ago) })
  }
})
afterAll(() => api.close())

const values = async (headers: Record<string, string> = {}, more = '') =>
  trendSchema
    .parse((await api.get(trendUrl + more, headers)).json)
    .series.flatMap(({ points }) => points.map(({ value }) => value))
/** A new grade or delay holds for tags within moments; an answer is asked with a question that nobody asked. */
let asked = 0
const anew = () => `&from=${1900 + asked++}-01-01`

test('a country with a delay: its newest number is nowhere without a key, in no format, until its days have passed', async () => {
  expect(await values()).toEqual([71_111, 82_222])
  await setCountryDelay(api.sql, { country: 'TCD', days: 7, actor: 'test' })
  expect(await values({}, anew())).toEqual([71_111])
  expect(await values(key, anew())).toEqual([71_111, 82_222])
  for (const format of ['json', 'csv', 'hxl', 'geojson', 'svg'])
    for (const more of ['', '&step=month', '&method=latest', '&method=naive', `&known_on=${day(0)}`, `&known_on=${day(0)}&clock=recorded`]) {
      const { status, body } = await api.get(`${trendUrl}${more}&format=${format}${anew()}`)
      // With thousands' signs or without; as a sum with what came before, too.
      expect([format, more, status, /82.?222|153.?333/.test(body)]).toEqual([format, more, 200, false])
    } // biome-ignore format: all formats
  const [figureId, claimId] = [stored.fresh.figureIds[0], stored.fresh.claimIds[0]]
  for (const url of ['/v1/figures', '/v1/figures?place=TCD&format=csv', '/v1/series', '/v1/series?detail=points', `/v1/reports/${stored.fresh.reportId}`]) {
    const { status, body } = await api.get(url)
    expect([url, status, body.includes('82222')]).toEqual([url, 200, false])
  } // biome-ignore format: addresses
  for (const url of [`/v1/figures/${figureId}`, `/v1/claims/${claimId}`])
    expect([(await api.get(url)).status, (await api.get(url, key)).status]).toEqual([404, 200])
  const listed = async (headers: Record<string, string>) =>
    seriesListSchema.parse((await api.get('/v1/series?place=TCD', headers)).json).series.length
  expect([await listed({}), await listed(key)]).toEqual([0, 1])
  await setCountryDelay(api.sql, { country: 'TCD', days: 1, actor: 'test' })
  expect(await values({}, anew())).toEqual([71_111, 82_222])
  await setCountryDelay(api.sql, { country: 'TCD', days: 0, actor: 'test' })
  expect(await values({}, anew())).toEqual([71_111, 82_222])
})

test('an embargo that is set takes the numbers off the line, and its end brings them back: nobody need mark anything', async () => {
  const report = stored.fresh.reportId
  // Not by chance: without the trigger nothing is marked, and the line would go on telling what is kept back.
  await api.sql.begin(async (tx) => {
    await tx`alter table report disable trigger report_marks_series`
    await tx`update report set embargo_until = now() + interval '1 hour' where id = ${report}`
    expect(await pendingMarks(tx)).toBe(0)
    await tx`update report set embargo_until = null where id = ${report}`
    await tx`alter table report enable trigger report_marks_series`
  })
  await api.sql`update report set embargo_until = now() + interval '1 hour' where id = ${report}`
  expect(await pendingMarks(api.sql)).toBe(1)
  await reconcileMarked(api.sql, api.gazetteer)
  expect(await values()).toEqual([71_111])
  expect(await endEmbargoes(api.sql, new Date())).toBe(0)
  expect(await endEmbargoes(api.sql, new Date(Date.now() + 7_200_000))).toBe(1)
  expect(await pendingMarks(api.sql)).toBe(1)
  await reconcileMarked(api.sql, api.gazetteer)
  expect(await values()).toEqual([71_111, 82_222])
})

test('a source that is graded severe later: its figures follow, and their points need a key', async () => {
  const [source] = await api.sql`select source_id as id from report where id = ${stored.fresh.reportId}`
  await api.sql`update source set sensitivity = 'severe' where id = ${source?.id}`
  expect(await pendingMarks(api.sql)).toBe(1)
  await reconcileMarked(api.sql, api.gazetteer)
  expect([await values({}, anew()), await values(key, anew())]).toEqual([[], [71_111, 82_222]])
  await api.sql`update source set sensitivity = 'moderate' where id = ${source?.id}`
  await reconcileMarked(api.sql, api.gazetteer)
  expect(await values({}, anew())).toEqual([71_111, 82_222])
})
