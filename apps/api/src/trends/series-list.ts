/** One page of series as its reader may see it: newest number, change over 7 and 30 days, freshness. */
import {
  attributionsJson,
  notice,
  placeRefOf,
  type SeriesListJson,
  trendHref,
} from '@displacement-monitor/shared/contracts'
import {
  attributionsOfSources,
  type LatestPoint,
  latestPoints,
  listSeries,
  pointsOf,
  type SeriesPage,
  type SeriesRow,
} from '@displacement-monitor/shared/db'
import { daysBetween, type SeriesPoint, utcDay } from '@displacement-monitor/shared/domain'
import {
  disclosureOf,
  hidesSmallCounts,
  isOpenSeries,
  openLocation,
  seriesHead,
  smallCount,
} from '@displacement-monitor/trends'
import type { ApiContext } from '../context.ts'

/** Changes count from the newest point's own day, so that they stay true as days pass; `age_days` from today. */
export async function seriesList(
  { sql, gazetteer, now }: ApiContext,
  { ids, nextCursor }: SeriesPage,
  { all, detail }: { all: boolean; detail: 'points' | undefined },
): Promise<SeriesListJson> {
  const found = ids.length === 0 ? [] : await listSeries(sql, { seriesIds: ids })
  const known = found.sort((a, b) => a.id - b.id).filter((row) => all || isOpenSeries(row, gazetteer))
  const rows = all ? known : await withoutHidden({ sql, gazetteer }, known)
  const shown = rows.map(({ id }) => id)
  const latest = await latestPoints(sql, shown)
  const points = detail === undefined ? null : await pointsOf(sql, shown)
  const today = utcDay(now())
  return {
    series: rows.map((row) => {
      const newest = latest.get(row.id)
      const hides = !all && hidesSmallCounts(row.placeId, gazetteer)
      return {
        ...seriesHead(row.id, { ...row, method: 'reconciled' }),
        id: row.id,
        place: placeRefOf(row.placeId, gazetteer),
        latest: newest ? latestOf(newest, hides) : null,
        change_7d: newest && !hides ? changeOf(newest, newest.daysBefore7) : null,
        change_30d: newest && !hides ? changeOf(newest, newest.daysBefore30) : null,
        age_days: newest ? Math.max(0, daysBetween(newest.asOf, today)) : null,
        updated_at: row.updatedAt.toISOString(),
        ...(points === null
          ? {}
          : {
              location: openLocation(row.placeId, gazetteer, all),
              points: hides ? [] : (points.get(row.id) ?? []).slice(-mostPoints).map(pointOf),
            }),
        links: { trend: trendHref(row.placeId, { category: row.category }) },
      }
    }),
    next_cursor: nextCursor === null ? null : String(nextCursor),
    notice,
    attributions: attributionsJson(
      await attributionsOfSources(sql, [...new Set(rows.flatMap(({ sourceIds }) => sourceIds))]),
    ),
  }
}

/** Of a small line beside a row; a trend has them all. */
const mostPoints = 60

const pointOf = ({ from, asOf, value }: SeriesPoint) => ({ from, as_of: asOf, value })

/** A line that holds a point of severe sensitivity, or one kept back for a while, is told by its trend, without that point. */
async function withoutHidden(
  { sql, gazetteer }: Pick<ApiContext, 'sql' | 'gazetteer'>,
  rows: readonly SeriesRow[],
): Promise<SeriesRow[]> {
  const disclosure = disclosureOf({ sql, gazetteer }, false)
  const asksAll = await disclosure.asksClaims()
  const suspects = rows.filter(({ severeClaims }) => asksAll || severeClaims.length > 0)
  if (suspects.length === 0) return [...rows]
  const points = await pointsOf(
    sql,
    suspects.map(({ id }) => id),
  )
  const told = [...points.values()].flatMap((all) => all.flatMap(({ claimIds }) => claimIds))
  const open = asksAll ? await disclosure.openClaims([...new Set(told)]) : null
  return rows.filter(({ id, severeClaims }) => {
    const severe = new Set(severeClaims)
    return (points.get(id) ?? []).every(
      ({ claimIds }) =>
        claimIds.every((claim) => !severe.has(claim)) &&
        (open === null || claimIds.length === 0 || claimIds.some((claim) => open.has(claim))),
    )
  })
}

function latestOf({ from, asOf, value, low, high, quantifier, review }: LatestPoint, hides: boolean) {
  const when = { from, as_of: asOf, review }
  return hides && value < smallCount
    ? { ...when, value: smallCount, low: 0, high: smallCount - 1, quantifier: 'less_than' as const }
    : { ...when, value, low, high, quantifier }
}

const changeOf = (latest: LatestPoint, before: LatestPoint['daysBefore7']) =>
  before && {
    value: latest.value - before.value,
    since_as_of: before.asOf,
    ratio: before.value === 0 ? null : Math.round((latest.value / before.value - 1) * 10_000) / 10_000,
  }
