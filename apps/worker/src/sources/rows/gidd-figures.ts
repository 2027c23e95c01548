/** IDMC's validated figures one by one: each with its event, its places, whether people or households, and who counted. */

import { type Category, type IsoDate, parseIsoDate } from '@displacement-monitor/shared/domain'
import { day, spanAsTold, startBefore } from './gidd-totals.ts'
import { eventOf, hazardIn, occurredIn, officeIn, placeOfLocations } from './idmc-terms.ts'
import { inDigits, rowText } from './lay-out-rows.ts'
import { type EventHint, type PlaceHint, plainFigure, type Release, type RowFigure } from './release.ts'
import { countOf, isRow, numberOf, type Row, textOf } from './shape.ts'

export const figureKeys = [
  'ID', 'ISO3', 'Country', 'Geographical region', 'Figure cause', 'Year', 'Figure category', 'Figure unit', 'Reported figures',
  'Total figures', 'Publishers', 'Sources', 'Sources type', 'Event ID', 'Event name', 'Event cause', 'Event main trigger',
  'Event start date', 'Event end date', 'Is housing destruction', 'Event codes (Code:Type)', 'Locations name',
  'Locations accuracy', 'Locations type', 'Displacement occurred',
] // biome-ignore format: a list

/** Left out of a row where they do not apply. */
export const figureKeysAtTimes = [
  'Household size', 'Hazard category', 'Hazard sub category', 'Hazard type', 'Hazard sub type', 'Violence type', 'Start date',
  'Start date accuracy', 'End date', 'End date accuracy', 'Stock date', 'Stock date accuracy', 'Stock reporting date',
  'Event start date accuracy', 'Event end date accuracy',
] // biome-ignore format: a list

const categories: Readonly<Record<string, Category>> = {
  'internal displacements': 'internal_displacements',
  idps: 'idps',
}
const causes: Readonly<Record<string, EventHint['cause']>> = {
  conflict: 'conflict',
  disaster: 'disaster',
  other: 'other',
}

/** Null where a row lacks its number, country, cause or category. `point`: of its first location, longitude first. */
export function releaseOfFigure(row: Row, point: unknown, toldOn: IsoDate | null): Release | null {
  const [id, iso3] = [textOf(row, 'ID'), textOf(row, 'ISO3')]
  const category = categories[textOf(row, 'Figure category')?.toLowerCase() ?? '']
  const cause = causes[textOf(row, 'Figure cause')?.toLowerCase() ?? '']
  const [reported, total] = [countOf(row, 'Reported figures'), countOf(row, 'Total figures')]
  if (id === null || iso3 === null || category === undefined || cause === undefined) return null
  if (reported === null || total === null) return null
  const households = /household/i.test(textOf(row, 'Figure unit') ?? '')
  const event = eventIn(row, iso3, cause)
  const place = placeIn(row, iso3, point)
  const isLevel = category === 'idps'
  const text = rowText()
  text.line(`${event.name} (${textOf(row, 'Country') ?? iso3}, ${textOf(row, 'Year') ?? 'year not told'})`)
  text.paragraph()
  const kind = isLevel ? 'people living in internal displacement' : 'new internal displacements'
  const size = numberOf(row, 'Household size')
  const counted = households
    ? `${inDigits(reported)} households of ${size ?? 'an untold number of'} people: ${inDigits(total)} ${kind}`
    : `${inDigits(total)} ${kind}`
  const days = daysOf(row, isLevel)
  const window = isLevel ? spanAsTold(days).replace(/^to /, '') : spanAsTold(days)
  const excerpt = text.line(`${place.name}, ${window}: ${counted}`)
  const sources = listOf(row, 'Sources')
  text.line(
    `Counted by: ${sources.join('; ') || 'not told'}; published by: ${listOf(row, 'Publishers').join('; ') || 'not told'}`,
  )
  const codes = event.codes.filter(({ scheme }) => scheme !== 'idu-name').map(({ scheme, code }) => `${scheme} ${code}`)
  text.line(`Figure ${id} of IDMC, validated; event ${codes.join(', ')}`)
  const figure: RowFigure = {
    ...plainFigure,
    excerpt,
    value: households ? reported : total,
    unit: households ? 'household' : 'person',
    householdSize: households ? size : null,
    persons: total,
    category,
    // Those whom one event displaced are a group among all who are displaced at a place.
    scope: isLevel ? 'cohort' : 'all',
    term: /yes/i.test(textOf(row, 'Is housing destruction') ?? '') ? 'homeless' : 'displaced',
    cause,
    hazard: event.hazard,
    occurred: occurredIn(textOf(row, 'Displacement occurred')),
    status: 'verified',
    place,
    ...days,
    window: isLevel ? null : 'between',
    counter: officeIn(sources[0] ?? null),
    role: 'recommended',
    assessmentType: 'validated',
    event,
  }
  return {
    url: `https://helix-tools-api.idmcdb.org/external-api/gidd/disaggregations/#${encodeURIComponent(id)}`,
    title: event.name,
    publisher: 'IDMC',
    publishedOn: toldOn,
    text: text.text(),
    figures: [figure],
    rows: [row],
  }
}

function daysOf(row: Row, isLevel: boolean): Pick<RowFigure, 'since' | 'asOf' | 'asOfBasis'> {
  const dated = (key: string) => {
    const told = parseIsoDate(textOf(row, key)?.slice(0, 10) ?? '')
    return told === null ? null : day(told, textOf(row, `${key} accuracy`))
  }
  const asOf = dated(isLevel ? 'Stock date' : 'End date')
  const since = isLevel ? null : dated('Start date')
  const basis = asOf === null ? 'published' : 'stated'
  return { since: startBefore(since, asOf), asOf, asOfBasis: basis }
}

function eventIn(row: Row, iso3: string, cause: EventHint['cause']): EventHint {
  const codes = Array.isArray(row['Event codes (Code:Type)']) ? row['Event codes (Code:Type)'] : []
  return eventOf({
    id: textOf(row, 'Event ID'),
    name: textOf(row, 'Event name') ?? `Event ${textOf(row, 'Event ID') ?? 'without a number'}`,
    iso3,
    cause,
    hazard: hazardIn(textOf(row, 'Hazard type'), textOf(row, 'Hazard sub type')),
    beganOn: parseIsoDate(textOf(row, 'Event start date')?.slice(0, 10) ?? ''),
    codes: codes.flatMap((pair: unknown) =>
      Array.isArray(pair) ? [{ code: String(pair[0] ?? ''), type: String(pair[1] ?? '') }] : [],
    ),
  })
}

function placeIn(row: Row, iso3: string, point: unknown): PlaceHint {
  const country = textOf(row, 'Country') ?? iso3
  const names = listOf(row, 'Locations name')
  const [longitude, latitude] = firstPoint(point)
  if (names.length === 0)
    return { name: country, iso3, role: 'origin', accuracy: 'adm0', paths: [], pcode: null, latitude, longitude }
  return placeOfLocations({
    names,
    accuracies: listOf(row, 'Locations accuracy'),
    types: listOf(row, 'Locations type'),
    iso3,
    countries: [country],
    // One point is that of one location; of several they stand side by side.
    ...(names.length === 1 ? { latitude, longitude } : { latitude: null, longitude: null }),
  })
}

function firstPoint(geometry: unknown): [number | null, number | null] {
  const coordinates = isRow(geometry) && Array.isArray(geometry.coordinates) ? geometry.coordinates : []
  const first: unknown = Array.isArray(coordinates[0]) ? coordinates[0] : coordinates
  const [longitude, latitude]: unknown[] = Array.isArray(first) ? first : []
  return typeof longitude === 'number' && typeof latitude === 'number' ? [longitude, latitude] : [null, null]
}

const listOf = (row: Row, key: string): string[] =>
  (Array.isArray(row[key]) ? row[key] : [])
    .map((value: unknown) => String(value).trim())
    .filter((value) => value !== '')
