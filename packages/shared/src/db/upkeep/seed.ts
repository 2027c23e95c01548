/**
 * What a new database starts with: a list of sources, and figures written by hand. Each seeded figure stands in a sentence
 * of our own, kept as the snapshot of the report at whose address it was printed. Repeatable: what is there stays.
 *
 * A report of the seed is one like any other: its address is unique, so a poll that lists it joins it and has the page
 * itself read. That page then supersedes the sentence if it yields figures (`storeReading`), and a page read before a seed
 * was loaded is left alone.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  type DateAccuracy,
  type DatedDay,
  type Figure,
  type FoldedFigure,
  parseIsoDate,
  type StatedPlace,
} from '../../domain/index.ts'
import { recordAudit } from '../access/audit.ts'
import { inTransaction, type Sql } from '../connection/client.ts'
import { currentReading, storeReading } from '../readings/readings.ts'
import { discoverReports, findReportByUrl } from '../reports/reports.ts'
import { insertSnapshot } from '../reports/snapshots.ts'
import { addSource, type Source } from '../sources/sources.ts'
import { infraFolder } from './infra-folder.ts'

export const seedSets = ['minimal', 'full'] as const
export type SeedSet = (typeof seedSets)[number]

export interface SeedOptions {
  /** minimal: the UN figure for Idlib alone · full: also the dated figures for north-west Syria. */
  set: SeedSet
  /**
   * Claim key, subject and counter of a figure; packages/series knows them, and the store may not import it. Asked for new
   * statements alone: a caller may load the rules when first asked.
   */
  fold: (figure: Figure) => FoldedFigure | Promise<FoldedFigure>
  log?: (line: string) => void
}

export interface Seeded {
  /** Sources and statements that were not there. */
  sources: number
  statements: number
}

/** A day with its accuracy as `2019-12-01/month`. */
type Dated = `${string}/${DateAccuracy}`

interface SeedFigure extends Partial<Pick<Figure, 'category' | 'term' | 'scope' | 'status' | 'window' | 'subsetOf'>> {
  /** A slice of the statement, which holds it once. */
  excerpt: string
  value: number
  quantifier: Figure['quantifier']
  since: Dated | null
  asOf: Dated
  asOfBasis: Figure['asOfBasis']
  counter: string
  /** Of the place; default: the file's. */
  role?: StatedPlace['role']
}

interface Statement {
  url: string
  title: string
  publisher: string
  publishedOn: string | null
  statement: string
  figures: SeedFigure[]
}

interface SeedFile {
  codeVersion: string
  place: StatedPlace
  statements: Statement[]
}

const filesOf: Record<SeedSet, string[]> = { minimal: ['minimal'], full: ['minimal', 'north-west-syria'] }
const sourceId = 'seed'

const readSeed = async <T>(name: string): Promise<T> =>
  JSON.parse(await readFile(join(infraFolder('seeds'), `${name}.json`), 'utf8')) as T

export async function seed(sql: Sql, { set, fold, log }: SeedOptions): Promise<Seeded> {
  const { sources } = await readSeed<{ sources: Source[] }>('sources')
  const seeded: Seeded = { sources: 0, statements: 0 }
  for (const source of sources) if (await addSource(sql, source, 'seed')) seeded.sources++
  for (const name of filesOf[set]) {
    const { codeVersion, place, statements } = await readSeed<SeedFile>(name)
    for (const statement of statements)
      if (await inTransaction(sql, (tx) => storeStatement(tx, statement, { codeVersion, place, fold })))
        seeded.statements++
  }
  if (seeded.sources + seeded.statements > 0) log?.(`seeded ${seeded.sources} sources, ${seeded.statements} statements`)
  return seeded
}

interface Context {
  codeVersion: string
  place: StatedPlace
  fold: SeedOptions['fold']
}

/** True if anything was stored. One transaction: a statement is there with its figures or not at all. */
async function storeStatement(tx: Sql, statement: Statement, { codeVersion, place, fold }: Context): Promise<boolean> {
  const { url, title, publisher, publishedOn, statement: text } = statement
  await discoverReports(tx, sourceId, 'seed', [{ url, title, publishedAt: null, language: 'en' }])
  const report = await findReportByUrl(tx, url)
  if (!report || report.withdrawnAt) return false
  const current = await currentReading(tx, report.id)
  // Its own page was read, or this very sentence is there.
  if (
    current &&
    (!current.codeVersion.startsWith('seed@') || (current.codeVersion === codeVersion && current.text === text))
  )
    return false
  const { snapshotId } = await insertSnapshot(tx, {
    reportId: report.id,
    url,
    status: 200,
    mediaType: 'text/plain; charset=utf-8',
    bytes: Buffer.from(text, 'utf8'),
    etag: null,
    lastModified: null,
    fetchedAt: new Date(),
  })
  await storeReading(tx, {
    reportId: report.id,
    snapshotId,
    codeVersion,
    document: { title, text, language: 'en', publisher, publishedAt: null, publishedOn, canonicalUrl: url },
    language: 'en',
    outcome: 'figures',
    figures: await Promise.all(statement.figures.map((figure) => fold(figureOf(figure, text, place)))),
  })
  // A page that a source listed before the seed came is still to be read itself.
  if (report.origin !== 'seed' && report.state !== 'read')
    await tx`update report set state = 'discovered', next_attempt_at = now() where id = ${report.id}`
  await recordAudit(tx, {
    actor: 'seed',
    action: 'seed.statement',
    subject: `report:${report.id}`,
    detail: { codeVersion },
  })
  return true
}

/** Errors: an excerpt that is not in its sentence exactly once, a day that is none. They are faults of the seed's file. */
function figureOf(figure: SeedFigure, text: string, place: StatedPlace): Figure {
  const start = text.indexOf(figure.excerpt)
  if (start < 0 || text.indexOf(figure.excerpt, start + 1) >= 0)
    throw new Error(`seed: "${figure.excerpt}" must stand once in "${text}"`)
  return {
    excerpt: { start, end: start + figure.excerpt.length, text: figure.excerpt },
    value: figure.value,
    valueHigh: null,
    quantifier: figure.quantifier,
    unit: 'person',
    householdSize: null,
    persons: figure.value,
    category: figure.category ?? 'internal_displacements',
    border: null,
    term: figure.term ?? 'displaced',
    scope: figure.scope ?? 'all',
    cause: 'conflict',
    hazard: null,
    occurred: 'unknown',
    status: figure.status ?? 'reported',
    repeated: false,
    place: { ...place, role: figure.role ?? place.role },
    since: figure.since === null ? null : dated(figure.since),
    asOf: dated(figure.asOf),
    asOfBasis: figure.asOfBasis,
    window: figure.window ?? null,
    counter: figure.counter,
    subsetOf: figure.subsetOf ?? null,
    // Written by a person who read the print; still unreviewed by those who run this system.
    confidence: 1,
  }
}

function dated(text: Dated): DatedDay {
  const [day = '', accuracy] = text.split('/')
  if (!parseIsoDate(day) || !['day', 'week', 'month', 'year'].includes(accuracy ?? ''))
    throw new Error(`seed: no day: ${text}`)
  return { day, accuracy: accuracy as DateAccuracy }
}
