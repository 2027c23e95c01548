/**
 * UNHCR Operational Data Portal: the JSON behind its pages of situations (https://data.unhcr.org, /population/get/origin?geo_id=…; no
 * documentation, no key; read 2026-11). A row is a group in one country of asylum: refugees or asylum-seekers of one origin, as
 * of its own day, so rows are never added. Countries come by name alone: the source's setting "iso3" says which one its
 * geo_id is. Counts are text; `date` leads, since `month` is that of another edit.
 */
import { parseIsoDate } from '@displacement-monitor/shared/domain'
import { refusal } from '../../parse/refusal.ts'
import { archiveAddress } from '../past/archive-address.ts'
import { inDigits, rowText } from '../rows/lay-out-rows.ts'
import { type PlaceHint, plainFigure, type Release, type RowFigure } from '../rows/release.ts'
import { countOf, isRow, parseJson, type Row, rowsIn, shapeNotes, textOf } from '../rows/shape.ts'
import type { SourceAdapter } from '../source-adapter.ts'

const keys = [
  'geomaster_name', 'geomaster_id', 'admin_level', 'centroid_lon', 'centroid_lat', 'pop_accommodation_code',
  'pop_accommodation_name', 'pop_data_type_code', 'pop_data_type_name', 'pop_type_code', 'pop_type_name', 'pop_frequency_name',
  'pop_frequency_code', 'pop_frequency_cumulative', 'pop_frequency_cumulative_code', 'pop_origin_name', 'pop_origin_code', 'date',
  'month', 'year', 'population_groups', 'population_group_id', 'source', 'individuals', 'households', 'male_04', 'male_511',
  'male_1217', 'male_1859', 'male_60', 'male_total', 'male_hhs', 'female_04', 'female_511', 'female_1217', 'female_1859', 'female_60',
  'female_total', 'children_total', 'uac_total', 'female_hhs',
] // biome-ignore format: a list
/** Of rows that are not put together from several groups. */
const ofOneGroup = [
  'id', 'geomaster_id1', 'master_depth', 'master_id', 'master_record', 'min_master_depth', 'numRecords',
] // biome-ignore format: a list

const terms: Readonly<Record<string, RowFigure['term']>> = { REF: 'refugee', ASY: 'asylum_seeker' }

export default {
  id: 'unhcr-odp',
  accept: 'application/json',
  // Its pages tell the newest count of each group; an address that takes days is the operator's to name.
  past: archiveAddress,
  parseReleases({ text, settings }) {
    const iso3 = typeof settings.iso3 === 'string' ? settings.iso3 : null
    if (iso3 === null) throw refusal('bad_feed', 'Set the source\'s "iso3" to the country of its geo_id, such as SSD.')
    const answer = parseJson(text)
    if (!isRow(answer)) throw refusal('bad_feed', 'The answer holds no list of groups.')
    const rows = rowsIn(answer.data, 'groups')
    const read = rows.map((row) => releaseOf(row, iso3))
    const releases = read.filter((release) => release !== null)
    const always = rows.map((row) =>
      Object.fromEntries(Object.entries(row).filter(([key]) => !ofOneGroup.includes(key))),
    )
    const notes = shapeNotes(always, [keys])
    if (releases.length < rows.length)
      notes.push(
        `${rows.length - releases.length} of ${rows.length} rows without day, origin or a kind of people that is known`,
      )
    return { releases, nextUrl: null, notes }
  },
} satisfies SourceAdapter

function releaseOf(row: Row, iso3: string): Release | null {
  const [name, origin, kind] = [
    textOf(row, 'geomaster_name'),
    textOf(row, 'pop_origin_name'),
    textOf(row, 'pop_type_code'),
  ]
  const asOf = parseIsoDate(textOf(row, 'date') ?? '')
  const term = terms[kind ?? '']
  if (name === null || origin === null || asOf === null || term === undefined) return null
  const people = `${textOf(row, 'pop_type_name') ?? kind} from ${origin}`
  const value = countOf(row, 'individuals')
  const households = countOf(row, 'households')
  const text = rowText()
  text.line(`${people} in ${name}`)
  text.line(
    `Told by: ${textOf(row, 'source') ?? 'not told'}; ${textOf(row, 'pop_data_type_name') ?? 'kind of count not told'}`,
  )
  text.paragraph()
  const told = households === null ? '' : ` (${inDigits(households)} households)`
  const excerpt = text.line(`As of ${asOf}: ${value === null ? 'not counted' : `${inDigits(value)} people${told}`}`)
  const place: PlaceHint = {
    name, iso3, role: 'destination', accuracy: 'adm0', paths: [], pcode: null,
    latitude: null, longitude: null,
  } // biome-ignore format: a row of fields
  const own = { category: 'refugees', scope: 'cohort', counter: 'UNHCR', operation: people } as const
  const figures: RowFigure[] =
    value === null || value === 0
      ? []
      : [{ ...plainFigure, ...own, term, value, persons: value, place, excerpt, asOf: { day: asOf, accuracy: 'day' } }]
  const key = [iso3, kind, textOf(row, 'pop_origin_code') ?? origin, asOf].map((part) => encodeURIComponent(part ?? ''))
  return {
    url: `https://data.unhcr.org/population/get/origin#${key.join('/')}`,
    title: `${people} in ${name}, ${asOf}`,
    publisher: 'UNHCR',
    publishedOn: null,
    text: text.text(),
    figures,
    rows: [row],
  }
}
