/** Answers that did not change are not made again, not sent again, and never outlive a change. */
import { createHash } from 'node:crypto'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { reconcileMarked } from '@displacement-monitor/worker'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Api, figureIn, openApi } from './api-under-test.ts'
import { storeReport } from './read-report.ts'

let api: Api
beforeAll(async () => {
  api = await openApi()
})
afterAll(() => api.close())

const nws = '/v1/trends/area:north-west-syria'

describe('ETag', () => {
  test.each([
    nws, `${nws}?format=csv`, `${nws}?format=hxl`, `${nws}?format=xlsx`, `${nws}?format=geojson`, `${nws}?format=parquet`,
    `${nws}?format=svg`, `${nws}?known_on=2020-02-10`, `${nws}?known_on=2020-02-10&clock=recorded`, `${nws}?method=latest`,
    `${nws}?counter=OCHA`, '/v1/series', '/v1/series?format=xlsx', '/v1/figures?limit=3', '/v1/figures?format=parquet&limit=3',
    '/v1/figures/1', '/v1/claims/1', '/v1/reports', '/v1/reports/1', '/v1/places?q=idlib', '/v1/places/SY-ID', '/v1/sources',
    '/', '/places/SY-ID', '/openapi.json', '/docs',
  ])('%s is sent once: equal bytes have one tag, and 304 has no body', async (url) => {
    const [first, second] = [await api.app.inject(url), await api.app.inject(url)]
    const tag = String(first.headers.etag)
    expect([first.statusCode, tag.length > 10, second.headers.etag]).toEqual([200, true, tag])
    expect(createHash('sha1').update(first.rawPayload).digest('hex')).toBe(createHash('sha1').update(second.rawPayload).digest('hex'))
    const again = await api.app.inject({ url, headers: { 'if-none-match': `"x", ${tag}` } })
    expect([again.statusCode, again.rawPayload.length, again.headers['content-type'], again.headers['content-disposition']]).toEqual([304, 0, undefined, undefined])
  }) // biome-ignore format: a list of addresses
})

describe('compression', () => {
  const unpack = { gzip: gunzipSync, br: brotliDecompressSync }
  test.each(['gzip', 'br'] as const)('%s gives the same bytes, smaller, under a tag of their own', async (encoding) => {
    const plain = await api.app.inject(nws)
    const packed = await api.app.inject({ url: nws, headers: { 'accept-encoding': encoding } })
    const kept = await api.app.inject({ url: nws, headers: { 'accept-encoding': encoding } })
    expect([packed.headers['content-encoding'], packed.headers.vary]).toEqual([
      encoding,
      expect.stringContaining('Accept-Encoding'),
    ])
    expect(unpack[encoding](packed.rawPayload)).toEqual(plain.rawPayload)
    expect(kept.rawPayload).toEqual(packed.rawPayload)
    expect(packed.rawPayload.length * 3).toBeLessThan(plain.rawPayload.length)
    expect(packed.headers.etag).not.toBe(plain.headers.etag)
    for (const tag of [packed.headers.etag, plain.headers.etag])
      expect(
        (await api.app.inject({ url: nws, headers: { 'if-none-match': String(tag), 'accept-encoding': encoding } }))
          .statusCode,
      ).toBe(304)
  })

  test('what is packed already, small or not wanted is sent as it is; HEAD tells what GET would', async () => {
    for (const [url, accept] of [
      [`${nws}?format=xlsx`, 'br'],
      ['/healthz', 'gzip'],
      [nws, 'identity'],
      [nws, 'br;q=0, gzip;q=0'],
    ] as const)
      expect([
        url,
        (await api.app.inject({ url, headers: { 'accept-encoding': accept } })).headers['content-encoding'],
      ]).toEqual([url, undefined])
    const head = await api.app.inject({ method: 'HEAD', url: nws, headers: { 'accept-encoding': 'br' } })
    expect([head.statusCode, head.rawPayload.length, head.headers['content-encoding']]).toEqual([200, 0, 'br'])
  })
})

test('reading trends and the list of series touches series and their points alone, never figures or claims', async () => {
  const urls = [
    '/v1/trends/SY-ID',
    '/v1/trends/SY-ID?step=month&format=xlsx',
    '/v1/trends/SYR?format=csv',
    '/v1/series',
    '/v1/series?format=hxl',
  ]
  await api.sql`alter table figure rename to figure_away`
  await api.sql`alter table claim rename to claim_away`
  try {
    for (const url of urls) {
      const { statusCode } = await api.app.inject(url)
      expect([url, statusCode]).toEqual([url, 200])
    }
    const { attributions, series } = (await api.app.inject('/v1/series')).json()
    expect([series.length > 0, attributions.map(({ source }: { source: string }) => source)]).toEqual([true, ['seed']])
    expect((await api.app.inject('/v1/trends/SY-ID')).json().attributions).toMatchObject([
      { source: 'seed', redistribution: 'open' },
    ])
  } finally {
    await api.sql`alter table figure_away rename to figure`
    await api.sql`alter table claim_away rename to claim`
  }
})

describe('a change is seen at once', () => {
  let added = 0
  const text = 'By Friday 12,345 people had fled Hama since 1 February.'
  const addReport = (name: string, value: number, publishedOn: string) => {
    const words = text.replace('12,345', value.toLocaleString('en')).slice(10, -1)
    const figure = figureIn(`By Friday ${words}.`, words, {
      value, persons: value, counter: 'OCHA', window: 'since', since: { day: '2024-02-01', accuracy: 'day' },
      place: { name: 'Hama', placeId: 'SY-HM', countryIso3: 'SYR', role: 'origin', accuracy: 'adm1' },
      asOf: { day: publishedOn, accuracy: 'day' },
    })
    return storeReport(api.sql, api.gazetteer, { url: `https://news.example/${name}`, text: `By Friday ${words}.`, figures: [figure] })
  } // biome-ignore format: one report

  test.each([
    '/v1/trends/SY-HM',
    '/v1/trends/SY-HM?method=highest',
    '/v1/trends/SY-HM?known_on=2024-12-31',
    '/v1/trends/SY-HM?counter=OCHA',
    '/v1/trends/SY-HM?format=csv',
    '/v1/trends/SY-HM?known_on=2024-12-31&format=xlsx',
    '/v1/series?place=SY-HM',
    '/v1/series?format=csv&limit=200',
  ])('in %s', async (url) => {
    const before = await api.app.inject(url)
    added++
    await addReport(`hama-${added}`, 20_000 + added * 5_000, `2024-02-1${added}`)
    const after = await api.app.inject({ url, headers: { 'if-none-match': String(before.headers.etag) } })
    expect([url, after.statusCode]).toEqual([url, 200])
    expect(after.rawPayload).not.toEqual(before.rawPayload)
  })

  test('before its series is rebuilt, too: a mark alone changes the tag of what is made for one answer', async () => {
    const url = '/v1/trends/SY-HM?method=highest'
    const { headers } = await api.app.inject(url)
    await api.sql`insert into series_mark (subject_id) select id from subject where place_id = 'SY-HM' limit 1`
    expect((await api.app.inject({ url, headers: { 'if-none-match': String(headers.etag) } })).statusCode).toBe(200)
    await reconcileMarked(api.sql, api.gazetteer)
  })

  test('P-codes that an operator imports are in the next table, kept or not', async () => {
    const urls = ['/v1/trends/SY-HM?format=csv', '/v1/series?place=SY-HM&format=csv']
    const before = await Promise.all(urls.map((url) => api.app.inject(url)))
    api.gazetteer.replacePcodes([{ pcode: 'SY05', placeId: 'SY-HM', current: true }])
    try {
      for (const [n, url] of urls.entries()) {
        const headers = { 'if-none-match': String(before[n]?.headers.etag) }
        const { statusCode, body } = await api.app.inject({ url, headers })
        expect([url, statusCode, body.includes(',SY05,')]).toEqual([url, 200, true])
      }
    } finally {
      api.gazetteer.replacePcodes([])
    }
  })

  test('the terms of a source are a part of every answer that rests on it', async () => {
    const { headers } = await api.app.inject(nws)
    await api.sql`update source set licence = 'CC BY 4.0 from today' where id = 'seed'`
    await new Promise((resolve) => setTimeout(resolve, 2_100))
    const { body, statusCode } = await api.app.inject({ url: nws, headers: { 'if-none-match': String(headers.etag) } })
    expect([statusCode, body.includes('CC BY 4.0 from today')]).toEqual([200, true])
  })
})
