/** `rollup=children`: each line that the parts of a place have, added over those parts that are disjoint. */
import { rollupChildren } from '@displacement-monitor/series'
import type { RollupJson, TrendQuery } from '@displacement-monitor/shared/contracts'
import { listSeries } from '@displacement-monitor/shared/db'
import { type Place, type Series, utcDay } from '@displacement-monitor/shared/domain'
import type { Disclosure } from './disclosure/disclosure.ts'
import { withPoints } from './load-lines.ts'
import { openLines } from './open-lines.ts'
import { TrendRefusal } from './refusal.ts'
import { rangeOf } from './trend-points.ts'
import type { TrendStore } from './trend-store.ts'

const mostSteps = 4_000

export async function loadRollup(
  { sql, gazetteer, now }: TrendStore,
  place: Place,
  query: TrendQuery,
  disclosure: Disclosure,
): Promise<RollupJson[]> {
  if (query.category === undefined)
    throw new TrendRefusal('A rollup wants one category: different things are never added.', 'category')
  if (query.step === 'claims')
    throw new TrendRefusal('A rollup wants a step, since places count on different days.', 'step', [
      'month',
      'week',
      'day',
    ])
  const { step } = query
  // A sum over one town would tell the small count that the town's own line veils.
  const children = gazetteer.childrenOf(place.id).filter((id) => disclosure.veilsBelow(id) === null)
  const stored = await withPoints(sql, await listSeries(sql, { placeIds: children, category: query.category }))
  const lines = await openLines(stored, disclosure)
  const kinds = new Map(lines.map(({ series }) => [identityOf(series), series]))
  return [...kinds.entries()].map(([identity, like]) => {
    const alike = lines.filter(({ series }) => identityOf(series) === identity).map(({ series }) => series)
    const ranges = alike.flatMap((series) => rangeOf(series, query, step, utcDay(now())) ?? [])
    const from = ranges.map((range) => range.from).sort()[0] ?? utcDay(now())
    const to =
      ranges
        .map((range) => range.to)
        .sort()
        .at(-1) ?? from
    const days = (Date.parse(to) - Date.parse(from)) / 86_400_000
    if (days > mostSteps * { day: 1, week: 7, month: 28 }[step])
      throw new TrendRefusal(`That is more than ${mostSteps} steps: ask for fewer days or a wider step.`, 'step')
    const rollup = rollupChildren(
      children.map((placeId) => ({
        placeId,
        relatedIds: gazetteer.containersOf(placeId).filter((id) => id !== place.id && id !== placeId),
        series: alike.find((series) => series.placeId === placeId) ?? null,
      })),
      like,
      { from, to, step },
    )
    return {
      kind: like.kind,
      category: like.category,
      scope: like.scope,
      cause: like.cause,
      place_role: like.placeRole,
      since: like.since?.day ?? null,
      unit: like.unit,
      places: [...rollup.placeIds],
      points: rollup.samples.map((sample) => ({
        from: sample.from,
        to: sample.to,
        value: sample.value,
        low: sample.low,
        high: sample.high,
        places: [...sample.placeIds],
        missing: [...sample.missing],
        claims: [...sample.claimIds],
      })),
      left_out: rollup.leftOut.map(({ placeId, reason }) => ({ place: placeId, reason })),
    }
  })
}

const identityOf = ({ kind, unit, category, scope, cause, placeRole, since }: Series): string =>
  [kind, unit, category, scope, cause, placeRole, since?.day, since?.accuracy].join(' ')
