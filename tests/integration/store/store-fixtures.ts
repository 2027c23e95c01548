/** Reports, snapshots and figures for the tests of the store. */

import { foldFigure } from '@displacement-monitor/series'
import {
  discoverReports,
  insertSnapshot,
  type NewReading,
  type Sql,
  upsertSource,
} from '@displacement-monitor/shared/db'
import type { Figure, FoldedFigure } from '@displacement-monitor/shared/domain'

export const source = {
  id: 'example-news',
  name: 'Example News',
  adapter: 'feed',
  url: 'https://news.example/rss',
  language: 'en',
  licence: 'CC BY 4.0',
  attribution: 'Example News',
  redistribution: 'open',
} as const

/** A figure whose excerpt begins at 0; what the text says is its own. */
export function figure(changes: Partial<Figure> = {}): FoldedFigure {
  const value = changes.value ?? 800_000
  const text = `${value} people fled`
  return foldFigure({
    excerpt: { start: 0, end: text.length, text },
    value,
    valueHigh: null,
    quantifier: 'more_than',
    unit: 'person',
    householdSize: null,
    persons: value,
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
    asOf: { day: '2020-02-17', accuracy: 'day' },
    asOfBasis: 'published',
    window: 'since',
    counter: 'UN',
    subsetOf: null,
    confidence: 0.9,
    ...changes,
  })
}

/** Makes a report of `source` known; returns its id. */
export async function newReport(sql: Sql, url: string): Promise<number> {
  await upsertSource(sql, source)
  const [report] = await discoverReports(sql, source.id, 'poll', [
    { url, title: null, publishedAt: null, language: null },
  ])
  if (!report) throw new Error('no report')
  return report.id
}

/** Everything for `storeReading`: the report, its snapshot, and a text. */
export async function readingOf(
  sql: Sql,
  url: string,
  figures: readonly FoldedFigure[],
  changes: {
    publishedOn?: string | null
    publisher?: string
    codeVersion?: string
    body?: string
    fetchedAt?: string
  } = {},
): Promise<NewReading> {
  const reportId = await newReport(sql, url)
  const { snapshotId } = await insertSnapshot(sql, {
    reportId,
    url,
    status: 200,
    mediaType: 'text/html',
    bytes: Buffer.from(changes.body ?? `<p>${url}</p>`),
    etag: null,
    lastModified: null,
    fetchedAt: new Date(changes.fetchedAt ?? '2020-02-18T00:00:00Z'),
  })
  return {
    reportId,
    snapshotId,
    codeVersion: changes.codeVersion ?? 'test@1',
    document: {
      title: 'A title',
      text: figures.map(({ excerpt }) => excerpt.text).join('\n\n') || 'No number.',
      language: 'en',
      publisher: changes.publisher ?? 'Example News',
      publishedAt: null,
      publishedOn: changes.publishedOn === undefined ? '2020-02-17' : changes.publishedOn,
      canonicalUrl: null,
    },
    language: 'en',
    outcome: figures.length > 0 ? 'figures' : 'no_figures',
    figures,
  }
}

/** Every row of every table, as text, in one order: two databases that agree here are equal. */
export async function allRows(sql: Sql): Promise<Record<string, string[]>> {
  const tables = await sql<{ name: string }[]>`
    select c.relname as name from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'schema_migration'
    order by 1`
  const rows: Record<string, string[]> = {}
  for (const { name } of tables) {
    const found = await sql<{ row: string }[]>`select t::text as row from ${sql(name)} as t order by 1`
    rows[name] = found.map(({ row }) => row)
  }
  return rows
}
