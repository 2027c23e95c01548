/** Fills a database with the made-up world through the store's bulk path, by turns with plain COPY of the same rows. */
import { foldFigure } from '../../../packages/series/dist/index.js'
import { discoverReports, insertSnapshot, storeReadings, upsertSource } from '../../../packages/shared/dist/db/index.js'
import { openPeer } from './copy-peer.mjs'
import { figureOf, figuresPerReport } from './crises.mjs'

const reportsAtOnce = 10
const sourceId = 'bench'

/** Figures stored a second, and rows a second by COPY alone, of which `mostCopied` are taken from all over the load. */
export async function loadWorld(sql, gazetteer, { claims, witnesses }, { say, mostCopied }) {
  await upsertSource(sql, {
    id: sourceId,
    name: 'Bench',
    adapter: 'none',
    url: 'https://bench.example/',
    language: 'en',
    licence: 'CC BY 4.0',
    attribution: 'Bench',
    redistribution: 'open',
  })
  const parts = []
  for (let at = 0; at < claims.length; at += figuresPerReport)
    parts.push([at, Math.min(at + figuresPerReport, claims.length)])
  const reports = Array.from({ length: witnesses }, (_, copy) => parts.map(([from, to]) => ({ copy, from, to }))).flat()
  const peer = await openPeer(sql)
  const copiedEvery = Math.max(1, Math.round((claims.length * witnesses) / mostCopied))
  let [figures, storing] = [0, 0]
  for (let at = 0; at < reports.length; at += reportsAtOnce) {
    const readings = await Promise.all(
      (await known(sql, reports.slice(at, at + reportsAtOnce))).map((report) =>
        readingOf(sql, gazetteer, claims, report),
      ),
    )
    const began = performance.now()
    await storeReadings(sql, readings)
    storing += performance.now() - began
    figures += readings.reduce((sum, reading) => sum + reading.figures.length, 0)
    const batch = at / reportsAtOnce
    if (batch % copiedEvery === 0) await peer.copy(readings.map(({ reportId }) => reportId))
    if (batch % 50 === 0)
      say(
        `${figures} figures, ${Math.round((figures / storing) * 1000)} a second; COPY ${Math.round(peer.perSecond())}`,
      )
  }
  const copied = peer.perSecond()
  await peer.close()
  return { figures, perSecond: (figures / storing) * 1000, copied }
}

async function known(sql, reports) {
  const urlOf = ({ copy, from }) => `https://bench.example/${copy}/${from}`
  const found = await discoverReports(
    sql,
    sourceId,
    'backfill',
    reports.map((report) => ({ url: urlOf(report), title: null, publishedAt: null, language: 'en' })),
  )
  const ids = new Map(found.map(({ id, url }) => [url, id]))
  return reports.map((report) => ({ ...report, url: urlOf(report), id: ids.get(urlOf(report)) }))
}

async function readingOf(sql, gazetteer, claims, { copy, from, to, url, id }) {
  let at = 0
  const figures = []
  for (let n = from; n < to; n++) {
    const figure = figureOf(claims[n], n, gazetteer, at)
    at = figure.excerpt.end + 2
    figures.push(foldFigure(figure))
  }
  const text = figures.map(({ excerpt }) => excerpt.text).join('. ')
  const { snapshotId } = await insertSnapshot(sql, {
    reportId: id,
    url,
    status: 200,
    mediaType: 'text/plain',
    bytes: Buffer.from(`${copy} ${from}`),
    etag: null,
    lastModified: null,
    fetchedAt: new Date('2025-01-02T00:00:00Z'),
  })
  return {
    reportId: id,
    snapshotId,
    codeVersion: 'bench@1',
    document: {
      title: 'A round',
      text,
      language: 'en',
      publisher: `Publisher ${copy}`,
      publishedAt: null,
      publishedOn: '2025-01-02',
      canonicalUrl: null,
    },
    language: 'en',
    outcome: 'figures',
    figures,
  }
}
