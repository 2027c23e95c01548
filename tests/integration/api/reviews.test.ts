/** Reviewing over the API: approve, reject, correct, with name and reason; the series follow, the history stays. */
import { reviewsSchema, trendSchema, whyFigureSchema } from '@displacement-monitor/shared/contracts'
import { listAudit } from '@displacement-monitor/shared/db'
import type { Figure } from '@displacement-monitor/shared/domain'
import { reconcileMarked } from '@displacement-monitor/worker'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Api, figureIn, openApi } from './api-under-test.ts'
import { storeReport } from './read-report.ts'

let api: Api
let desk: Record<string, string>
beforeAll(async () => {
  api = await openApi({ seedSet: 'minimal' })
  desk = await api.keyFor('read', 'review')
})
afterAll(() => api.close())

const hama: Figure['place'] = { name: 'Hama', placeId: 'SY-HM', countryIso3: 'SYR', role: 'origin', accuracy: 'adm1' }
let reports = 0
async function newFigure(changes: Partial<Figure> = {}) {
  const text = 'Since 1 January some 4,000 people have fled Hama, the governor said.'
  const figure = figureIn(text, 'some 4,000 people have fled', {
    value: 4_000,
    persons: 4_000,
    quantifier: 'approximately',
    place: hama,
    since: { day: '2024-01-01', accuracy: 'day' },
    window: 'since',
    counter: 'governor of Hama',
    ...changes,
  })
  const { figureIds } = await storeReport(api.sql, api.gazetteer, {
    url: `https://reviews.example/${reports++}`,
    text,
    figures: [figure],
  })
  return figureIds[0] ?? 0
}

async function review(id: number, payload: unknown, headers: Record<string, string> = desk) {
  const response = await api.app.inject({
    method: 'POST',
    url: `/v1/figures/${id}/reviews`,
    headers: { 'content-type': 'application/json', ...headers },
    payload: JSON.stringify(payload),
  })
  return { status: response.statusCode, headers: response.headers, json: response.json() }
}
const line = async (place: string) => {
  await reconcileMarked(api.sql, api.gazetteer)
  const { series } = trendSchema.parse((await api.get(`/v1/trends/${place}?category=internal_displacements`)).json)
  return series.flatMap(({ points }) => points.map(({ value, review }) => [value, review]))
}

test('an approval, a correction and a rejection each move the line, and the figure tells its whole history', async () => {
  const id = await newFigure()
  expect(await line('SY-HM')).toEqual([[4_000, 'machine_read']])

  const approved = await review(id, { verdict: 'approved', name: 'Amina' })
  expect(approved.status).toBe(201)
  expect(await line('SY-HM')).toEqual([[4_000, 'cleared']])

  const correction = { value: 4_500, place: 'Aleppo (SY-HL)', since: '2024-01-05', counter: null }
  const corrected = await review(id, {
    verdict: 'corrected',
    reason: 'read in the Arabic original',
    name: 'Bo',
    correction,
  })
  const told = reviewsSchema.parse(corrected.json)
  expect(told.figure).toMatchObject({
    value: 4_500,
    persons: 4_500,
    review: 'corrected',
    corrects: id,
    place: { id: 'SY-HL', name: 'Aleppo', role: 'origin', accuracy: 'adm1' },
    since: '2024-01-05',
    since_accuracy: 'day',
    counter: null,
  })
  expect(corrected.headers.location).toBe(`/v1/figures/${told.figure.id}/reviews`)
  expect(
    told.reviews.map(({ verdict, reviewer, reason, correction: change }) => [verdict, reviewer, reason, change]),
  ).toEqual([
    ['approved', 'Amina', null, null],
    [
      'corrected',
      'Bo',
      'read in the Arabic original',
      {
        value: { from: 4_000, to: 4_500 },
        place: { from: 'SY-HM', to: 'SY-HL' },
        since: { from: '2024-01-01', to: '2024-01-05' },
        counter: { from: 'governor of Hama', to: null },
      },
    ],
  ])
  expect([await line('SY-HM'), await line('SY-HL')]).toEqual([[], [[4_500, 'cleared']]])
  const old = whyFigureSchema.parse((await api.get(`/v1/figures/${id}`)).json)
  expect([old.superseded_at === null, old.figure.value]).toEqual([false, 4_000])

  await review(told.figure.id, { verdict: 'rejected', reason: 'a copy of last year’s report' })
  expect(await line('SY-HL')).toEqual([])
  const history = reviewsSchema.parse((await api.get(`/v1/figures/${told.figure.id}/reviews`, desk)).json)
  expect(history.reviews.map(({ verdict, reviewer }) => [verdict, reviewer])).toEqual([
    ['approved', 'Amina'],
    ['corrected', 'Bo'],
    ['rejected', 'test read review'],
  ])
  expect((await listAudit(api.sql, { subject: `figure:${id}` })).map(({ action, actor }) => [action, actor])).toEqual([
    ['figure.corrected', 'test read review'],
    ['figure.approved', 'test read review'],
  ])
})

test('who has no key, or one that may not review, writes nothing; without a key no names are told', async () => {
  const id = await newFigure()
  const verdict = { verdict: 'rejected', reason: 'wrong', name: 'Amina' }
  expect((await review(id, verdict, {})).status).toBe(401)
  expect((await review(id, verdict, await api.keyFor('read'))).status).toBe(403)
  expect((await api.get(`/v1/figures/${id}/reviews`)).json.reviews).toEqual([])
  await review(id, verdict)
  const open = reviewsSchema.parse((await api.get(`/v1/figures/${id}/reviews`)).json)
  expect(open.reviews.map(({ reviewer, reason }) => [reviewer, reason])).toEqual([[null, 'wrong']])
})

test('what is already corrected is refused with the figure that took its place; a strange id is unknown', async () => {
  const id = await newFigure()
  const correct = { verdict: 'corrected', reason: 'misprint', correction: { value: 40 } }
  const first = await review(id, correct)
  const second = await review(id, correct)
  expect([second.status, second.json.detail]).toEqual([
    409,
    `Figure ${id} no longer counts; it was corrected meanwhile: see figure ${first.json.figure.id}.`,
  ])
  expect((await review(999_999, correct)).status).toBe(404)
})

test('what people said of a veiled figure does not unveil it', async () => {
  const town = api.gazetteer.search('Kafr Takharim', 1)[0]?.place
  if (!town) throw new Error('no town')
  const id = await newFigure({
    value: 30,
    persons: 30,
    place: { name: town.name, placeId: town.id, countryIso3: 'SYR', role: 'destination', accuracy: 'point' },
  })
  const done = await review(id, { verdict: 'corrected', reason: 'misprint', correction: { value: 31 } })
  expect(done.json.reviews[0].correction).toEqual({ value: { from: 30, to: 31 } })
  const open = await api.get(`/v1/figures/${done.json.figure.id}/reviews`)
  expect([open.json.figure.value, open.json.figure.quantifier, open.json.reviews[0].correction]).toEqual([
    50,
    'less_than',
    null,
  ])
})

test('a correction to a stock has no first day, to households no persons unless their size is told', async () => {
  const stock = await review(await newFigure(), {
    verdict: 'corrected',
    reason: 'a stock',
    correction: { category: 'idps', as_of: '2024-02-28' },
  })
  expect(stock.json.figure).toMatchObject({ category: 'idps', since: null, as_of: '2024-02-28', as_of_basis: 'stated' })
  const households = await review(await newFigure(), {
    verdict: 'corrected',
    reason: 'families',
    correction: { unit: 'household' },
  })
  expect(households.json.figure).toMatchObject({ unit: 'household', value: 4_000, persons: null })
  const undated = await review(await newFigure(), {
    verdict: 'corrected',
    reason: 'not told',
    correction: { as_of: null },
  })
  expect(undated.json.figure).toMatchObject({ as_of: '2024-03-02', as_of_basis: 'published' })
})

test.each([
  [{ verdict: 'approve' }, 'verdict'],
  [{ verdict: 'rejected' }, 'reason'],
  [{ verdict: 'rejected', reason: '' }, 'reason'],
  [{ verdict: 'approved', name: 'x'.repeat(300) }, 'name'],
  [{ verdict: 'corrected', reason: 'r' }, 'correction'],
  [{ verdict: 'corrected', reason: 'r', correction: {} }, 'correction'],
  [{ verdict: 'corrected', reason: 'r', correction: { value: 4_000 } }, 'correction'],
  [{ verdict: 'corrected', reason: 'r', correction: { value: -1 } }, 'correction.value'],
  [{ verdict: 'corrected', reason: 'r', correction: { value: 1.5 } }, 'correction.value'],
  [{ verdict: 'corrected', reason: 'r', correction: { value: 5_000, value_high: 4_500 } }, 'correction.value_high'],
  [{ verdict: 'corrected', reason: 'r', correction: { since: '2024-02-30' } }, 'correction.since'],
  [{ verdict: 'corrected', reason: 'r', correction: { since: '2024-05-01' } }, 'correction.since'],
  [{ verdict: 'corrected', reason: 'r', correction: { category: 'idps', since: '2024-01-01' } }, 'correction.since'],
  [{ verdict: 'corrected', reason: 'r', correction: { excerpt: 'other words' } }, 'correction.excerpt'],
  [{ verdict: 'corrected', reason: 'r', correction: { place: null, place_role: 'origin' } }, null],
])('a body that cannot be meant is refused by the field: %j', async (body, parameter) => {
  const id = await newFigure()
  const { status, json } = await review(id, body)
  if (parameter === null) expect([status, json.figure.place]).toEqual([201, null])
  else {
    expect([status, json.parameter]).toEqual([400, parameter])
    expect(json.detail).toMatch(/\w{3}/)
    expect((await api.get(`/v1/figures/${id}/reviews`)).json.reviews).toEqual([])
  }
})

test('a place that nobody knows is refused, one that several are called with the names to choose from', async () => {
  const ask = async (place: string) =>
    (await review(await newFigure(), { verdict: 'corrected', reason: 'r', correction: { place } })).json
  expect(await ask('Qqzzyx')).toMatchObject({ status: 404, parameter: 'correction.place' })
  const several = await ask('San José')
  expect([several.status, several.parameter, several.nearest.length > 1]).toEqual([400, 'correction.place', true])
})
