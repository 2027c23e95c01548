/**
 * A table of displacement figures as HDX datasets have them: a CSV file or workbook with a row of hashtags under its head, or
 * without; or the dataset's entry in the catalogue (`package_show` of CKAN's API), which leads to its file. Docs:
 * https://hxlstandard.org/standard/1-1final/ and https://docs.ckan.org/en/2.10/api/ (read 2026-11). Rows of tracking rounds are added after rule 7; any other row is told
 * by itself, and rows that share place and day are parts of something that the table does not say, so they are kept as
 * words alone.
 */
import { parseIsoDate } from '@displacement-monitor/shared/domain'
import { parse } from 'csv-parse/sync'
import { refusal } from '../../parse/refusal.ts'
import { delimiterOf } from '../../parse/sheets/delimiter.ts'
import { groupBy } from '../rows/group-by.ts'
import { type Columns, type CountColumn, columnsOf } from '../rows/hxl-columns.ts'
import { inDigits, rowText } from '../rows/lay-out-rows.ts'
import { type PlaceHint, plainFigure, type Release, type Releases, type RowFigure } from '../rows/release.ts'
import { countOf, isRow, parseJson, type Row, rowsIn, textOf } from '../rows/shape.ts'
import { roundReleases, type StatedRoundRow } from '../rows/sum-rounds-in-words.ts'
import { TableLine } from '../rows/table-line.ts'
import type { Body, SourceAdapter } from '../source-adapter.ts'

export default {
  id: 'hdx-hxl',
  accept: 'text/csv, application/json, */*;q=0.1',
  // A table holds all its days.
  past: ({ url }) => ({ grain: 'whole', requests: () => [{ url }] }),
  async parseReleases(body) {
    if (body.kind === 'json') return fileOf(body)
    for (const table of await tablesIn(body)) {
      const columns = columnsOf(table)
      if (columns !== null) return releasesOf(table, columns, body)
    }
    throw refusal(
      'bad_feed',
      'The table has no columns for country code, day or year, and displaced people, by hashtag or by head.',
    )
  },
} satisfies SourceAdapter

const formats = ['csv', 'xlsx']

/** The dataset's file: the one that the setting "resource" names by its name or id, else the first CSV file, else the first workbook. */
function fileOf({ text, settings }: Body): Releases {
  const answer = parseJson(text)
  const dataset = isRow(answer) && isRow(answer.result) ? answer.result : null
  if (dataset === null) throw refusal('bad_feed', 'The answer is no dataset of the catalogue (package_show).')
  const files = rowsIn(dataset.resources, 'files').filter((file) => formats.includes(formatOf(file)))
  const wanted = typeof settings.resource === 'string' ? settings.resource : null
  const inOrder = formats.flatMap((format) => files.filter((file) => formatOf(file) === format))
  const file =
    wanted === null ? inOrder[0] : files.find((one) => [textOf(one, 'id'), textOf(one, 'name')].includes(wanted))
  const nextUrl = file === undefined ? null : (textOf(file, 'download_url') ?? textOf(file, 'url'))
  if (nextUrl === null)
    throw refusal(
      'bad_feed',
      wanted === null ? 'The dataset has no CSV file and no workbook.' : `The dataset has no file "${wanted}".`,
    )
  return { releases: [], nextUrl, notes: [] }
}

const formatOf = (file: Row): string => (textOf(file, 'format') ?? '').toLowerCase()

/** Of a workbook: each sheet that a person sees. */
async function tablesIn(body: Body): Promise<readonly (readonly (readonly string[])[])[]> {
  if (body.kind !== 'workbook' || body.bytes === undefined) return [tableIn(body)]
  const { openWorkbook } = await import('../../parse/sheets/open-workbook.ts')
  const { sheets } = await openWorkbook(Buffer.from(body.bytes))
  return sheets.map(({ rows }) => rows.map(({ cells }) => cells))
}

function releasesOf(table: readonly (readonly string[])[], columns: Columns, body: Body): Releases {
  const stated = table.slice(columns.heads).map((cells) => new TableLine(columns, cells))
  const lines = stated.filter((line) => line.isTold)
  const terms = termsOf(body)
  const notes: string[] = []
  if (lines.length < stated.length)
    notes.push(
      `${stated.length - lines.length} of ${stated.length} rows without country, or without a day or year that can be read`,
    )
  const inRounds = columns.at.has('round') && columns.at.has('operation')
  const releases = inRounds ? roundsIn(lines, terms) : rowsAlone(lines, terms, notes)
  return { releases, nextUrl: null, notes }
}

interface Terms {
  /** Address of the table; a row's own follows behind #. */
  address: string
  publisher: string
  counter: string | null
}

/** A table does not say who counted: the source's settings may. */
const termsOf = ({ url, settings }: Body): Terms => {
  const said = (name: string) => (typeof settings[name] === 'string' ? settings[name] : null)
  return {
    address: url?.replace(/[?#].*$/s, '') ?? 'urn:table',
    publisher: said('publisher') ?? 'Humanitarian Data Exchange (HDX)',
    counter: said('counter'),
  }
}

function tableIn({ kind, text }: Body): string[][] {
  if (kind === 'html') throw refusal('bad_feed', 'The address answers with no table.')
  try {
    return parse(text, {
      delimiter: delimiterOf(text),
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      relax_quotes: true,
    })
  } catch {
    throw refusal('bad_feed', 'The table cannot be read: its rows or quotation marks do not end.')
  }
}

function rowsAlone(lines: readonly TableLine[], terms: Terms, notes: string[]): Release[] {
  const byKey = groupBy(lines, ({ key }) => key)
  const shared = lines.filter(({ key }) => (byKey.get(key)?.length ?? 0) > 1).length
  if (shared > 0)
    notes.push(`${shared} rows share place and day with others, as parts of what the table does not say: not counted`)
  return [...byKey].map(([key, own]) => releaseOf(key, own, terms))
}

function releaseOf(key: string, own: readonly TableLine[], { address, publisher, counter }: Terms): Release {
  const [first] = own
  if (!first) throw new Error('a group without a row')
  const when = first.get('day') ?? first.year ?? ''
  const text = rowText()
  const title = `${first.place.name}${first.place.accuracy === 'adm0' ? '' : `, ${first.country.name}`}: displaced people, ${when}`
  text.line(title)
  text.paragraph()
  const figures = own.flatMap((line) =>
    line.counts.flatMap((column): RowFigure[] => {
      const value = line.count(column)
      const excerpt = text.line(`${column.head}: ${value === null ? 'not told' : inDigits(value)}`)
      if (value === null || own.length > 1) return []
      return [
        {
          ...plainFigure,
          ...countedAs(column, line),
          value,
          persons: column.unit === 'person' ? value : null,
          counter,
          excerpt,
        },
      ]
    }),
  )
  return {
    url: `${address}#${encodeURIComponent(key)}`,
    title,
    publisher,
    publishedOn: null,
    text: text.text(),
    figures,
    rows: own.map(({ cells }) => cells),
  }
}

/** A level of a year stands at its end; a flow of a year is all of it, and of a day is not told since when. */
function countedAs({ category, term, unit, cause }: CountColumn, line: TableLine) {
  const flow = category === 'internal_displacements'
  const day = line.day
  const asOf = day === null ? null : ({ day, accuracy: 'day' } as const)
  const began = line.get('day') === null ? parseIsoDate(`${line.year}-01-01`) : null
  const since = flow && began !== null ? ({ day: began, accuracy: 'day' } as const) : null
  const place: PlaceHint = { ...line.place, role: flow ? 'origin' : 'destination' }
  return { category, term, unit, cause, place, asOf, since, window: since === null ? null : ('between' as const) }
}

function roundsIn(lines: readonly TableLine[], { address, publisher, counter }: Terms): Release[] {
  const rows = lines.flatMap((line): StatedRoundRow[] => {
    const [operation, asOf, column] = [
      line.get('operation'),
      line.day,
      line.counts.find(({ category }) => category === 'idps'),
    ]
    const round = countOf({ told: line.get('round') }, 'told')
    if (operation === null || asOf === null || round === null || column === undefined) return []
    const { place, country } = line
    return [
      {
        operation, round, asOf, place, country, placeId: line.key,
        assessmentType: line.get('assessment') ?? '',
        reason: line.get('reason') ?? 'No reason told',
        value: line.count(column),
        row: { cells: line.cells },
      },
    ] // biome-ignore format: a row of fields
  })
  return roundReleases(rows, {
    publisher,
    counter: counter ?? 'IOM DTM',
    urlOf: (key) => `${address}#${encodeURIComponent(key)}`,
  })
}
