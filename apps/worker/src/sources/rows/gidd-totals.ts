/** IDMC's yearly totals of a country, as its lists have them: one row a disaster, or one row for conflict. */
import {
  type DateAccuracy,
  type DatedDay,
  type IsoDate,
  parseIsoDate,
  spanOf,
} from '@displacement-monitor/shared/domain'
import { eventOf, hazardIn } from './idmc-terms.ts'
import { inDigits, type RowText, rowText } from './lay-out-rows.ts'
import { type EventHint, type PlaceHint, plainFigure, type Release, type RowFigure } from './release.ts'
import { countOf, type Row, textOf } from './shape.ts'

const address = 'https://helix-tools-api.idmcdb.org/external-api/gidd'

interface CountryYear {
  year: string
  iso3: string
  place: PlaceHint
}

function countryYear(row: Row): CountryYear | null {
  const [year, iso3] = [countOf(row, 'year'), textOf(row, 'iso3')]
  if (year === null || iso3 === null || parseIsoDate(`${year}-01-01`) === null) return null
  const name = textOf(row, 'country_name') ?? iso3
  const point = { pcode: null, latitude: null, longitude: null }
  return { year: String(year), iso3, place: { name, iso3, role: 'origin', accuracy: 'adm0', paths: [], ...point } }
}

/** Null where a row cannot be told from others. `toldOn`: the day that the whole list was brought up to date. */
export function totalsOfDisaster(row: Row, toldOn: IsoDate | null): Release | null {
  const [told, name] = [countryYear(row), textOf(row, 'event_name')]
  if (told === null || name === null) return null
  const { year, iso3, place } = told
  const hazard = hazardIn(textOf(row, 'hazard_type_name'), textOf(row, 'hazard_sub_type_name'))
  const [codes, types] = [listOf(row, 'event_codes'), listOf(row, 'event_codes_type')]
  const event = eventOf({
    id: null, name, iso3, cause: 'disaster', hazard,
    beganOn: parseIsoDate(textOf(row, 'start_date') ?? ''),
    codes: codes.map((code, at) => ({ code, type: types[at] ?? '' })),
  }) // biome-ignore format: a row
  const window = windowIn(row, year)
  const text = rowText()
  text.line(`${name} (${place.name}, ${year})`)
  const others = event.codes
    .filter(({ scheme }) => scheme !== 'idu-name')
    .map(({ scheme, code }) => `${scheme} ${code}`)
  text.line(`${hazard ?? 'Hazard not told'}${others.length === 0 ? '' : `; ${others.join(', ')}`}`)
  text.paragraph()
  const figures = [
    ...movedIn(row, { text, place, event, window, cause: 'disaster' }),
    ...livingIn(row, { text, place, event, year, cause: 'disaster' }),
  ]
  const key = [
    iso3,
    year,
    name,
    textOf(row, 'start_date'),
    textOf(row, 'end_date'),
    textOf(row, 'hazard_sub_type_name'),
  ]
  const url = `${address}/disasters/#${key.map((part) => encodeURIComponent((part ?? '').slice(0, 120))).join('/')}`
  return release({ url, title: `${name} (${year})`, toldOn, text, figures, row })
}

/** New displacements of the year, and people living in displacement at its end. */
export function totalsOfConflict(row: Row, toldOn: IsoDate | null): Release | null {
  const told = countryYear(row)
  if (told === null) return null
  const { year, iso3, place } = told
  const window = { since: day(`${year}-01-01`, 'day'), asOf: day(`${year}-12-31`, 'day') }
  const title = `${place.name}: conflict and violence in ${year}`
  const text = rowText()
  text.line(title)
  text.paragraph()
  const figures = [
    ...movedIn(row, { text, place, event: null, window, cause: 'conflict' }),
    ...livingIn(row, { text, place, event: null, year, cause: 'conflict' }),
  ]
  return release({
    url: `${address}/conflicts/#${encodeURIComponent(iso3)}/${year}`,
    title,
    toldOn,
    text,
    figures,
    row,
  })
}

interface Stated {
  text: RowText
  place: PlaceHint
  event: EventHint | null
  cause: EventHint['cause']
}

function movedIn(row: Row, { text, window, ...of }: Stated & { window: Window }): RowFigure[] {
  const value = knownCount(row, 'new_displacement')
  const words = value === null ? 'not told' : inDigits(value)
  const excerpt = text.line(`New internal displacements, ${spanAsTold(window)}: ${words}`)
  if (value === null) return []
  // Without an event it is no part of an event sum, whoever recommends it.
  const role = of.event === null ? 'candidate' : 'recommended'
  const assessmentType = 'annual total'
  const hazard = of.event?.hazard ?? null
  const own = { value, persons: value, category: 'internal_displacements', window: 'between', hazard } as const
  return [{ ...plainFigure, ...own, ...window, ...of, excerpt, role, assessmentType, counter: 'IDMC' }]
}

/** At the end of the year. Of one event they are a group among all who are displaced there. */
function livingIn(row: Row, { text, year, ...of }: Stated & { year: string }): RowFigure[] {
  const value = knownCount(row, 'total_displacement')
  const words = value === null ? 'not told' : inDigits(value)
  const excerpt = text.line(`People living in internal displacement at the end of ${year}: ${words}`)
  if (value === null) return []
  const hazard = of.event?.hazard ?? null
  const place: PlaceHint = { ...of.place, role: 'destination' }
  const own = { value, persons: value, category: 'idps', hazard, asOf: day(`${year}-12-31`, 'day') } as const
  const scope = of.event === null ? 'all' : 'cohort'
  return [
    {
      ...plainFigure,
      ...of,
      ...own,
      place,
      excerpt,
      scope,
      role: 'recommended',
      assessmentType: 'annual total',
      counter: 'IDMC',
    },
  ]
}

/** A 0 without its rounded form stands where IDMC has no number. */
function knownCount(row: Row, key: string): number | null {
  const value = countOf(row, key)
  return value === 0 && row[`${key}_rounded`] === null ? null : value
}

interface Window {
  since: DatedDay | null
  asOf: DatedDay
}

const accuracies: Readonly<Record<string, DateAccuracy>> = { day: 'day', week: 'week', month: 'month', year: 'year' }

/** A day as told to its accuracy: a month and a year begin on their first day. */
export function day(told: string, accuracy: string | null): DatedDay {
  const known = accuracies[accuracy?.toLowerCase() ?? ''] ?? 'day'
  const first = known === 'month' ? `${told.slice(0, 7)}-01` : known === 'year' ? `${told.slice(0, 4)}-01-01` : told
  return { day: first, accuracy: known }
}

/** "2024-08-12", "week of 2024-08-12", "2024-08", "2024". */
const dayAsTold = ({ day, accuracy }: DatedDay): string =>
  accuracy === 'week' ? `week of ${day}` : day.slice(0, accuracy === 'year' ? 4 : accuracy === 'month' ? 7 : 10)

/** "2024-08-12 to 2024-08"; "to 2024-08" where no start is known. */
export const spanAsTold = ({ since, asOf }: { since: DatedDay | null; asOf: DatedDay | null }): string =>
  asOf === null
    ? 'days not told'
    : since === null
      ? `to ${dayAsTold(asOf)}`
      : `${dayAsTold(since)} to ${dayAsTold(asOf)}`

/** A start after the end tells nothing; "12 August" may stand before "August". */
export const startBefore = (since: DatedDay | null, asOf: DatedDay | null): DatedDay | null =>
  since !== null && asOf !== null && spanOf(since).first > spanOf(asOf).last ? null : since

/** The row counts one year: of an event that goes on over new year, the part within it. */
function windowIn(row: Row, year: string): Window {
  const [first, last] = [`${year}-01-01`, `${year}-12-31`]
  const [began, ended] = [parseIsoDate(textOf(row, 'start_date') ?? ''), parseIsoDate(textOf(row, 'end_date') ?? '')]
  const asOf =
    ended === null || ended > last || ended < first ? day(last, 'day') : day(ended, textOf(row, 'end_date_accuracy'))
  const since =
    began === null || began < first || began > last ? day(first, 'day') : day(began, textOf(row, 'start_date_accuracy'))
  return { since: startBefore(since, asOf), asOf }
}

const listOf = (row: Row, key: string): string[] =>
  (Array.isArray(row[key]) ? row[key] : []).map((value: unknown) => String(value))

interface Told {
  url: string
  title: string
  toldOn: IsoDate | null
  text: RowText
  figures: RowFigure[]
  row: Row
}

const release = ({ url, title, toldOn, text, figures, row }: Told): Release => ({
  url, title, publisher: 'IDMC', publishedOn: toldOn, text: text.text(), figures, rows: [row],
}) // biome-ignore format: a row
