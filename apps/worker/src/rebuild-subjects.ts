/** The series of all subjects of one place, category and scope: built from their claims, stored where they differ. */
import { buildSubjects, numbersOf } from '@displacement-monitor/series'
import {
  type ChangedSeries,
  claimsOfNumbers,
  claimsOfSubjects,
  type MarkedSubject,
  markSubjects,
  placeLeads,
  type Sql,
  storeSeries,
  subjectsSayingTheSame,
} from '@displacement-monitor/shared/db'
import type { Gazetteer, IsoDate, Series, Subject } from '@displacement-monitor/shared/domain'

/** Subjects of one place, category and scope; never empty. */
export type SubjectGroup = readonly [MarkedSubject, ...MarkedSubject[]]

/** In order of the least id. */
export function groupsOf(subjects: readonly MarkedSubject[]): SubjectGroup[] {
  const groups = new Map<string, [MarkedSubject, ...MarkedSubject[]]>()
  for (const marked of subjects) {
    const { placeId, category, scope } = marked.subject
    const key = `${placeId} ${category} ${scope}`
    const group = groups.get(key)
    if (group) group.push(marked)
    else groups.set(key, [marked])
  }
  return [...groups.values()]
}

export interface RebuildOptions {
  /** Today: decides whether a count is closed. */
  now: IsoDate
  /** The rules threw on a subject's claims: trying again repeats it, so its series stay as they are. */
  onPoison?: (subjectId: number, error: unknown) => void
}

/** Hold the locks of the whole group. Returns the series that changed; the same claims again change nothing. */
export async function rebuildSubjects(
  tx: Sql,
  group: SubjectGroup,
  gazetteer: Gazetteer,
  { now, onPoison }: RebuildOptions,
): Promise<ChangedSeries[]> {
  const { placeId, category, scope } = group[0].subject
  const subjectIds = group.map(({ subjectId }) => subjectId)
  const claims = await claimsOfSubjects(tx, subjectIds)
  const numbers = { category, scope, values: numbersOf(claims) }
  const containers = gazetteer.containersOf(placeId).filter((id) => id !== placeId)
  const [lead] = await placeLeads(tx, [placeId])
  const relatedClaims = await claimsOfNumbers(tx, containers, numbers)
  const series = attempt(
    () => buildSubjects(claims, { now, counter: lead?.counter ?? null, relatedClaims }),
    (error) => onPoison?.(group[0].subjectId, error),
  )
  if (!series) return []
  const changed: ChangedSeries[] = []
  for (const { subjectId, subject } of group)
    changed.push(
      ...(await storeSeries(
        tx,
        subjectId,
        series.filter((one) => isOf(one, subject)),
      )),
    )
  if (changed.length > 0) {
    // A narrower place with one of these numbers restates it from now on, or no longer.
    const alike = await subjectsSayingTheSame(tx, placeId, { category, scope, subjectIds })
    const narrower = alike.filter((other) => gazetteer.containersOf(other.placeId).includes(placeId))
    await markSubjects(
      tx,
      narrower.map(({ subjectId }) => subjectId),
    )
  }
  return changed
}

const isOf = (series: Series, { placeRole, cause }: Subject): boolean =>
  series.placeRole === placeRole && series.cause === cause

function attempt<T>(build: () => T, onThrow: (error: unknown) => void): T | null {
  try {
    return build()
  } catch (error) {
    onThrow(error)
    return null
  }
}
