/** What a rebuild of all series asks of the store: which there are, each group's locks, and what differed. */
import type { Category, IsoDate, PlaceId, SeriesKind } from '../../domain/index.ts'
import type { Sql } from '../connection/client.ts'
import { type MarkedSubject, type SubjectGroupKey, subjectsBeside } from './marks.ts'
import type { ChangedSeries } from './store-series.ts'

/** Places, categories and scopes whose subjects are rebuilt together, by their least id; of one place where given. */
export async function subjectGroups(sql: Sql, placeId: PlaceId | null = null): Promise<SubjectGroupKey[]> {
  return sql<SubjectGroupKey[]>`
    select place_id as "placeId", category, scope from subject
    where (${placeId}::text is null or place_id = ${placeId})
    group by place_id, category, scope order by min(id)`
}

/** The group's subjects, locked in id order: waits for whoever rebuilds them. Hold no other group meanwhile. */
export async function lockGroup(tx: Sql, group: SubjectGroupKey): Promise<MarkedSubject[]> {
  const members = await subjectsBeside(tx, [group])
  const ids = members.map(({ subjectId }) => subjectId)
  await tx`select id from subject where id = any(${ids}::bigint[]) order by id for no key update`
  return members
}

/** Takes away the marks of subjects that are rebuilt in this transaction. */
export async function clearMarks(tx: Sql, subjectIds: readonly number[]): Promise<void> {
  await tx`delete from series_mark where subject_id = any(${[...subjectIds]}::bigint[])`
}

export interface ChangedPoints extends ChangedSeries {
  placeId: PlaceId
  category: Category
  kind: SeriesKind
  since: IsoDate | null
  /** By as-of; none on both sides where the state, the lead or what was left out differed. */
  gone: { asOf: IsoDate; value: number | null }[]
  came: { asOf: IsoDate; value: number | null }[]
}

/** Of the series that this transaction changed, the points that went and came; and how many series the subjects have now. */
export async function changedPoints(
  tx: Sql,
  subjects: readonly MarkedSubject[],
  changed: readonly ChangedSeries[],
): Promise<{ series: number; changed: ChangedPoints[] }> {
  const ids = subjects.map(({ subjectId }) => subjectId)
  const [row] = await tx<{ series: number }[]>`
    select count(*)::int as series from series where subject_id = any(${ids}::bigint[]) and removed_at is null`
  const found: ChangedPoints[] = []
  for (const change of changed) {
    const [head] = await tx<Pick<ChangedPoints, 'placeId' | 'category' | 'kind' | 'since'>[]>`
      select s.place_id as "placeId", s.category, e.kind, e.since from series e join subject s on s.id = e.subject_id
      where e.id = ${change.seriesId}`
    const points = await tx<{ asOf: IsoDate; value: number | null; gone: boolean }[]>`
      select as_of as "asOf", value, superseded_at is not null as gone from series_point
      where series_id = ${change.seriesId} and (superseded_at >= now() or (superseded_at is null and recorded_at >= now()))
      order by as_of, from_on nulls first`
    if (!head) continue
    const side = (gone: boolean) =>
      points.filter((point) => point.gone === gone).map(({ asOf, value }) => ({ asOf, value }))
    found.push({ ...change, ...head, gone: side(true), came: side(false) })
  }
  return { series: row?.series ?? 0, changed: found }
}
