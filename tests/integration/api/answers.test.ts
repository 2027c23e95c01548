/** The API on a real database: what design §7 promises, and the walk from a point to the words it was read from. */
import {
  claimSchema,
  extractSchema,
  figuresSchema,
  placeSchema,
  placesSchema,
  problemSchema,
  reportSchema,
  reportsSchema,
  seriesListSchema,
  sourcesSchema,
  trendSchema,
  whyFigureSchema,
} from '@displacement-monitor/shared/contracts'
import { readXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Api, openApi } from './api-under-test.ts'

let api: Api
beforeAll(async () => {
  api = await openApi()
})
afterAll(() => api.close())

describe('the first fact', () => {
  test('the trend of Idlib holds the seed, and links lead from its point to the words', async () => {
    const trend = trendSchema.parse((await api.get('/v1/trends/SY-ID?category=internal_displacements')).json)
    expect(trend.place).toEqual({ id: 'SY-ID', name: 'Idlib', kind: 'adm1', country_iso3: 'SYR' })
    const [series] = trend.series
    expect([series?.kind, series?.since, series?.since_accuracy, series?.legend]).toEqual([
      'cumulative',
      '2019-12-01',
      'month',
      'movements, not people',
    ])
    const point = series?.points.find(({ value }) => value === 800_000)
    expect(point).toMatchObject({ as_of: '2020-02-17', value: 800_000, low: 800_000, quantifier: 'more_than' })

    const claimHref = trend.links.claim?.replace('{id}', String(point?.claims[0])) ?? ''
    const claim = claimSchema.parse((await api.get(claimHref)).json)
    expect(claim.says).toBe('UN: more than 800,000 people displaced within the country, since December 2019, Idlib')
    const [witness] = claim.witnesses
    const why = whyFigureSchema.parse((await api.get(witness?.links.self ?? '')).json)
    expect(why.figure.excerpt?.text).toContain('800,000')
    expect(why.sentence?.words).toBe(why.figure.excerpt?.text)
    expect(why.snapshot?.sha256).toMatch(/^[0-9a-f]{64}$/)
    expect(why.series[0]).toMatchObject({ as_of: '2020-02-17', value: 800_000, rule: 'reconciled@1' })

    const report = reportSchema.parse((await api.get(why.figure.links.report)).json)
    expect(report).toMatchObject({
      state: 'read',
      state_in_words: 'Read; it states 1 figure.',
      url: 'https://www.tellerreport.com/news/2020-02-17---syria-conflict--donald-trump-urges-russia-to-be-cautious-in-syria.ByxkndKv7I.html',
      text: null,
    })
    expect(report.figures.map(({ id }) => id)).toContain(why.figure.id)
  })

  test.each(['Idlib', 'idleb', 'sy-id', 'Idlib (SY-ID)', 'إدلب'])('the place answers to %s', async (name) => {
    const { status, json } = await api.get(`/v1/trends/${encodeURIComponent(name)}`)
    expect([status, json.place?.id]).toEqual([200, 'SY-ID'])
  })
})

describe('trends', () => {
  const nws = '/v1/trends/area:north-west-syria?category=internal_displacements'

  test('every format and parameter of the contract answers in its shape', async () => {
    for (const more of ['', '&step=month', '&step=day', '&step=week', '&method=latest', '&method=highest', '&method=naive', '&counter=OCHA',
      '&known_on=2020-02-10', '&known_on=2020-02-10&clock=recorded', '&since=2019-12-01', '&cause=conflict', '&cause=unknown',
      '&from=2020-02-01&to=2020-02-20', '&step=month&rollup=children']) {
      const { status, json } = await api.get(nws + more)
      expect([more, status]).toEqual([more, 200])
      trendSchema.parse(json)
    }
  }) // biome-ignore format: a list of queries

  test('plain addition is told only to who asks, and says in every format that it is no number of people', async () => {
    for (const more of ['', '&format=csv', '&format=hxl', '&format=geojson']) {
      const { body } = await api.get(nws + more)
      expect([more, body.includes('"naive"'), body.includes('naive@1')]).toEqual([more, false, false])
    }
    const line = trendSchema.parse((await api.get(`${nws}&method=naive`)).json).series[0]
    expect([line?.kind, line?.rule, line?.points.every(({ flags }) => flags.includes('naive'))]).toEqual([
      'cumulative',
      'naive@1',
      true,
    ])
    const reconciled = trendSchema.parse((await api.get(nws)).json).series.find(({ kind }) => kind === 'cumulative')
    const last = (of: typeof line) => of?.points.at(-1)?.value ?? 0
    expect(last(line)).toBeGreaterThan(10 * last(reconciled))
    for (const format of ['json', 'csv', 'hxl', 'geojson', 'svg', 'xlsx', 'parquet']) {
      const { statusCode, rawPayload } = await api.app.inject(`${nws}&method=naive&format=${format}`)
      const told = format === 'xlsx' ? JSON.stringify(await readXlsx(rawPayload)) : rawPayload.toString('latin1')
      expect([format, statusCode, told.includes('no number of people')]).toEqual([format, 200, true])
    }
    expect((await api.get(`${nws}&method=naive&format=hxl`)).body).not.toContain('#affected')
    for (const more of ['&step=month&rollup=children', '&known_on=2020-02-10&clock=recorded']) {
      const refused = await api.get(`${nws}&method=naive${more}`)
      expect([refused.status, refused.json.errors?.[0]?.parameter ?? refused.json.parameter]).toEqual([400, 'method'])
    }
  })

  test('one entry a line', async () => {
    const { body } = await api.get(nws)
    const points = body.split('\n').filter((line) => /^\{"(as_of|from)"/.test(line))
    expect(points.length).toBeGreaterThan(10)
    for (const line of points) JSON.parse(line.replace(/,$/, ''))
  })

  test('a trend known on a past day is a part of the truth of that day', async () => {
    const { json } = await api.get(`${nws}&known_on=2020-02-10`)
    const days = trendSchema.parse(json).series.flatMap(({ points }) => points.map(({ as_of }) => as_of ?? ''))
    expect(days.sort().at(-1)?.localeCompare('2020-02-10')).toBeLessThanOrEqual(0)
    expect(json.known_on).toBe('2020-02-10')
  })

  test('before this database knew anything, it had shown nothing', async () => {
    const { json } = await api.get(`${nws}&known_on=2020-02-10&clock=recorded`)
    expect(json.series).toEqual([])
  })

  test('from and to cut points, and touch no other', async () => {
    const all = trendSchema.parse((await api.get(nws)).json).series.find(({ kind }) => kind === 'cumulative')
    const cut = trendSchema.parse((await api.get(`${nws}&from=2020-02-01&to=2020-02-20`)).json)
    const inside = all?.points.filter(({ as_of }) => as_of && as_of >= '2020-02-01' && as_of <= '2020-02-20')
    expect(cut.series.find(({ id }) => id === all?.id)?.points).toEqual(inside)
    expect(inside?.length).toBeGreaterThan(2)
  })

  test('an unchanged trend is answered 304, a changed one anew', async () => {
    const first = await api.get(nws)
    const tag = String(first.headers.etag)
    expect((await api.get(nws, { 'if-none-match': tag })).status).toBe(304)
    expect((await api.get(nws, { 'if-none-match': `W/${tag}` })).body).toBe('')
    await api.sql`update series set version = version + 1 where id = (select min(id) from series where kind = 'period')`
    const again = await api.get(nws, { 'if-none-match': tag })
    expect([again.status, again.headers.etag === tag]).toEqual([200, false])
  })

  test('CSV has a row a point and the terms on each', async () => {
    const { body, headers } = await api.get(nws, { accept: 'text/csv' })
    expect(headers['content-type']).toBe('text/csv; charset=utf-8')
    const [head, row] = body.split('\r\n')
    expect(head?.startsWith('location_code,location_name,admin1_code,admin1_name,provider_admin1_name')).toBe(true)
    expect(row).toContain('movements, not people')
    expect(row).toContain('Not an official figure')
  })

  test('the picture is well-formed, named for screen readers and styled without unsafe-inline', async () => {
    const { body, headers } = await api.get(`${nws}&format=svg`)
    expect(headers['content-type']).toBe('image/svg+xml; charset=utf-8')
    expect(body).toMatch(
      /^<svg [^>]*role="graphics-document document" aria-labelledby="chart-t" aria-describedby="chart-d"/,
    )
    expect(body).toContain(
      '<title id="chart-t">North-west Syria: internal displacements since 1 December 2019 (conflict)</title>',
    )
    expect(headers['content-security-policy']).toMatch(/style-src 'sha256-[A-Za-z0-9+/=]+'/)
    expect(headers['content-security-policy']).not.toContain('unsafe')
  })

  test('a rollup says what it added and what it left out', async () => {
    const { json } = await api.get('/v1/trends/SYR?category=internal_displacements&step=month&rollup=children')
    expect(trendSchema.parse(json).rollup?.[0]?.places).toEqual(['SY-ID'])
    expect((await api.get('/v1/trends/SYR?rollup=children')).json).toMatchObject({ status: 400, parameter: 'category' })
  })
})

describe('other resources', () => {
  test.each([
    ['/v1/series', seriesListSchema],
    [
      '/v1/series?place=Idlib&kind=cumulative&state=closed&category=internal_displacements&cause=conflict',
      seriesListSchema,
    ],
    ['/v1/figures', figuresSchema],
    [
      '/v1/figures?place=SY-ID&country=SYR&category=internal_displacements&cause=conflict&source=seed&review=unreviewed&as_of_from=2020-01-01&as_of_to=2020-12-31',
      figuresSchema,
    ],
    ['/v1/places?q=idlep', placesSchema],
    ['/v1/places/SY-ID', placeSchema],
    ['/v1/sources', sourcesSchema],
    ['/v1/reports?source=seed&state=read&published_from=2020-02-01&published_to=2020-02-28&limit=5', reportsSchema],
  ] as const)('%s keeps its contract', async (url, schema) => {
    const { status, json } = await api.get(url)
    expect(status).toBe(200)
    schema.parse(json)
    expect(Object.values(json).find((value) => Array.isArray(value) && value.length > 0)).toBeDefined()
  })

  test('pages by cursor hold every figure once', async () => {
    const ids: number[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { json } = await api.get(`/v1/figures?limit=7${cursor ? `&cursor=${cursor}` : ''}`)
      const page = figuresSchema.parse(json)
      ids.push(...page.figures.map(({ id }) => id))
      cursor = page.next_cursor
    }
    const [row] = await api.sql<{ count: number }[]>`select count(*) as count from figure where superseded_at is null`
    expect([new Set(ids).size, ids.length]).toEqual([row?.count, row?.count])
  })

  test('series tell the change over 7 and 30 days from the line itself', async () => {
    const { json } = await api.get('/v1/series?place=area:north-west-syria&kind=cumulative')
    const main = seriesListSchema.parse(json).series.find(({ since_accuracy }) => since_accuracy === 'day')
    const line = trendSchema
      .parse((await api.get('/v1/trends/area:north-west-syria')).json)
      .series.find(({ id }) => id === main?.id)?.points
    const last = line?.at(-1)
    const changeOver = (days: number) => {
      const until = new Date(Date.parse(`${last?.as_of}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10)
      const point = line?.findLast(({ as_of }) => as_of !== null && as_of <= until)
      return point && (last?.value ?? 0) - (point.value ?? 0)
    }
    expect(main?.latest).toMatchObject({ as_of: last?.as_of, value: last?.value })
    expect([main?.change_7d?.value, main?.change_30d?.value]).toEqual([changeOver(7), changeOver(30)])
  })

  test('a text is read, and nothing of it kept', async () => {
    const before =
      await api.sql`select (select count(*) from figure) as figures, (select count(*) from report) as reports`
    const response = await api.app.inject({
      method: 'POST',
      url: '/v1/extract',
      payload: {
        text: 'According to the UN, more than 800,000 people have fled Idlib since December.',
        published: '2020-02-17',
      },
    })
    const { figures } = extractSchema.parse(response.json())
    expect(figures).toHaveLength(1)
    expect(figures[0]).toMatchObject({ value: 800_000, quantifier: 'more_than', place: { id: 'SY-ID' } })
    const polish = { text: 'Ponad 12 000 osób zostało przesiedlonych w Idlib, a 3 400 osób przebywa w szkołach.' }
    const unread = await api.app.inject({ method: 'POST', url: '/v1/extract', payload: polish })
    expect(extractSchema.parse(unread.json())).toMatchObject({ outcome: 'language_not_supported', figures: [] })
    expect([
      ...(await api.sql`select (select count(*) from figure) as figures, (select count(*) from report) as reports`),
    ]).toEqual([...before])
  })

  test('every answer says that it is no official figure', async () => {
    for (const url of [
      '/v1/trends/SY-ID',
      '/v1/series',
      '/v1/figures',
      '/v1/figures/1',
      '/v1/claims/1',
      '/v1/reports/1',
      '/v1/places/SY-ID',
      '/v1/sources',
    ])
      expect([url, (await api.get(url)).json.notice]).toEqual([url, expect.stringContaining('Not an official figure')])
  })
})

describe('service', () => {
  test('health, readiness and metrics', async () => {
    expect((await api.get('/healthz')).json).toEqual({ status: 'ok', detail: 'The process answers.' })
    expect((await api.get('/readyz')).json.status).toBe('ok')
    const { body } = await api.get('/metrics')
    expect(body).toMatch(/displacement_rows\{what="figures",state="living"\} [1-9]/)
    expect(body).toContain('displacement_rows{what="incidents",state="firing"} 0')
    expect(body).toContain('displacement_rows{what="messages",state="dead"} 0')
    expect(body).toContain('displacement_alert_lag_seconds 0')
    expect(body).toContain('http_requests_total{method="GET",route="/v1/trends/:place",status="200"}')
  })

  test('headers forbid inline code, framing and sniffing, and open reading to other origins', async () => {
    const { headers } = await api.get('/')
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(headers['content-security-policy']).not.toContain('unsafe')
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect((await api.get('/v1/series')).headers['access-control-allow-origin']).toBe('*')
    const preflight = await api.app.inject({ method: 'OPTIONS', url: '/v1/series' })
    expect([preflight.statusCode, preflight.headers['access-control-allow-methods']]).toEqual([204, 'GET, HEAD'])
    const write = await api.app.inject({ method: 'POST', url: '/v1/extract', payload: { text: 'x' } })
    expect(write.headers['access-control-allow-origin']).toBeUndefined()
  })

  test('a misspelt resource, place, category or parameter is told with the nearest', async () => {
    const cases: [string, number, string][] = [
      ['/v1/trend/SY-ID', 404, '/v1/trends'],
      ['/v1/trends/Idlxib', 404, 'Idlib (SY-ID)'],
      ['/v1/trends/SY-ID?category=internal_displacement', 400, 'internal_displacements'],
      ['/v1/trends/SY-ID?categroy=idps', 400, 'category'],
      ['/v1/trends/SY-ID?format=xls', 400, 'xlsx'],
      ['/v1/figures?format=geojsn', 400, 'geojson'],
      ['/v1/figures?place=Aleppooo', 404, 'Aleppo'],
    ]
    for (const [url, status, nearest] of cases) {
      const { json, headers } = await api.get(url)
      expect(headers['content-type']).toBe('application/problem+json; charset=utf-8')
      const problem = problemSchema.parse(json)
      expect([url, problem.status]).toEqual([url, status])
      expect([url, problem.nearest?.[0]]).toEqual([url, expect.stringContaining(nearest)])
    }
  })
})
