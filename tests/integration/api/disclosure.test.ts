/** Data responsibility (design §12): what everybody may see, and what needs a key. */
import { notice, reportSchema, whyFigureSchema } from '@displacement-monitor/shared/contracts'
import { reviewFigure } from '@displacement-monitor/shared/db'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Api, figureIn, openApi } from './api-under-test.ts'
import { storeReport } from './read-report.ts'

let api: Api
let key: Record<string, string>
beforeAll(async () => {
  api = await openApi({ seedSet: 'minimal' })
  key = await api.keyFor('read')
})
afterAll(() => api.close())

/** A town below Idlib, and the unit of the second level that holds it. */
const town = () => {
  const id = 'gn:169389'
  const district = api.gazetteer
    .containersOf(id)
    .map((container) => api.gazetteer.place(container))
    .find((place) => place?.adminLevel === 2)
  const wider = district ?? api.gazetteer.place('SY-ID')
  if (!wider) throw new Error('the gazetteer does not know Idlib')
  return { id, wider }
}
const inTown = (role: 'origin' | 'destination') => ({
  place: { name: 'Idlib city', placeId: town().id, countryIso3: 'SYR', role, accuracy: 'point' as const },
})

describe('where people fled to in a conflict', () => {
  const text = 'On Friday 320 people fled to Idlib city. They had walked.'
  let ids: { reportId: number; figureIds: number[]; claimIds: (number | null)[] }
  beforeAll(async () => {
    const figure = figureIn(text, '320 people fled to Idlib city', {
      ...inTown('destination'),
      value: 320,
      persons: 320,
    })
    ids = await storeReport(api.sql, api.gazetteer, { url: 'https://news.example/fled-to', text, figures: [figure] })
  })

  test('is told no finer than the second level, and its words not at all', async () => {
    const { wider } = town()
    const { json, body } = await api.get(`/v1/figures/${ids.figureIds[0]}`)
    const { figure, sentence } = whyFigureSchema.parse(json)
    expect([figure.place?.id, figure.place?.name, figure.excerpt, sentence]).toEqual([wider.id, wider.name, null, null])
    expect(figure.withheld).toContain('second level')
    expect(body).not.toContain('Idlib city')
    expect(body).not.toContain(town().id)
  })

  test('nor in lists, reports, claims, tables, trends or pages', async () => {
    for (const url of [
      `/v1/reports/${ids.reportId}`,
      `/v1/figures?report=${ids.reportId}`,
      `/v1/figures?report=${ids.reportId}&format=csv`,
      `/figures/${ids.figureIds[0]}`,
      '/v1/series',
    ]) {
      const { status, body } = await api.get(url)
      expect([url, status, body.includes('Idlib city'), body.includes(town().id)]).toEqual([url, 200, false, false])
    }
    expect((await api.get(`/v1/claims/${ids.claimIds[0]}`)).status).toBe(404)
    const { json } = await api.get(`/v1/trends/${town().id}`)
    expect([json.series, json.withheld]).toEqual([[], 1])
  })

  test('with a key it is told whole', async () => {
    const { json } = await api.get(`/v1/figures/${ids.figureIds[0]}`, key)
    const { figure, sentence } = whyFigureSchema.parse(json)
    expect([figure.place?.id, sentence?.words, figure.withheld]).toEqual([
      town().id,
      '320 people fled to Idlib city',
      null,
    ])
    expect((await api.get(`/v1/trends/${town().id}`, key)).json.series).toHaveLength(1)
  })
})

test('fewer than 50 in a town are "<50", on every way out', async () => {
  const text = 'On Monday 23 people fled Idlib city.'
  const figure = figureIn(text, '23 people fled Idlib city', { ...inTown('origin'), value: 23, persons: 23 })
  const { figureIds, claimIds } = await storeReport(api.sql, api.gazetteer, {
    url: 'https://news.example/few',
    text,
    figures: [figure],
  })
  const open = (await api.get(`/v1/figures/${figureIds[0]}`)).json.figure
  expect([open.value, open.quantifier, open.persons, open.excerpt]).toEqual([50, 'less_than', null, null])
  const point = (await api.get(`/v1/trends/${town().id}`)).json.series[0].points[0]
  expect([point.value, point.low, point.high, point.quantifier]).toEqual([50, 0, 49, 'less_than'])
  const claim = (await api.get(`/v1/claims/${claimIds[0]}`)).json
  expect([claim.value, claim.quantifier]).toEqual([50, 'less_than'])
  for (const url of [
    `/v1/figures/${figureIds[0]}`,
    `/v1/trends/${town().id}`,
    `/v1/trends/${town().id}?format=csv`,
    `/v1/trends/${town().id}?format=svg`,
    `/?place=${town().id}`,
    `/v1/series?place=${town().id}`,
    `/v1/claims/${claimIds[0]}`,
    `/figures/${figureIds[0]}`,
  ])
    expect([
      url,
      /\b23\b(?! (?:November|Nov))/.test(
        (await api.get(url)).body.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z|[0-9a-f]{64}|dc-[^<]*|[\d.]+(?=")/g, ''),
      ),
    ]).toEqual([url, false])
  expect(
    (await api.get(`/v1/trends/${town().id}`, key)).json.series.flatMap((line: { points: { value: number }[] }) =>
      line.points.map(({ value }) => value),
    ),
  ).toContain(23)
})

test('open reading gives the figure’s own sentence, a key the whole text', async () => {
  const secret = 'Nobody else should read this paragraph.'
  const text = `${secret}\n\nThe office said that 4,000 people fled Aleppo in March. ${'More was said. '.repeat(100)}`
  const place = {
    name: 'Aleppo',
    placeId: 'SY-HL',
    countryIso3: 'SYR',
    role: 'origin' as const,
    accuracy: 'adm1' as const,
  }
  const figure = figureIn(text, '4,000 people fled Aleppo', { place, value: 4_000, persons: 4_000 })
  const { reportId, figureIds } = await storeReport(api.sql, api.gazetteer, {
    url: 'https://news.example/whole',
    text,
    figures: [figure],
  })
  const why = whyFigureSchema.parse((await api.get(`/v1/figures/${figureIds[0]}`)).json)
  expect(why.sentence).toEqual({
    before: 'The office said that ',
    words: '4,000 people fled Aleppo',
    after: ' in March.',
  })
  const open = reportSchema.parse((await api.get(`/v1/reports/${reportId}`)).json)
  expect([open.text, JSON.stringify(open).includes(secret)]).toEqual([null, false])
  expect(reportSchema.parse((await api.get(`/v1/reports/${reportId}`, key)).json).text).toBe(text)
})

test('an excerpt is never longer than 300 characters', async () => {
  const words = `9,000 people ${'from many villages '.repeat(30)}fled Aleppo`
  const place = {
    name: 'Aleppo',
    placeId: 'SY-HL',
    countryIso3: 'SYR',
    role: 'origin' as const,
    accuracy: 'adm1' as const,
  }
  const figure = figureIn(words, words, { place, value: 9_000, persons: 9_000 })
  const { figureIds } = await storeReport(api.sql, api.gazetteer, {
    url: 'https://news.example/long',
    text: words,
    figures: [figure],
  })
  const { sentence, figure: told } = whyFigureSchema.parse((await api.get(`/v1/figures/${figureIds[0]}`)).json)
  expect([told.excerpt, (sentence?.words.length ?? 999) <= 300, sentence?.words.endsWith('…')]).toEqual([
    null,
    true,
    true,
  ])
})

test('high sensitivity hides words, severe the figure', async () => {
  const place = {
    name: 'Hama',
    placeId: 'SY-HM',
    countryIso3: 'SYR',
    role: 'origin' as const,
    accuracy: 'adm1' as const,
  }
  for (const [sensitivity, status] of [
    ['high', 200],
    ['severe', 404],
  ] as const) {
    const text = `In ${sensitivity} secrecy 7,000 people fled Hama.`
    const figure = figureIn(text, '7,000 people fled Hama', { place, value: 7_000, persons: 7_000 })
    const { figureIds } = await storeReport(api.sql, api.gazetteer, {
      url: `https://news.example/${sensitivity}`,
      text,
      figures: [figure],
      sensitivity,
    })
    const { status: answered, body } = await api.get(`/v1/figures/${figureIds[0]}`)
    expect([answered, body.includes('secrecy')]).toEqual([status, false])
    expect((await api.get(`/v1/figures/${figureIds[0]}`, key)).status).toBe(200)
  }
})

test('a point that severe reports alone tell is on no open line, and on that of a key', async () => {
  const place = {
    name: 'Daraa',
    placeId: 'SY-DR',
    countryIso3: 'SYR',
    role: 'origin' as const,
    accuracy: 'adm1' as const,
  }
  for (const [index, sensitivity] of (['moderate', 'severe'] as const).entries()) {
    const text = `In all ${3_000 + index * 500} people fled Daraa.`
    const figure = figureIn(text, `${3_000 + index * 500} people fled Daraa`, {
      place,
      value: 3_000 + index * 500,
      persons: 3_000 + index * 500,
      since: { day: '2024-01-01', accuracy: 'day' },
      asOf: { day: `2024-03-0${index + 1}`, accuracy: 'day' },
      window: 'since',
      counter: 'OCHA',
    })
    await storeReport(api.sql, api.gazetteer, {
      url: `https://news.example/daraa-${index}`,
      text,
      figures: [figure],
      sensitivity,
    })
  }
  const values = async (headers = {}) =>
    (await api.get('/v1/trends/SY-DR', headers)).json.series.flatMap((line: { points: { value: number }[] }) =>
      line.points.map(({ value }) => value),
    )
  expect([await values(), await values(key)]).toEqual([[3_000], [3_000, 3_500]])
  expect((await api.get('/v1/series?place=SY-DR')).body).not.toContain('3500')
})

test('a withdrawn report is gone with its reason, an embargoed one is not there yet', async () => {
  const place = {
    name: 'Homs',
    placeId: 'SY-HI',
    countryIso3: 'SYR',
    role: 'origin' as const,
    accuracy: 'adm1' as const,
  }
  const text = 'Some 6,000 people fled Homs.'
  const figure = figureIn(text, '6,000 people fled Homs', { place, value: 6_000, persons: 6_000 })
  const { reportId, figureIds } = await storeReport(api.sql, api.gazetteer, {
    url: 'https://news.example/homs',
    text,
    figures: [figure],
  })
  await api.sql`update report set embargo_until = now() + interval '1 day' where id = ${reportId}`
  expect([
    (await api.get(`/v1/figures/${figureIds[0]}`)).status,
    (await api.get(`/v1/reports/${reportId}`)).status,
  ]).toEqual([404, 404])
  expect((await api.get(`/v1/figures?report=${reportId}`)).json.figures).toEqual([])
  await api.sql`update report set embargo_until = null, withdrawn_at = now(), withdrawn_reason = 'asked by the publisher' where id = ${reportId}`
  expect((await api.get(`/v1/figures/${figureIds[0]}`)).json).toMatchObject({
    status: 410,
    detail: 'The report was withdrawn: asked by the publisher.',
  })
  const report = reportSchema.parse((await api.get(`/v1/reports/${reportId}`, key)).json)
  expect([report.state, report.text, report.figures]).toEqual(['withdrawn', null, []])
})

test('reviewers’ names and grades of reliability need a key', async () => {
  await reviewFigure(api.sql, {
    figureId: 1,
    verdict: 'approved',
    reviewer: 'A. Person',
    reason: 'read in the original',
  })
  const open = await api.get('/v1/figures/1')
  expect([
    open.body.includes('A. Person'),
    open.json.reviews[0].reason,
    (await api.get('/v1/claims/1')).json.reliability,
  ]).toEqual([false, 'read in the original', null])
  expect((await api.get('/v1/figures/1', key)).json.reviews[0].reviewer).toBe('A. Person')
  expect((await api.get('/v1/claims/1', key)).json.reliability).toBe(0.9)
})

test('a town’s coordinates need a key, a unit’s do not', async () => {
  const at = async (id: string, headers = {}) => (await api.get(`/v1/places/${id}`, headers)).json.latitude
  expect([await at(town().id), await at('SY-ID')]).toEqual([null, expect.any(Number)])
  expect(await at(town().id, key)).toEqual(expect.any(Number))
})

test('what is read cannot become a formula, a script or a link that runs', async () => {
  const hostile = '=HYPERLINK("http://x","y")<script>alert(1)</script>'
  const text = `${hostile} and 5,000 people fled Latakia.`
  const place = {
    name: '@SUM(A1)',
    placeId: 'SY-LA',
    countryIso3: 'SYR',
    role: 'origin' as const,
    accuracy: 'adm1' as const,
  }
  const figure = figureIn(text, text, { place, value: 5_000, persons: 5_000, counter: '+cmd|calc' })
  const { reportId, figureIds } = await storeReport(api.sql, api.gazetteer, {
    url: 'javascript:alert(1)',
    title: hostile,
    text,
    figures: [figure],
  })
  const csv = (await api.get(`/v1/figures?report=${reportId}&format=csv`)).body
  expect(csv).toContain(`'@SUM(A1)`)
  expect(csv).toContain(`'+cmd|calc`)
  expect(csv).toContain(`"'=HYPERLINK(""http://x""`)
  // Pages are one shell for every address: what was read is in none of its bytes (tests/browser/hostile-words.test.ts).
  for (const url of ['/places/SY-LA', `/figures/${figureIds[0]}`])
    expect([url, (await api.get(url)).body === (await api.get('/')).body]).toEqual([url, true])
})

test('tables carry the notice and the terms of each source', async () => {
  const { body } = await api.get('/v1/figures?place=SY-ID&format=csv')
  expect(body).toContain(notice)
  expect(body).toContain('MIT: statements in our own words')
})
