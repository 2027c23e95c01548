/** The series of all subjects of places, categories and scopes: built from their claims, stored where they differ. */
import { buildSubjects, numbersOf } from '@displacement-monitor/series'
import {
  type BuiltSubject, type ChangedSeries, claimsOfNumbersEach, claimsOfSubjects, type MarkedSubject, markSubjects, placeLeads,
  type Sql, storeSubjects, subjectsSayingTheSame,
} from '@displacement-monitor/shared/db' // biome-ignore format: a list
import type { Claim, Gazetteer, IsoDate, PlaceId, Series, Subject } from '@displacement-monitor/shared/domain'

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

interface Rebuilding {
  group: SubjectGroup
  claims: Claim[]
}

/**
 * Hold the locks of the whole groups. A few statements for all of them together. Returns the series that changed; the same
 * claims again change nothing.
 */
export async function rebuildSubjects(
  tx: Sql,
  groups: readonly SubjectGroup[],
  gazetteer: Gazetteer,
  { now, onPoison }: RebuildOptions,
): Promise<ChangedSeries[]> {
  const rebuilding = await withClaims(tx, groups)
  const counters = await leadsOf(tx, groups)
  const related = await claimsOfNumbersEach(
    tx,
    rebuilding.map(({ group, claims }) => {
      const { placeId, category, scope } = group[0].subject
      const containers = gazetteer.containersOf(placeId).filter((id) => id !== placeId)
      return { placeIds: containers, category, scope, values: numbersOf(claims) }
    }),
  )
  const built: Rebuilding[] = []
  const subjects: BuiltSubject[] = []
  for (const [n, one] of rebuilding.entries()) {
    const { group, claims } = one
    const counter = counters.get(group[0].subject.placeId) ?? null
    const series = attempt(
      () => buildSubjects(claims, { now, counter, relatedClaims: related[n] ?? [] }),
      (error) => onPoison?.(group[0].subjectId, error),
    )
    if (!series) continue
    built.push(one)
    for (const { subjectId, subject, foundIn = 'live' } of group)
      subjects.push({ subjectId, foundIn, series: series.filter((each) => isOf(each, subject)) })
  }
  const { changed, claimsBefore } = await storeSubjects(tx, subjects)
  if (changed.length > 0) await markNarrower(tx, built, claimsBefore, gazetteer)
  return changed
}

async function withClaims(tx: Sql, groups: readonly SubjectGroup[]): Promise<Rebuilding[]> {
  const rebuilding: Rebuilding[] = groups.map((group) => ({ group, claims: [] }))
  const key = ({ placeId, category, scope }: Subject | Claim) => `${placeId} ${category} ${scope}`
  const byKey = new Map(rebuilding.map((one) => [key(one.group[0].subject), one]))
  const ids = groups.flatMap((group) => group.map(({ subjectId }) => subjectId))
  for (const claim of await claimsOfSubjects(tx, ids)) byKey.get(key(claim))?.claims.push(claim)
  return rebuilding
}

async function leadsOf(tx: Sql, groups: readonly SubjectGroup[]): Promise<Map<PlaceId, string>> {
  const placeIds = [...new Set(groups.map(([{ subject }]) => subject.placeId))]
  return new Map((await placeLeads(tx, placeIds)).map(({ placeId, counter }) => [placeId, counter]))
}

/**
 * A narrower place with one of these numbers restates it from now on, or no longer: where a claim came, went, or may have
 * another day, as one that states none has. What is rebuilt beside it here has seen the same claims already.
 */
async function markNarrower(
  tx: Sql,
  rebuilt: readonly Rebuilding[],
  claimsBefore: ReadonlyMap<number, ReadonlySet<number>>,
  gazetteer: Gazetteer,
): Promise<void> {
  const asked = rebuilt
    .map(({ group, claims }) => ({ ...group[0].subject, claimIds: claimsMoved(group, claims, claimsBefore) }))
    .filter(({ placeId, claimIds }) => claimIds.length > 0 && gazetteer.childrenOf(placeId).length > 0)
  const here = new Set(rebuilt.flatMap(({ group }) => group.map(({ subjectId }) => subjectId)))
  const alike = (await subjectsSayingTheSame(tx, asked)).filter(({ subjectId }) => !here.has(subjectId))
  const containers = new Map<PlaceId, ReadonlySet<PlaceId>>()
  for (const { placeId } of alike)
    if (!containers.has(placeId)) containers.set(placeId, new Set(gazetteer.containersOf(placeId)))
  const narrower = alike.filter(({ placeId, askedBy }) => containers.get(placeId)?.has(askedBy))
  // Restated by what a run over the past found, if by nothing else.
  const live = new Set(rebuilt.flatMap(({ group: [{ subject, foundIn }] }) => (foundIn ? [] : [subject.placeId])))
  const alarming = new Set(narrower.filter(({ askedBy }) => live.has(askedBy)).map(({ subjectId }) => subjectId))
  const ids = narrower.map(({ subjectId }) => subjectId)
  await markSubjects(
    tx,
    ids.filter((id) => alarming.has(id)),
  )
  const quiet = ids.filter((id) => !alarming.has(id))
  if (quiet.length > 0) await markSubjects(tx, quiet, 'backfill')
}

function claimsMoved(
  group: SubjectGroup,
  claims: readonly Claim[],
  claimsBefore: ReadonlyMap<number, ReadonlySet<number>>,
): number[] {
  const before = new Set(group.flatMap(({ subjectId }) => [...(claimsBefore.get(subjectId) ?? [])]))
  const living = new Set(claims.map(({ id }) => id))
  const moved = claims.filter(
    ({ id, asOf, householdSize }) => !before.has(id) || asOf === null || householdSize !== null,
  )
  return [...moved.map(({ id }) => id), ...[...before].filter((id) => !living.has(id))]
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
