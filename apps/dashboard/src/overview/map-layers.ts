/**
 * What the map may show, one layer at a time: the latest stock of each place with its age, or the flows of a chosen window.
 * First-level units where a country has series of them, else the country; never both, so that nobody is drawn twice. Named
 * areas overlap units and are told beside the map. A closed window is never passed off as today.
 */
import { daysBefore, daysBetween, sayDated, sayDay } from '../words/days.ts'
import { isFlow, type SeriesRow } from '../words/lines.ts'
import { sayAmount, sayPoint } from '../words/numbers.ts'

export type Layer = 'stock' | 'flows'

export interface Window {
  from: string
  to: string
}

export interface Mark {
  series: number
  placeId: string
  name: string
  latitude: number
  longitude: number
  value: number
  /** "more than 800,000". */
  amount: string
  /** What the number is and of which days, in words. */
  says: string
  asOf: string
  /** Whether it may be read as the state of today. */
  isCurrent: boolean
  isMachineRead: boolean
}

export interface Drawn {
  marks: readonly Mark[]
  /** Places with a number that no map of units can show without drawing people twice. */
  beside: readonly Mark[]
}

/** The longest that the rule carries a stock (docs/method.md). */
const carriedDays = 400
/** A running count that nobody continued for so long is closed. */
const openDays = 60

const located = (row: SeriesRow) => row.latest !== null && row.location != null
const leads = (row: SeriesRow) => row.scope === 'all' && row.unit === 'person'

export function stockLayer(rows: readonly SeriesRow[], today: string): Drawn {
  const marks = rows
    .filter((row) => row.kind === 'stock' && row.category === 'idps' && leads(row) && located(row))
    .flatMap((row) => {
      if (!row.latest) return []
      const says = `internally displaced people on ${sayDay(row.latest.as_of)}`
      return markOf(row, {
        ...row.latest,
        amount: sayPoint(row.latest),
        says,
        isCurrent: daysBetween(row.latest.as_of, today) <= carriedDays,
      })
    })
  return oneLevel(rows, newestOfEach(marks))
}

/** Of running counts the number reached within the window; of closed windows the largest that lies inside it. Nothing is added. */
export function flowLayer(rows: readonly SeriesRow[], window: Window, today: string): Drawn {
  const marks = rows
    .filter((row) => isFlow(row) && row.category === 'internal_displacements' && leads(row) && located(row))
    .flatMap((row) => {
      const isCurrent = daysBetween(window.to, today) <= openDays
      const inside = (row.points ?? []).filter(
        ({ from, as_of, value }) =>
          value !== null &&
          as_of >= window.from &&
          as_of <= window.to &&
          (row.kind === 'cumulative' || from === null || from >= window.from),
      )
      const best =
        row.kind === 'cumulative' ? inside.at(-1) : inside.toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0))[0]
      if (!best || best.value === null) return []
      const since = row.since
        ? `since ${sayDated(row.since, row.since_accuracy)}, as of `
        : best.from
          ? `from ${sayDay(best.from)} to `
          : 'as of '
      const amount =
        row.latest?.as_of === best.as_of && row.latest.value === best.value
          ? sayPoint(row.latest)
          : sayAmount(best.value, null, 'exact')
      return markOf(row, {
        value: best.value,
        as_of: best.as_of,
        amount,
        says: `movements ${since}${sayDay(best.as_of)}`,
        isCurrent,
      })
    })
  return oneLevel(rows, largestOfEach(marks))
}

/** The window of the newest flow, from its first day: where a reader begins when nothing is current. */
export function newestHistory(rows: readonly SeriesRow[]): Window | null {
  const flows = rows.filter((row) => isFlow(row) && leads(row) && row.latest)
  const newest = flows.toSorted((a, b) => ((a.latest?.as_of ?? '') < (b.latest?.as_of ?? '') ? 1 : -1))[0]
  if (!newest?.latest) return null
  const { as_of: to, from } = newest.latest
  return { from: newest.since ?? from ?? daysBefore(to, 90), to }
}

/** What to open when the reader chose nothing. */
export function beginning(
  rows: readonly SeriesRow[],
  today: string,
): { layer: Layer; window: Window; isHistory: boolean } {
  const month = { from: daysBefore(today, 30), to: today }
  if (stockLayer(rows, today).marks.some(({ isCurrent }) => isCurrent))
    return { layer: 'stock', window: month, isHistory: false }
  if (flowLayer(rows, month, today).marks.length > 0) return { layer: 'flows', window: month, isHistory: false }
  return { layer: 'flows', window: newestHistory(rows) ?? month, isHistory: true }
}

function markOf(
  row: SeriesRow,
  told: { value: number; as_of: string; amount: string; says: string; isCurrent: boolean },
): Mark[] {
  if (!row.location) return []
  const { latitude, longitude } = row.location
  const { id, name } = row.place
  const isMachineRead = row.latest?.review !== 'cleared'
  return [
    {
      series: row.id,
      placeId: id,
      name,
      latitude,
      longitude,
      value: told.value,
      amount: told.amount,
      says: told.says,
      asOf: told.as_of,
      isCurrent: told.isCurrent,
      isMachineRead,
    },
  ]
}

const newestOfEach = (marks: readonly Mark[]) => bestOfEach(marks, (a, b) => a.asOf > b.asOf)
const largestOfEach = (marks: readonly Mark[]) => bestOfEach(marks, (a, b) => a.value > b.value)

function bestOfEach(marks: readonly Mark[], isBetter: (a: Mark, b: Mark) => boolean): Mark[] {
  const best = new Map<string, Mark>()
  for (const mark of marks) {
    const known = best.get(mark.placeId)
    if (!known || isBetter(mark, known)) best.set(mark.placeId, mark)
  }
  return [...best.values()]
}

function oneLevel(rows: readonly SeriesRow[], marks: readonly Mark[]): Drawn {
  const places = new Map(rows.map(({ place }) => [place.id, place]))
  const kindOf = ({ placeId }: Mark) => places.get(placeId)?.kind
  const countryOf = ({ placeId }: Mark) => places.get(placeId)?.country_iso3 ?? placeId
  const withUnits = new Set(marks.filter((mark) => kindOf(mark) === 'adm1').map(countryOf))
  const isDrawn = (mark: Mark) =>
    kindOf(mark) === 'adm1' || (kindOf(mark) === 'country' && !withUnits.has(countryOf(mark)))
  return { marks: marks.filter(isDrawn), beside: marks.filter((mark) => !isDrawn(mark)) }
}
