/** Series that belong beside a place's own: of the places that hold it, its parts, and areas that share ground with it. */
import { type PlaceRefJson, placeRefOf, type TrendJson, trendHref } from '@displacement-monitor/shared/contracts'
import { latestPoints, listSeries, type SeriesRow } from '@displacement-monitor/shared/db'
import type { Category, Gazetteer, PlaceId } from '@displacement-monitor/shared/domain'
import type { Disclosure } from './disclosure/disclosure.ts'
import { withPoints } from './load-lines.ts'
import { openLines } from './open-lines.ts'
import type { TrendStore } from './trend-store.ts'

type Related = TrendJson['related'][number]

/** By id; nearer relations win. At most about a hundred: a country's units and the areas over them. */
export function relatedPlaces(id: PlaceId, gazetteer: Gazetteer): Map<PlaceId, Related['relation']> {
  const children = gazetteer.childrenOf(id)
  const related = new Map<PlaceId, Related['relation']>()
  for (const child of children)
    for (const area of gazetteer.containersOf(child)) if (area.startsWith('area:')) related.set(area, 'overlaps')
  for (const child of children) related.set(child, 'part')
  for (const container of gazetteer.containersOf(id)) related.set(container, 'contains')
  related.delete(id)
  return related
}

/** One entry a place and category: where the same story is told of a wider, narrower or overlapping place. */
export async function relatedSeries(
  { sql, gazetteer }: TrendStore,
  placeId: PlaceId,
  category: Category | undefined,
  disclosure: Disclosure,
): Promise<Related[]> {
  const relations = relatedPlaces(placeId, gazetteer)
  if (relations.size === 0) return []
  const rows = (
    await listSeries(sql, { placeIds: [...relations.keys()], ...(category === undefined ? {} : { category }) })
  ).filter((row) => disclosure.showsSeries(row))
  const latest = await newestDays(sql, rows, disclosure)
  const groups = new Map<string, { rows: SeriesRow[]; place: PlaceRefJson }>()
  for (const row of rows) {
    const key = `${row.placeId} ${row.category}`
    const group = groups.get(key) ?? { rows: [], place: placeRefOf(row.placeId, gazetteer) }
    group.rows.push(row)
    groups.set(key, group)
  }
  return [...groups.values()].flatMap(({ rows: [first, ...others], place }) => {
    const days = [first, ...others].flatMap((row) => (row && latest.get(row.id)) ?? [])
    const newest = days.sort().at(-1)
    if (!first || newest === undefined) return []
    return {
      place,
      relation: relations.get(first.placeId) ?? 'overlaps',
      category: first.category,
      series: others.length + 1,
      latest_as_of: newest,
      href: trendHref(first.placeId, { category: first.category }),
    }
  })
}

/** By series: the newest day that its reader may see. */
async function newestDays(
  sql: TrendStore['sql'],
  rows: readonly SeriesRow[],
  disclosure: Disclosure,
): Promise<Map<number, string>> {
  if (!(await disclosure.asksClaims())) {
    const latest = await latestPoints(
      sql,
      rows.map(({ id }) => id),
    )
    return new Map([...latest].map(([id, { asOf }]) => [id, asOf]))
  }
  const lines = await openLines(await withPoints(sql, rows), disclosure)
  return new Map(
    lines.flatMap(({ id, series }): [number, string][] => {
      const newest = series.points.findLast(({ value }) => value !== null)
      return id === null || newest === undefined ? [] : [[id, newest.asOf]]
    }),
  )
}
