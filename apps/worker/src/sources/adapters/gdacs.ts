/**
 * GDACS, the Global Disaster Alert and Coordination System: lists and single events as GeoJSON. Docs:
 * https://www.gdacs.org/feed_reference.aspx (read 2026-11); no key. It counts nobody displaced. It names the hazard and the GLIDE
 * number, and so an event that IDMC's updates and reports can be joined to. An event has episodes; the newest tells it.
 */
import { parseIsoDate } from '@displacement-monitor/shared/domain'
import { refusal } from '../../parse/refusal.ts'
import type { Past } from '../past/past.ts'
import { withQuery } from '../past/with-query.ts'
import { rowText } from '../rows/lay-out-rows.ts'
import type { EventHint, Release } from '../rows/release.ts'
import { countOf, isRow, parseJson, type Row, rowsIn, shapeNotes, textOf } from '../rows/shape.ts'
import type { SourceAdapter } from '../source-adapter.ts'

const keys = [
  'eventtype', 'eventid', 'episodeid', 'eventname', 'glide', 'name', 'description', 'htmldescription', 'icon', 'iconoverall',
  'url', 'alertlevel', 'alertscore', 'episodealertlevel', 'episodealertscore', 'istemporary', 'iscurrent', 'country', 'fromdate',
  'todate', 'datemodified', 'iso3', 'source', 'sourceid', 'polygonlabel', 'Class', 'affectedcountries', 'severitydata',
] // biome-ignore format: a list

const hazards: Readonly<Record<string, string>> = {
  EQ: 'earthquake',
  TC: 'cyclone',
  FL: 'flood',
  DR: 'drought',
  WF: 'wildfire',
  TS: 'tsunami',
  VO: 'volcano',
}

/** A search answers with no more events than this, and has no page after. */
const listEnds = 100

export default {
  id: 'gdacs',
  accept: 'application/json, application/geo+json',
  past({ url }): Past | null {
    const search = url.replace(/\/geteventlist\/.*$/, '/geteventlist/SEARCH')
    if (!search.endsWith('/geteventlist/SEARCH')) return null
    const alertlevel = 'Green;Orange;Red'
    return {
      grain: 'month',
      requests: ({ from: fromdate, to: todate }) =>
        Object.keys(hazards).map((eventlist) => ({
          url: withQuery(search, { eventlist, fromdate, todate, alertlevel }),
        })),
    }
  },
  parseReleases({ text, url }) {
    const answer = parseJson(text)
    if (!isRow(answer)) throw refusal('bad_feed', 'The answer holds no list of events.')
    const features = answer.type === 'Feature' ? [answer] : rowsIn(answer.features, 'events')
    const rows = features.map(({ properties }) => properties).filter(isRow)
    const notes = shapeNotes(rows, [keys])
    if (url?.includes('/SEARCH') && features.length >= listEnds)
      notes.push(`${features.length} events, where the service ends its lists: there may be more`)
    const newest = new Map<string, Row>()
    let unread = features.length - rows.length
    for (const row of rows) {
      const key = keyOf(row)
      if (key === null) unread++
      else if (isNewer(row, newest.get(key))) newest.set(key, row)
    }
    if (unread > 0) notes.push(`${unread} of ${features.length} events without type, number or first day`)
    return { releases: [...newest.values()].map(releaseOf), nextUrl: null, notes }
  },
} satisfies SourceAdapter

const dayOf = (row: Row, key: string) => parseIsoDate(textOf(row, key)?.slice(0, 10) ?? '')

function keyOf(row: Row): string | null {
  const [type, id] = [textOf(row, 'eventtype'), textOf(row, 'eventid')]
  return type === null || id === null || dayOf(row, 'fromdate') === null ? null : `${type.toUpperCase()}${id}`
}

function isNewer(row: Row, than: Row | undefined): boolean {
  if (than === undefined) return true
  const [episode, other] = [countOf(row, 'episodeid') ?? 0, countOf(than, 'episodeid') ?? 0]
  return (
    episode > other || (episode === other && (textOf(row, 'datemodified') ?? '') > (textOf(than, 'datemodified') ?? ''))
  )
}

function releaseOf(row: Row): Release {
  const [type, id] = [(textOf(row, 'eventtype') ?? '').toUpperCase(), textOf(row, 'eventid') ?? '']
  const glide = textOf(row, 'glide')?.toUpperCase() ?? null
  const name = textOf(row, 'eventname') ?? textOf(row, 'name') ?? `${type} ${id}`
  const [first, last] = [dayOf(row, 'fromdate'), dayOf(row, 'todate')]
  const told = textOf(row, 'description')
  const event: EventHint = {
    name: told !== null && told !== name ? `${name}: ${told}` : name,
    cause: 'disaster',
    hazard: hazards[type] ?? null,
    beganOn: first,
    codes: [{ scheme: 'gdacs', code: type + id }, ...(glide === null ? [] : [{ scheme: 'glide', code: glide }])],
  }
  const text = rowText()
  text.line(event.name)
  text.paragraph()
  text.line(`GDACS event ${type} ${id}${glide === null ? '' : `, GLIDE number ${glide}`}`)
  text.line(`Hazard: ${event.hazard ?? 'not known'}; alert level: ${textOf(row, 'alertlevel') ?? 'not told'}`)
  text.line(`From ${first} to ${last ?? 'a day that is not told'}`)
  text.line(`Countries: ${countriesOf(row).join('; ') || (textOf(row, 'country') ?? 'not told')}`)
  return {
    url: `https://www.gdacs.org/report.aspx?eventtype=${encodeURIComponent(type)}&eventid=${encodeURIComponent(id)}`,
    title: event.name,
    publisher: 'GDACS',
    publishedOn: dayOf(row, 'datemodified'),
    text: text.text(),
    figures: [],
    events: [event],
    rows: [row],
  }
}

const countriesOf = (row: Row): string[] =>
  (Array.isArray(row.affectedcountries) ? row.affectedcountries.filter(isRow) : []).map(
    (country) => `${textOf(country, 'countryname') ?? 'unnamed'} (${textOf(country, 'iso3') ?? 'no code'})`,
  )
