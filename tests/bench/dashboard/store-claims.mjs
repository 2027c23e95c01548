/** Many claims of one running count: reports of our own, each of which states some numbers of Idlib since December 2019. */
import { foldFigure } from '../../../packages/series/dist/index.js'
import { addSource, discoverReports, insertSnapshot, storeReading } from '../../../packages/shared/dist/db/index.js'

const aReport = 100
const counters = ['OCHA', 'UNHCR', 'IOM', 'UN']

export async function storeClaims(sql, count) {
  await addSource(sql, {
    id: 'bench',
    name: 'Bench',
    adapter: 'none',
    url: 'https://bench.example/',
    language: 'en',
    licence: 'CC BY 4.0',
    attribution: 'Bench',
    redistribution: 'open',
  })
  for (let from = 0; from < count; from += aReport) {
    const url = `https://bench.example/${from}`
    const [{ id: reportId }] = await discoverReports(sql, 'bench', 'manual', [
      { url, title: null, publishedAt: null, language: 'en' },
    ])
    const figures = Array.from({ length: Math.min(aReport, count - from) }, (_, at) => figureOf(from + at))
    let text = ''
    const placed = figures.map((figure) => {
      const start = text.length
      const words = `${figure.value} people fled.`
      text += `${words}\n`
      return foldFigure({ ...figure, excerpt: { start, end: start + words.length, text: words } }, 'Bench')
    })
    const { snapshotId } = await insertSnapshot(sql, {
      reportId,
      url,
      status: 200,
      mediaType: 'text/plain',
      bytes: Buffer.from(text),
      etag: null,
      lastModified: null,
      fetchedAt: new Date(),
    })
    const document = {
      title: 'Bench',
      text,
      language: 'en',
      publisher: 'Bench',
      publishedAt: null,
      publishedOn: '2020-09-01',
      canonicalUrl: url,
    }
    await storeReading(sql, {
      reportId,
      snapshotId,
      codeVersion: 'bench@1',
      document,
      language: 'en',
      outcome: 'figures',
      figures: placed,
    })
  }
}

const figureOf = (n) => ({
  value: 100_000 + n * 431,
  valueHigh: null,
  quantifier: 'exact',
  unit: 'person',
  householdSize: null,
  persons: 100_000 + n * 431,
  category: 'internal_displacements',
  border: null,
  term: 'fled',
  scope: 'all',
  cause: 'conflict',
  hazard: null,
  occurred: 'unknown',
  status: 'reported',
  repeated: false,
  place: { name: 'Idlib', placeId: 'SY-ID', countryIso3: 'SYR', role: 'origin', accuracy: 'adm1' },
  since: { day: '2019-12-01', accuracy: 'month' },
  asOf: {
    day: new Date(Date.UTC(2019, 11, 3) + Math.floor((n * 250) / 2_000) * 86_400_000).toISOString().slice(0, 10),
    accuracy: 'day',
  },
  asOfBasis: 'stated',
  window: 'since',
  counter: counters[n % counters.length],
  subsetOf: null,
  confidence: 0.9,
})
