/**
 * IDMC's Global Internal Displacement Database: the validated numbers of past years. Docs:
 * https://helix-tools-api.idmcdb.org/external-api/ (schema, read 2026-11); a registered client_id is needed. Three shapes, told
 * apart by their keys: every figure with its event and places (GeoJSON), and lists in pages of each country's disasters of a
 * year or of its conflict of a year. A row is a release: pages cut the years of a country.
 */
import { type IsoDate, parseIsoDate } from '@displacement-monitor/shared/domain'
import { refusal } from '../../parse/refusal.ts'
import { withQuery } from '../past/with-query.ts'
import { figureKeys, figureKeysAtTimes, releaseOfFigure } from '../rows/gidd-figures.ts'
import { totalsOfConflict, totalsOfDisaster } from '../rows/gidd-totals.ts'
import type { Release, Releases } from '../rows/release.ts'
import { isRow, parseJson, type Row, rowsIn, shapeNotes, textOf } from '../rows/shape.ts'
import type { SourceAdapter } from '../source-adapter.ts'

const conflictKeys = [
  'iso3', 'country_name', 'year', 'new_displacement', 'new_displacement_rounded', 'total_displacement',
  'total_displacement_rounded',
] // biome-ignore format: a list
const disasterKeys = [
  ...conflictKeys, 'start_date', 'start_date_accuracy', 'end_date', 'end_date_accuracy', 'event_name', 'hazard_category',
  'hazard_category_name', 'hazard_sub_category', 'hazard_sub_category_name', 'hazard_type', 'hazard_type_name',
  'hazard_sub_type', 'hazard_sub_type_name', 'event_codes', 'event_codes_type',
] // biome-ignore format: a list

export default {
  id: 'idmc-gidd',
  accept: 'application/json, application/geo+json',
  // Every figure of all years and countries.
  maxBytes: 200_000_000,
  statusWords: {
    403: 'IDMC gives this to registered clients only: set the source\'s query "client_id" to one that it knows (403).',
    404: 'IDMC has no list ready at this moment (404).',
  },
  past: ({ url }) => ({
    grain: 'year',
    beginsOn: '2008-01-01',
    requests: ({ from, to }) => [{ url: withQuery(url, { start_year: from.slice(0, 4), end_year: to.slice(0, 4) }) }],
  }),
  parseReleases({ text }) {
    const answer = parseJson(text)
    if (!isRow(answer)) throw refusal('bad_feed', 'The answer holds neither figures nor lists of years.')
    return Array.isArray(answer.features) ? figuresIn(answer) : totalsIn(answer)
  },
} satisfies SourceAdapter

function figuresIn(answer: Row): Releases {
  const features = rowsIn(answer.features, 'figures')
  const rows = features.map(({ properties }) => (isRow(properties) ? properties : {}))
  const toldOn = lastUpdateIn(textOf(answer, 'readme') ?? '')
  const releases = features.map(({ geometry }, at) => releaseOfFigure(rows[at] ?? {}, geometry, toldOn))
  const optional = new Set(figureKeysAtTimes)
  const always = rows.map((row) => Object.fromEntries(Object.entries(row).filter(([key]) => !optional.has(key))))
  return withNotes(releases, shapeNotes(always, [figureKeys]), 'number, country, cause or category')
}

function totalsIn(answer: Row): Releases {
  const rows = rowsIn(answer.results, 'years of countries')
  const toldOn = parseIsoDate(textOf(answer, 'last_updated')?.slice(0, 10) ?? '')
  const ofDisaster = (row: Row) => 'event_name' in row || 'hazard_type' in row
  const releases = rows.map((row) => (ofDisaster(row) ? totalsOfDisaster(row, toldOn) : totalsOfConflict(row, toldOn)))
  const found = withNotes(releases, shapeNotes(rows, [disasterKeys, conflictKeys]), 'country, year or name')
  return { ...found, nextUrl: textOf(answer, 'next') }
}

function withNotes(read: readonly (Release | null)[], notes: string[], lacks: string): Releases {
  const releases = read.filter((release) => release !== null)
  const unread = read.length - releases.length
  if (unread > 0) notes.push(`${unread} of ${read.length} rows without ${lacks}`)
  return { releases, nextUrl: null, notes }
}

const months = 'January February March April May June July August September October November December'.split(' ')

/** "LAST UPDATE: May 13, 2024" */
function lastUpdateIn(readme: string): IsoDate | null {
  const [, month = '', day = '', year = ''] = /LAST UPDATE:\s*([A-Z][a-z]+) (\d{1,2}), (\d{4})/.exec(readme) ?? []
  return parseIsoDate(`${year}-${String(months.indexOf(month) + 1).padStart(2, '0')}-${day.padStart(2, '0')}`)
}
