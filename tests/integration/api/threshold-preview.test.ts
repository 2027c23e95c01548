/** A threshold tried on the past: the days on which it would have been told, by what was printed until then. */
import { previewSchema } from '@displacement-monitor/shared/contracts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Api, figureIn, openApi } from './api-under-test.ts'
import { storeReport } from './read-report.ts'

let api: Api
let desk: Record<string, string>
beforeAll(async () => {
  api = await openApi({ seedSet: 'minimal' })
  desk = await api.keyFor('read', 'operate')
  const place = { name: 'Idlib', placeId: 'SY-ID', countryIso3: 'SYR', role: 'origin' as const, accuracy: 'adm1' as const }
  for (const [publishedOn, value, asOf] of [
    ['2020-01-20', 350_000, '2020-01-18'], ['2020-02-05', 520_000, '2020-02-04'], ['2020-03-02', 961_000, '2020-03-01'],
  ] as const) {
    const text = `Since 1 December ${value} people have fled Idlib, the UN said.`
    await storeReport(api.sql, api.gazetteer, {
      url: `https://un.example/${publishedOn}`, text, publishedOn,
      figures: [figureIn(text, `${value} people have fled`, {
        value, persons: value, place, counter: 'UN', window: 'since', since: { day: '2019-12-01', accuracy: 'day' }, asOf: { day: asOf, accuracy: 'day' },
      })],
    })
  }
}) // biome-ignore format: a table of reports
afterAll(() => api.close())

const idlib = { place: 'Idlib', category: 'internal_displacements' }
const ask = (threshold: unknown, from = '2020-01-01', to = '2020-04-30', headers = desk) =>
  api.send('POST', '/v1/thresholds/preview', { threshold, from, to }, headers)

test('a level: one incident, told on the day of the print that crossed it, with that report and no later one', async () => {
  const { status, json } = await ask({ watch: idlib, rule: { kind: 'level', at_least: 500_000 } })
  expect(status).toBe(200)
  const preview = previewSchema.parse(json)
  expect([preview.rule, preview.places, preview.days, preview.messages]).toEqual(['at least 500,000', 1, 5, 1])
  expect(preview.incidents.map(({ place, opened_on, state, messages }) => [place.id, opened_on, state, messages.map(({ day, kind, at, reports }) => [day, kind, at.value, reports.map(({ published_on }) => published_on)])])).toEqual([
    ['SY-ID', '2020-02-05', 'firing', [['2020-02-05', 'fired', 520_000, ['2020-02-05']]]],
  ])
  expect(preview.incidents[0]?.links.trend).toBe('/v1/trends/SY-ID?category=internal_displacements&known_on=2020-02-05')
}) // biome-ignore format: one request a line

test('a level that was passed before the first day is told once on it', async () => {
  const { json } = await ask({ watch: idlib, rule: { kind: 'level', at_least: 500_000 } }, '2020-02-10')
  expect(previewSchema.parse(json).incidents.map(({ opened_on, messages }) => [opened_on, messages.length])).toEqual([['2020-02-10', 1]])
}) // biome-ignore format: one request a line

test('a rise, and days that it must last', async () => {
  const rise = { watch: idlib, rule: { kind: 'rise', ratio: 0.2, days: 30 } }
  const days = async (threshold: object) => previewSchema.parse((await ask(threshold)).json).incidents.flatMap(({ messages }) => messages.map(({ day, kind }) => [day, kind]))
  expect((await days(rise))[0]).toEqual(['2020-02-05', 'fired'])
  const lasting = previewSchema.parse((await ask({ watch: idlib, rule: { kind: 'level', at_least: 500_000 }, for_days: 3 })).json)
  expect(lasting.days).toBe(121)
  expect(lasting.incidents.map(({ states }) => states.map(({ state }) => state))).toEqual([['pending', 'firing']])
}) // biome-ignore format: one request a line

test('nothing is stored', async () => {
  const before = await api.sql`select count(*)::int as n from incident`
  await ask({ rule: { kind: 'level', at_least: 500_000 } })
  expect([await api.sql`select count(*)::int as n from incident`, (await api.get('/v1/thresholds')).json]).toEqual([
    before,
    { thresholds: [] },
  ])
})

test.each([
  [{ from: '2020-03-01', to: '2020-02-01' }, 'from'],
  [{ from: '2018-01-01', to: '2020-01-02' }, 'to'],
  [{ from: '2020-02-30' }, 'from'],
  [{ threshold: { watch: { place: 'Idlbi' }, rule: { kind: 'level', at_least: 5 } } }, 'threshold.watch.place'],
  [{ threshold: { rule: { kind: 'level', at_least: 0 } } }, 'threshold.rule.at_least'],
  [{ threshold: { rule: { kind: 'levle' } } }, 'threshold.rule.kind'],
])('%j is refused by field', async (change, parameter) => {
  const body = {
    threshold: { watch: idlib, rule: { kind: 'level', at_least: 5 } },
    from: '2020-01-01',
    to: '2020-02-01',
    ...change,
  }
  expect((await api.send('POST', '/v1/thresholds/preview', body, desk)).json).toMatchObject({ status: 400, parameter })
})

test('a look back costs much: whoever asks has a key', async () => {
  expect((await ask({ rule: { kind: 'level', at_least: 5 } }, '2020-01-01', '2020-02-01', {})).status).toBe(401)
})
