/** Fills a database with the made-up world through the store's bulk path, and says how fast plain COPY is beside it. */
import { pipeline } from 'node:stream/promises'
import { foldFigure } from '../../../packages/series/dist/index.js'
import { discoverReports, insertSnapshot, storeReadings, upsertSource } from '../../../packages/shared/dist/db/index.js'
import { figureOf, figuresPerReport } from './crises.mjs'

const reportsAtOnce = 10
const sourceId = 'bench'

/** Figures stored a second. */
export async function loadWorld(sql, gazetteer, { claims, witnesses }, say) {
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
    if ((at / reportsAtOnce) % 50 === 0) say(`${figures} figures, ${Math.round((figures / storing) * 1000)} a second`)
  }
  return { figures, perSecond: (figures / storing) * 1000 }
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

/** Rows a second of COPY alone, from memory, into a table with the same columns, checks, indexes and references. */
export async function copyRate(sql, most) {
  await sql`create table copied_figure (like figure including all)`
  const references = await sql`
    select pg_get_constraintdef(oid) as words from pg_constraint
    where conrelid = 'figure'::regclass and contype = 'f' and confrelid <> conrelid`
  for (const { words } of references) await sql`alter table copied_figure add ${sql.unsafe(words)}`
  try {
    const lines = []
    const out =
      await sql`copy (select * from figure order by id limit ${sql.unsafe(String(most))}) to stdout`.readable()
    for await (const chunk of out) lines.push(chunk)
    const began = performance.now()
    const into = await sql`copy copied_figure from stdin`.writable()
    await pipeline(lines, into)
    const seconds = (performance.now() - began) / 1000
    const [{ rows }] = await sql`select count(*)::int as rows from copied_figure`
    return rows / seconds
  } finally {
    await sql`drop table copied_figure`
  }
}
