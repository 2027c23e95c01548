/**
 * IDMC Internal Displacement Updates. Docs: https://helix-tools-api.idmcdb.org/external-api/ (schema, read 2026-11). A registered
 * client_id is needed; the answer is one JSON list, rebuilt every two hours and reached by a redirect. Rows leave the list of
 * the last 180 days one by one, so each row is a release of its own: a number that left the list has not become untrue.
 */
import { addDays, type IsoDate, parseIsoDate, type Quantifier, type Term } from '@displacement-monitor/shared/domain'
import type { Past } from '../past/past.ts'
import { eventOf, hazardIn, occurredIn, officeIn, placeOfLocations } from '../rows/idmc-terms.ts'
import { rowText } from '../rows/lay-out-rows.ts'
import { type EventHint, type PlaceHint, plainFigure, type Release, type RowFigure } from '../rows/release.ts'
import { countOf, numberOf, parseJson, type Row, rowsIn, shapeNotes, textOf } from '../rows/shape.ts'
import type { SourceAdapter } from '../source-adapter.ts'

const keys2023 = [
  'id', 'country', 'iso3', 'latitude', 'longitude', 'centroid', 'displacement_type', 'qualifier', 'figure', 'displacement_date',
  'displacement_start_date', 'displacement_end_date', 'year', 'event_name', 'event_start_date', 'event_end_date', 'category',
  'subcategory', 'type', 'subtype', 'standard_popup_text', 'standard_info_text', 'old_id', 'created_at',
] // biome-ignore format: a list
const keys2025 = [
  ...keys2023, 'role', 'event_id', 'event_codes', 'event_code_types', 'sources', 'source_url', 'locations_name',
  'locations_coordinates', 'locations_accuracy', 'locations_type', 'displacement_occurred',
] // biome-ignore format: a list

export default {
  id: 'idmc-idu',
  accept: 'application/json',
  // All updates since 2018; those of half a year are a tenth of it.
  maxBytes: 200_000_000,
  statusWords: {
    403: 'IDMC gives this to registered clients only: set the source\'s query "client_id" to one that it knows (403).',
    404: 'IDMC has no list ready at this moment (404); it rebuilds its lists every two hours.',
  },
  past({ url }): Past | null {
    const all = url.replace(/\/idus\/(last-180-days|all)\//, '/idus/all/')
    return all.includes('/idus/all/') ? { grain: 'whole', requests: () => [{ url: all }] } : null
  },
  parseReleases({ text }) {
    const rows = rowsIn(parseJson(text), 'internal displacement updates')
    const releases = rows.map(releaseOf)
    const unread = releases.filter((release) => release === null).length
    const notes = shapeNotes(rows, [keys2025, keys2023])
    if (unread > 0) notes.push(`${unread} of ${rows.length} rows without id, country, figure or type`)
    return { releases: releases.filter((release) => release !== null), nextUrl: null, notes }
  },
} satisfies SourceAdapter

function releaseOf(row: Row): Release | null {
  const [id, iso3, value] = [textOf(row, 'id'), textOf(row, 'iso3'), countOf(row, 'figure')]
  const cause = causes[textOf(row, 'displacement_type')?.toLowerCase() ?? '']
  if (id === null || iso3 === null || value === null || cause === undefined) return null
  const info = plainWords(textOf(row, 'standard_info_text'))
  const popup = plainWords(textOf(row, 'standard_popup_text'))
  const [country, event] = [textOf(row, 'country') ?? iso3, eventIn(row, cause)]
  const [since, asOf] = [
    dayOf(row, 'displacement_start_date'),
    dayOf(row, 'displacement_end_date') ?? dayOf(row, 'displacement_date'),
  ]
  const place = placeOf(row, { iso3, country })
  const text = rowText()
  const digits = new RegExp(`(?<!\\d)${value.toLocaleString('en-US')}(?![\\d,])|(?<!\\d)${value}(?!\\d)`)
  const excerpt = text.line(
    digits.test(info) ? info : `${country}: ${value} displacements, ${since ?? ''} - ${asOf ?? ''}`,
  )
  text.line(popup.startsWith(info) ? popup.slice(info.length) : popup)
  text.paragraph()
  text.line(
    `Update ${id} of IDMC: ${textOf(row, 'role') ?? 'role not told'}; ${textOf(row, 'qualifier') ?? ''} ${value}; ${cause}`,
  )
  const codes = event.codes.filter(({ scheme }) => scheme !== 'idu-name').map(({ scheme, code }) => `${scheme} ${code}`)
  text.line(`Event: ${event.name}${codes.length === 0 ? '' : ` (${codes.join(', ')})`}`)
  text.line(`Places: ${textOf(row, 'locations_name') ?? place.name}`)
  const counter = textOf(row, 'sources') ?? sourceIn(textOf(row, 'standard_popup_text'))
  text.line(`Sources: ${counter ?? 'not told'} ${textOf(row, 'source_url') ?? ''}`)
  const figure: RowFigure = {
    ...plainFigure,
    excerpt,
    value,
    persons: value,
    quantifier: quantifiers[textOf(row, 'qualifier')?.toLowerCase() ?? ''] ?? 'exact',
    category: 'internal_displacements',
    term: termIn(info),
    cause,
    hazard: event.hazard,
    occurred: occurredIn(textOf(row, 'displacement_occurred')),
    place,
    since: since === null || (asOf !== null && since > asOf) ? null : { day: since, accuracy: 'day' },
    asOf: asOf === null ? null : { day: asOf, accuracy: 'day' },
    asOfBasis: asOf === null ? 'published' : 'stated',
    window: 'between',
    counter: officeIn(counter),
    role: roleOf(textOf(row, 'role')),
    assessmentType: 'provisional',
    event,
  }
  return {
    url: `https://helix-tools-api.idmcdb.org/external-api/idus/#${encodeURIComponent(id)}`,
    title: textOf(row, 'event_name') ?? info,
    publisher: 'IDMC',
    publishedOn: toldOn(parseIsoDate(textOf(row, 'created_at')?.slice(0, 10) ?? ''), asOf),
    text: text.text(),
    figures: [figure],
    rows: [row],
  }
}

/** Rows are edited after they were made: one that tells of a later day was told on that day at the earliest. */
function toldOn(createdOn: IsoDate | null, asOf: IsoDate | null): IsoDate | null {
  if (createdOn === null || asOf === null || asOf <= createdOn) return createdOn
  return asOf <= addDays(createdOn, longestEdit) ? asOf : createdOn
}
/** Days that a row stays on the list; a last day beyond is a slip of the pen. */
const longestEdit = 180

const causes: Readonly<Record<string, EventHint['cause']>> = {
  conflict: 'conflict',
  disaster: 'disaster',
  other: 'other',
}
const quantifiers: Readonly<Record<string, Quantifier>> = {
  total: 'exact',
  approximately: 'approximately',
  'more than': 'more_than',
  'more than or equal to': 'more_than',
  'less than': 'less_than',
  'less than or equal to': 'up_to',
}

const roleOf = (role: string | null): RowFigure['role'] =>
  /recommended/i.test(role ?? '') ? 'recommended' : /triangulation/i.test(role ?? '') ? 'triangulation' : 'candidate'

/** In brackets behind the number: "displacements (in relief camp)". */
function termIn(info: string): Term {
  const word = /\(([^()]*)\)/.exec(info)?.[1] ?? ''
  if (/evacuat/i.test(word)) return 'evacuated'
  if (/camp|shelter/i.test(word)) return 'sheltered'
  if (/homeless|housing|destroyed/i.test(word)) return 'homeless'
  if (/relocat/i.test(word)) return 'relocated'
  return 'displaced'
}

/**
 * Lists of 2023 bear a New Zealand midnight as UTC (11:00 or 12:00 of the day before; the sentence beside it names the next
 * day): thirteen hours on, the day is the one that was meant. A bare day, and a midnight in UTC, stay.
 */
function dayOf(row: Row, key: string): IsoDate | null {
  const stated = textOf(row, key) ?? ''
  const day = parseIsoDate(stated.slice(0, 10))
  return day !== null && /^.{10}T1[12]:00/.test(stated) ? addDays(day, 1) : day
}

function eventIn(row: Row, cause: EventHint['cause']): EventHint {
  const types = parts(row, 'event_code_types')
  return eventOf({
    id: textOf(row, 'event_id'),
    name: textOf(row, 'event_name') ?? `Update ${textOf(row, 'id')}`,
    iso3: textOf(row, 'iso3') ?? '',
    cause,
    hazard: hazardIn(textOf(row, 'type'), textOf(row, 'subtype')),
    beganOn: dayOf(row, 'event_start_date'),
    codes: parts(row, 'event_codes').map((code, at) => ({ code, type: types[at] ?? types[0] ?? '' })),
  })
}

const parts = (row: Row, key: string): string[] => (textOf(row, key) ?? '').split(/[;,]/).map((part) => part.trim())

/** All names stay in the text. */
function placeOf(row: Row, { iso3, country }: { iso3: string; country: string }): PlaceHint {
  const names = list(row, 'locations_name')
  const point = { latitude: numberOf(row, 'latitude'), longitude: numberOf(row, 'longitude') }
  if (names.length === 0) return { ...unitsOfEvent(row, country), iso3, role: 'origin', pcode: null, ...point }
  const [accuracies, types] = [list(row, 'locations_accuracy'), list(row, 'locations_type')]
  return placeOfLocations({ names, accuracies, types, iso3, countries: [country], ...point })
}

/** Lists of 2023 name no location but a point; the event's name holds the units: "India: Flood - Assam, Bihar (Patna) - 07/11/2023". */
function unitsOfEvent(row: Row, country: string): Pick<PlaceHint, 'name' | 'accuracy' | 'paths' | 'several'> {
  const middle = (textOf(row, 'event_name') ?? '').split(' - ').slice(1, -1).join(', ')
  const units = middle
    .replace(/\([^()]*\)/g, '')
    .split(/,|;| and /)
    .map((unit) => unit.trim())
    .filter(Boolean)
  if (units.length === 0) return { name: country, accuracy: 'adm0', paths: [] }
  return {
    name: `${units.join(', ')}, ${country}`,
    accuracy: 'adm1',
    paths: units.map((unit) => [unit]),
    several: 'nearest',
  }
}

const list = (row: Row, key: string): string[] =>
  (textOf(row, key) ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter(Boolean)

const plainWords = (html: string | null): string =>
  (html ?? '')
    .replace(/<[^<>]{0,2000}>/g, ' ')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
    .trim()

/** The link at the end names who said it and when: "Ministry of Home Affairs - 07 November 2023". */
const sourceIn = (popup: string | null): string | null =>
  /<a [^<>]{0,2000}>\s*([^<>]{2,200}?)\s+-\s+\d{1,2} \w+\s+\d{4}\s*<\/a>\s*$/.exec(popup ?? '')?.[1]?.trim() ?? null
