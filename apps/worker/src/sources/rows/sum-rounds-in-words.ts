/** Rows of displacement tracking rounds → releases: one a round and assessment type, its totals after rule 7 and its rows beneath them. */
import { type RoundRow, sumRounds } from '@displacement-monitor/series'
import type { IsoDate } from '@displacement-monitor/shared/domain'
import { groupBy } from './group-by.ts'
import { inDigits, rowText } from './lay-out-rows.ts'
import { type PlaceHint, plainFigure, type Release, type RowFigure } from './release.ts'
import type { Row } from './shape.ts'

/** One row of a round as an adapter reads it; `placeId` is a key of `place` within the answer. */
export interface StatedRoundRow extends RoundRow {
  place: PlaceHint
  country: PlaceHint
  row: Row
}

/** How the service calls itself and its rounds. */
export interface RoundTerms {
  publisher: string
  counter: string
  /** Address of a round; `key` tells it from others. */
  urlOf: (key: string) => string
}

export function roundReleases(rows: readonly StatedRoundRow[], terms: RoundTerms): Release[] {
  const key = (row: StatedRoundRow) => [row.country.iso3, row.operation, row.round, row.assessmentType].join('/')
  return [...groupBy(rows, key)].map(([key, own]) => releaseOf(key, own, terms))
}

function releaseOf(key: string, rows: readonly StatedRoundRow[], terms: RoundTerms): Release {
  const [first] = rows
  if (!first) throw new Error('a round without a row')
  const { country, operation, round, assessmentType } = first
  const kind = assessmentType === 'SA' ? 'site assessment' : assessmentType === 'BA' ? 'baseline' : assessmentType
  const days = [...new Set(rows.map(({ asOf }) => asOf))].sort()
  const title = `${operation}, ${country.name}: round ${round}, ${kind}, ${days.join(', ')}`
  const text = rowText()
  text.line(title)
  const figures: RowFigure[] = []
  const units = groupBy(rows, ({ placeId }) => placeId)
  const whole = units.size > 1 || first.place.paths.length > 0
  const counted = [...units.values()].filter((own) => own.some(({ value }) => value !== null))
  const coverage = whole ? counted.flatMap(([unit]) => (unit ? [unit.place] : [])) : null
  if (whole) figures.push(...totals(rows, { place: country, coverage }))
  for (const own of units.values()) {
    const [unit] = own
    if (unit) figures.push(...totals(own, { place: unit.place, coverage: null }))
  }
  return {
    url: terms.urlOf(key),
    title,
    publisher: terms.publisher,
    publishedOn: null,
    text: text.text(),
    figures,
    rows: rows.map(({ row }) => row),
  }

  function totals(of: readonly StatedRoundRow[], at: Pick<RowFigure, 'place' | 'coverage'>): RowFigure[] {
    text.paragraph()
    const found = sumRounds(of).map((total): RowFigure => {
      const reasons =
        total.cause === 'all' ? 'all reasons' : total.cause === null ? 'no reason told' : `reason: ${total.cause}`
      const value =
        total.valueHigh === null ? inDigits(total.value) : `${inDigits(total.value)} to ${inDigits(total.valueHigh)}`
      const added = total.rows.length === 1 ? '1 row' : `sum of ${total.rows.length} rows`
      const excerpt = text.line(`${at.place.name}, ${reasons}: ${value} internally displaced people (${added})`)
      return {
        ...plainFigure,
        excerpt,
        value: total.value,
        valueHigh: total.valueHigh,
        quantifier: total.quantifier,
        persons: total.value,
        category: 'idps',
        scope: total.scope,
        cause: total.cause,
        asOf: { day: total.asOf as IsoDate, accuracy: 'day' },
        counter: terms.counter,
        operation,
        round,
        assessmentType,
        ...at,
      }
    })
    if (at.coverage === null)
      for (const { reason, value } of of)
        text.line(`- ${at.place.name}, ${reason}: ${value === null ? 'not counted' : inDigits(value)}`)
    return found
  }
}
