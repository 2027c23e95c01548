/** The words behind a line: its figures by claim, and the numbers that the rule leaves off it. */

import { type ChartEvidence, sayAmount } from '@displacement-monitor/presentation'
import type { StoredFigureJson, TrendJson } from '@displacement-monitor/shared/contracts'
import { listFigures } from '@displacement-monitor/shared/db'
import { type DatedDay, datedDayInWords, type PlaceId } from '@displacement-monitor/shared/domain'
import type { ApiContext } from '../context.ts'
import { figureViews } from '../figures/figure-view.ts'

type TrendLine = TrendJson['series'][number]
export type FiguresByClaim = ReadonlyMap<number, StoredFigureJson[]>

/** Figures told at most; a place with more shows its newest. */
const mostFigures = 1_000

export async function figuresByClaim(
  { sql, gazetteer }: ApiContext,
  placeId: PlaceId,
  line: TrendLine | null,
  all: boolean,
): Promise<FiguresByClaim> {
  const byClaim = new Map<number, StoredFigureJson[]>()
  if (!line) return byClaim
  const { items } = await listFigures(sql, { placeIds: [placeId], category: line.category }, null, mostFigures)
  for (const figure of figureViews(items, gazetteer, all)) {
    if (figure.claim === null) continue
    const known = byClaim.get(figure.claim)
    if (known) known.push(figure)
    else byClaim.set(figure.claim, [figure])
  }
  return byClaim
}

/** The days that the figures of these claims state, each as exactly as it was said. */
export const statedDays = (figures: FiguresByClaim, claims: readonly number[]): DatedDay[] =>
  claims
    .flatMap((claim) => figures.get(claim) ?? [])
    .flatMap(({ as_of: day, as_of_accuracy: accuracy, as_of_basis: basis }) =>
      day !== null && accuracy !== null && basis === 'stated' ? { day, accuracy } : [],
    )

/** What is left off the line and has a day to stand on: stated, or that of the print. Bars have no evidence beside them. */
export function evidenceOf(
  line: TrendLine,
  figures: FiguresByClaim,
  hrefOf: (claim: number) => string,
): ChartEvidence[] {
  if (line.kind === 'period' || line.kind === 'event_sum') return []
  return line.left_out.flatMap(({ claim, reason }) => {
    const figure = figures.get(claim)?.[0]
    const day = figure?.as_of ?? figure?.report.published_on
    if (!figure || !day || figure.unit !== line.unit) return []
    const amount = sayAmount(figure.value, figure.value_high, figure.quantifier)
    return {
      day,
      value: figure.value,
      says: `${datedDayInWords({ day, accuracy: figure.as_of_accuracy ?? 'day' })}: ${amount}, off the line: ${reason}`,
      href: hrefOf(claim),
    }
  })
}
