/**
 * A table of displacement figures as HDX datasets have them: a CSV file with a row of hashtags under its head, or without. Docs:
 * https://hxlstandard.org/standard/1-1final/ (read 2026-11). Rows of tracking rounds are added after rule 7; any other row is told
 * by itself, and rows that share place and day are parts of something that the table does not say, so they are kept as
 * words alone.
 */
import { type IsoDate, parseIsoDate } from '@displacement-monitor/shared/domain'
import { parse } from 'csv-parse/sync'
import { refusal } from '../../parse/refusal.ts'
import { delimiterOf } from '../../parse/sheets/delimiter.ts'
import { groupBy } from '../rows/group-by.ts'
import { type Columns, type CountColumn, columnsOf, type PlainColumn } from '../rows/hxl-columns.ts'
import { inDigits, rowText } from '../rows/lay-out-rows.ts'
import { type PlaceHint, plainFigure, type Release, type RowFigure } from '../rows/release.ts'
import { countOf } from '../rows/shape.ts'
import { roundReleases, type StatedRoundRow } from '../rows/sum-rounds-in-words.ts'
import type { Body, SourceAdapter } from '../source-adapter.ts'

export default {
  id: 'hdx-hxl',
  accept: 'text/csv, */*;q=0.1',
  parseReleases(body) {
    const table = tableIn(body)
    const columns = columnsOf(table)
    if (columns === null)
      throw refusal(
        'bad_feed',
        'The table has no columns for country code, day or year, and displaced people, by hashtag or by head.',
      )
    const stated = table.slice(columns.heads).map((cells) => new Line(columns, cells))
    const lines = stated.filter((line) => line.isTold)
    const terms = termsOf(body)
    const notes: string[] = []
    if (lines.length < stated.length)
      notes.push(
        `${stated.length - lines.length} of ${stated.length} rows without country, or without a day or year that can be read`,
      )
    const inRounds = columns.at.has('round') && columns.at.has('operation')
    const releases = inRounds ? roundsIn(lines, terms) : rowsIn(lines, terms, notes)
    return { releases, nextUrl: null, notes }
  },
} satisfies SourceAdapter

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
  if (kind === 'html' || kind === 'json') throw refusal('bad_feed', 'The address answers with no table.')
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

/** One row by its columns. */
class Line {
  readonly #columns: Columns
  readonly cells: readonly string[]

  constructor(columns: Columns, cells: readonly string[]) {
    this.#columns = columns
    this.cells = cells
  }
  get(column: PlainColumn): string | null {
    const at = this.#columns.at.get(column)
    return (at === undefined ? undefined : this.cells[at]?.trim()) || null
  }
  count({ at }: CountColumn): number | null {
    return countOf({ told: this.cells[at]?.replace(/(?<=\d),(?=\d{3})/g, '') }, 'told')
  }
  get counts(): readonly CountColumn[] {
    return this.#columns.counts
  }
  get year(): string | null {
    const year = this.get('year')
    return year !== null && /^\d{4}$/.test(year) ? year : null
  }
  get day(): IsoDate | null {
    return parseIsoDate(this.get('day')?.slice(0, 10) ?? '') ?? (this.year && parseIsoDate(`${this.year}-12-31`))
  }
  get isTold(): boolean {
    return this.get('iso3') !== null && this.day !== null
  }
  get country(): PlaceHint {
    const iso3 = this.get('iso3') ?? ''
    const name = this.get('country') ?? iso3
    return {
      name,
      iso3,
      role: 'destination',
      accuracy: 'adm0',
      paths: [],
      pcode: null,
      latitude: null,
      longitude: null,
    }
  }
  get place(): PlaceHint {
    const names = [this.get('adm2'), this.get('adm1')].filter((name) => name !== null)
    if (names.length === 0) return this.country
    const pcode = this.get('adm2-code') ?? this.get('adm1-code')
    return {
      ...this.country,
      name: names.join(', '),
      accuracy: names.length === 2 ? 'adm2' : 'adm1',
      paths: [names],
      pcode,
    }
  }
  /** Place and day; a row of one year has no day of its own. */
  get key(): string {
    const place = this.get('adm2-code') ?? this.get('adm2') ?? this.get('adm1-code') ?? this.get('adm1')
    return [this.get('iso3'), place, this.get('day')?.slice(0, 10) ?? this.year].filter(Boolean).join('/')
  }
}

function rowsIn(lines: readonly Line[], terms: Terms, notes: string[]): Release[] {
  const byKey = groupBy(lines, ({ key }) => key)
  const shared = lines.filter(({ key }) => (byKey.get(key)?.length ?? 0) > 1).length
  if (shared > 0)
    notes.push(`${shared} rows share place and day with others, as parts of what the table does not say: not counted`)
  return [...byKey].map(([key, own]) => releaseOf(key, own, terms))
}

function releaseOf(key: string, own: readonly Line[], { address, publisher, counter }: Terms): Release {
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
function countedAs({ category, term, unit, cause }: CountColumn, line: Line) {
  const flow = category === 'internal_displacements'
  const day = line.day
  const asOf = day === null ? null : ({ day, accuracy: 'day' } as const)
  const began = line.get('day') === null ? parseIsoDate(`${line.year}-01-01`) : null
  const since = flow && began !== null ? ({ day: began, accuracy: 'day' } as const) : null
  const place: PlaceHint = { ...line.place, role: flow ? 'origin' : 'destination' }
  return { category, term, unit, cause, place, asOf, since, window: since === null ? null : ('between' as const) }
}

function roundsIn(lines: readonly Line[], { address, publisher, counter }: Terms): Release[] {
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
