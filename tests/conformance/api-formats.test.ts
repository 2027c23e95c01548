/**
 * Design §12 on every way out: every format of every resource is made of the answer as its reader may see it. What needs a
 * key is in none of them without one, and every one says what its numbers are and whose work they rest on.
 */
import { notice } from '@displacement-monitor/shared/contracts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Api, figureIn, openApi } from '../integration/api/api-under-test.ts'
import { storeReport } from '../integration/api/read-report.ts'
import { wordsOf } from './decode-format.ts'

const formats = ['json', 'csv', 'hxl', 'xlsx', 'geojson', 'parquet', 'svg'] as const
type Format = (typeof formats)[number]
const town = 'gn:169389'

let api: Api
let key: Record<string, string>
beforeAll(async () => {
  api = await openApi({ seedSet: 'minimal' })
  key = await api.keyFor('read')
  await storeSecrets()
})
afterAll(() => api.close())

/** Each told by a number or a word that stands nowhere else. */
const secrets = {
  smallCount: '31',
  /** Of a town: the number is told of its district alone. */
  destination: '98,731',
  destinationWords: 'walked to the old brickworks',
  sensitiveWords: 'hid in the quarry',
  severe: '77,713',
  embargoed: '66,617',
  withdrawn: '55,519',
}

async function storeSecrets() {
  const unit = { name: 'Idlib', placeId: 'SY-ID', countryIso3: 'SYR', role: 'origin' as const, accuracy: 'adm1' as const }
  const point = { name: 'Idlib city', placeId: town, countryIso3: 'SYR', accuracy: 'point' as const }
  const store = (
    name: string,
    value: number,
    words: string,
    more: Parameters<typeof figureIn>[2],
    sensitivity?: 'high' | 'severe',
  ) => {
    const text = `On Friday ${words}.`
    const figure = figureIn(text, words, { value, persons: value, ...more })
    return storeReport(api.sql, api.gazetteer, {
      url: `https://news.example/${name}`,
      text,
      figures: [figure],
      ...(sensitivity ? { sensitivity } : {}),
    })
  }
  const window = { since: { day: '2024-02-01', accuracy: 'day' as const }, window: 'since' as const, counter: 'OCHA' }
  await store('few', 31, '31 people fled Idlib city', { place: { ...point, role: 'origin' }, ...window })
  await store('to', 98_731, '98,731 people walked to the old brickworks', { place: { ...point, role: 'destination' }, ...window })
  await store('high', 4_000, '4,000 people hid in the quarry', { place: unit, ...window }, 'high')
  await store('severe', 77_713, '77,713 people fled', { place: unit, ...window, asOf: { day: '2024-03-05', accuracy: 'day' } }, 'severe')
  const later = { ...window, since: { day: '2024-01-01', accuracy: 'day' as const } }
  const embargoed = await store('embargoed', 66_617, '66,617 people fled', { place: unit, ...later })
  await api.sql`update report set embargo_until = now() + interval '1 day' where id = ${embargoed.reportId}`
  const withdrawn = await store('withdrawn', 55_519, '55,519 people fled', { place: unit, ...later, counter: 'IOM' })
  await api.sql`update report set withdrawn_at = now(), withdrawn_reason = 'asked' where id = ${withdrawn.reportId}`
  // As the worker does where an embargo is set or a report withdrawn.
  await api.sql`insert into series_mark (subject_id) select distinct subject_id from claim`
  const { reconcileMarked } = await import('@displacement-monitor/worker')
  await reconcileMarked(api.sql, api.gazetteer)
} // biome-ignore format: one secret a line

const resources: Record<string, readonly Format[]> = {
  '/v1/trends/SY-ID?': formats,
  '/v1/trends/SY-ID?step=month&': formats,
  '/v1/trends/SY-ID?method=highest&': formats,
  '/v1/trends/SY-ID?known_on=2024-03-20&': formats,
  '/v1/trends/SY-ID?counter=OCHA&': formats,
  [`/v1/trends/SY-ID?known_on=${new Date().toISOString().slice(0, 10)}&clock=recorded&`]: formats,
  '/v1/trends/SYR?category=internal_displacements&step=month&rollup=children&': formats,
  [`/v1/trends/${town}?`]: formats,
  '/v1/series?': formats.slice(0, -1),
  '/v1/figures?': formats.slice(0, -1),
  [`/v1/figures?place=${town}&`]: formats.slice(0, -1),
}
const cases = Object.entries(resources).flatMap(([address, list]) =>
  list.map((format) => [`${address}format=${format}`, format] as const),
)

async function read(url: string, format: Format, headers: Record<string, string> = {}): Promise<string> {
  const response = await api.app.inject({ method: 'GET', url, headers })
  expect([url, response.statusCode]).toEqual([url, 200])
  return wordsOf(format, response.rawPayload)
}

/** A number in any spelling; ids, times and places of marks in a picture are no counts. */
function tells(words: string, secret: string): boolean {
  if (/^[\d,]+$/.test(secret) === false) return words.includes(secret)
  const digits = secret.replaceAll(',', '')
  const stripped = words
    .replace(
      /\d{4}-\d\d-\d\d(?:T[\d:.]+Z)?|[0-9a-f]{64}|\bd=?"[^"]*"|(?:x|y|x1|x2|y1|y2|cx|cy|r|width|height|transform)="[^"]*"|\/v1\/[^\s"]*/g,
      ' ',
    )
    .replace(/<style>.*?<\/style>/gs, ' ')
    .replace(/(\d),(?=\d{3}\b)/g, '$1')
    .replace(/\b31 (?:January|Jan|March|Mar|December|Dec)\b/g, ' ')
  return new RegExp(`(?<![\\d.#_-])${digits}(?![\\d.-])`).test(stripped)
}

describe('without a key', () => {
  test.each(cases)('%s tells no secret', async (url, format) => {
    const words = await read(url, format)
    expect(
      Object.entries(secrets)
        .filter(([name]) => name !== 'destination' || !url.startsWith('/v1/figures?format'))
        .filter(([, secret]) => tells(words, secret))
        .map(([name]) => name),
    ).toEqual([])
  })

  test.each(cases.filter(([url]) => !url.includes('figures?place')))(
    '%s says what it is and whose work',
    async (url, format) => {
      const words = (await read(url, format)).replaceAll('\\"', '"')
      expect(words).toContain(notice)
      expect(words).toMatch(/machine[_ -]read|unreviewed|[Rr]ead by machine/)
      if (url.includes(town) || url.includes('SYR')) return
      expect(words).toContain('all rights reserved')
      if (!url.includes('series?')) expect(words).toMatch(/movements, not people/)
    },
  )
})

test('with a key the same addresses tell them: what is not found above could have been', async () => {
  const all = await Promise.all(
    cases.map(async ([url, format]) => ({ url, format, words: await read(url, format, key) })),
  )
  for (const format of formats) {
    const words = all
      .filter((one) => one.format === format)
      .map((one) => one.words)
      .join('\n')
    expect([format, tells(words, secrets.smallCount)]).toEqual([format, true])
    // A picture shows one line, and names no words.
    if (format === 'svg') continue
    expect([format, tells(words, secrets.severe)]).toEqual([format, true])
    expect([format, tells(words, secrets.destination), tells(words, secrets.destinationWords)]).toEqual([
      format,
      true,
      true,
    ])
    expect([format, tells(words, secrets.withdrawn), tells(words, secrets.embargoed)]).toEqual([format, false, false])
  }
})

test('who asks for a town’s figures does not learn which veiled ones are of it', async () => {
  const { figures } = (await api.get(`/v1/figures?place=${town}`)).json
  expect(
    figures.map(({ value, quantifier, place }: { value: number; quantifier: string; place: { id: string } }) => [
      value,
      quantifier,
      place.id,
    ]),
  ).toEqual([[50, 'less_than', town]])
  expect((await api.get(`/v1/figures?place=${town}`, key)).json.figures).toHaveLength(2)
})

test('a map draws units at their coarse centre, a town at its unit’s, and no nearer without a key', async () => {
  const featuresOf = async (url: string, headers = {}) => JSON.parse((await api.get(url, headers)).body).features
  const [unit] = await featuresOf('/v1/trends/SY-ID?format=geojson')
  expect([unit.properties.geometry_of, unit.geometry.type]).toEqual(['SY-ID', 'Point'])
  for (const degrees of unit.geometry.coordinates) expect(Math.round(degrees * 100)).toBeCloseTo(degrees * 100, 6)
  const [listed] = await featuresOf('/v1/series?format=geojson&place=SY-ID')
  expect(listed.geometry.coordinates).toEqual(unit.geometry.coordinates)
  const place = api.gazetteer.place(town)
  const [veiled] = await featuresOf(`/v1/trends/${town}?format=geojson`)
  const [whole] = await featuresOf(`/v1/trends/${town}?format=geojson`, key)
  expect(veiled.properties.geometry_of).not.toBe(town)
  expect(veiled.geometry.coordinates).not.toEqual([place?.longitude, place?.latitude])
  expect([whole.properties.geometry_of, whole.geometry.coordinates]).toEqual([
    town,
    [place?.longitude, place?.latitude],
  ])
})
