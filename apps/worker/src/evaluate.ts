/** Series that changed, against the thresholds that watch them: incidents, their messages, each written once. */
import { watches } from '@displacement-monitor/alerts'
import { advanceIncidents, type FoundLine, findCrossings, followLines, type Move } from '@displacement-monitor/series'
import {
  type Database,
  type EvaluationMark,
  type GroupToEvaluate,
  incidentsOfSeries,
  inTransaction,
  listThresholds,
  moveIncident,
  type NewAlert,
  type OpenMessage,
  type Sql,
  takeGroupsToEvaluate,
  watchedSeries,
  writeChanges,
} from '@displacement-monitor/shared/db'
import {
  type Gazetteer,
  type Incident,
  type IncidentChange,
  type Threshold,
  utcDay,
  type WatchedSeries,
} from '@displacement-monitor/shared/domain'
import { joinOpenAlerts } from './alert/hold-delayed.ts'

/** Places, categories and scopes a transaction: their series are locked until it ends, and a rebuild of one waits so long. */
const batchSize = 50

export interface EvaluateHooks {
  now?: () => Date
  /** Stops between batches. */
  stopping?: () => boolean
  /** The rules threw: trying again repeats it, so these are left as they are until a series changes. */
  onPoison?: (which: { thresholdId: number; seriesIds: readonly number[] }, error: unknown) => void
}

export interface Evaluated {
  series: number
  alerts: number
  /** Messages that gather them, each with the end of its window. */
  open: OpenMessage[]
}

/** Until no mark is left that nobody else holds. Repeatable: the same series again find the same incidents. */
export async function evaluateMarked(
  sql: Database | Sql,
  gazetteer: Gazetteer,
  hooks: EvaluateHooks = {},
): Promise<Evaluated> {
  const total: Evaluated = { series: 0, alerts: 0, open: [] }
  while (!hooks.stopping?.()) {
    const round = await inTransaction(sql, (tx) => evaluateBatch(tx, gazetteer, hooks))
    if (round.series === 0) break
    total.series += round.series
    total.alerts += round.alerts
    total.open.push(...round.open)
  }
  return total
}

async function evaluateBatch(tx: Sql, gazetteer: Gazetteer, hooks: EvaluateHooks): Promise<Evaluated> {
  const groups = await takeGroupsToEvaluate(tx, batchSize)
  const marked = groups.reduce((sum, { marks }) => sum + marks.size, 0)
  const thresholds = await listThresholds(tx, { enabledOnly: true })
  if (marked === 0 || thresholds.length === 0) return { series: marked, alerts: 0, open: [] }
  const now = hooks.now?.() ?? new Date()
  const ids = groups.flatMap(({ seriesIds }) => seriesIds)
  const series = new Map((await watchedSeries(tx, ids)).map((one) => [one.id, one]))
  const incidents = await incidentsOfSeries(tx, ids)
  const alerts: NewAlert[] = []
  for (const group of groups)
    for (const threshold of thresholds) {
      const known = incidents.get(threshold.id) ?? new Map<number, Incident[]>()
      const lines = group.seriesIds.flatMap((id) => series.get(id) ?? [])
      const looking = { threshold, gazetteer, now, hooks }
      alerts.push(...(await evaluateGroup(tx, looking, group, lines, known)))
    }
  return { series: marked, alerts: alerts.length, open: await joinOpenAlerts(tx, gazetteer, alerts, now) }
}

interface Looking {
  threshold: Threshold
  gazetteer: Gazetteer
  now: Date
  hooks: EvaluateHooks
}

async function evaluateGroup(
  tx: Sql,
  looking: Looking,
  group: GroupToEvaluate,
  lines: readonly WatchedSeries[],
  known: ReadonlyMap<number, Incident[]>,
): Promise<NewAlert[]> {
  const { threshold, gazetteer, now } = looking
  const alerts: NewAlert[] = []
  const watched = lines.filter((series) => watches(threshold.watch, series, gazetteer))
  for (const series of lines)
    if (!watched.includes(series)) await writeChanges(tx, threshold, series.id, letGo(known.get(series.id) ?? []), now)
  const { moves, judged } = judgeGroup(looking, group, watched, known)
  for (const { incidentId, to } of moves) await moveIncident(tx, incidentId, to)
  for (const { seriesId, changes } of judged)
    alerts.push(...(await writeChanges(tx, threshold, seriesId, changes, now)))
  return alerts
}

interface Judged {
  moves: readonly Move[]
  judged: readonly { seriesId: number; changes: IncidentChange[] }[]
}

function judgeGroup(
  looking: Looking,
  group: GroupToEvaluate,
  watched: readonly WatchedSeries[],
  known: ReadonlyMap<number, Incident[]>,
): Judged {
  const { threshold, now, hooks } = looking
  try {
    const found = watched.map((series) => ({
      series,
      crossings: findCrossings(threshold, series, { today: utcDay(now) }),
      incidents: known.get(series.id) ?? [],
    }))
    const { lines, moves } = followLines(threshold.rule.kind, found)
    const judged = lines.map((line) => ({
      seriesId: line.series.id,
      changes: judge(looking, line, group.marks.get(line.series.id)),
    }))
    return { moves, judged }
  } catch (error) {
    hooks.onPoison?.({ thresholdId: threshold.id, seriesIds: group.seriesIds }, error)
    return { moves: [], judged: [] }
  }
}

/** A series without a mark of its own stands here for one that moved: what it has was found before. */
const judge = ({ threshold, now }: Looking, line: FoundLine, mark: EvaluationMark | undefined): IncidentChange[] =>
  advanceIncidents(threshold, line.crossings, line.incidents, {
    now,
    today: utcDay(now),
    foundIn: mark?.foundIn ?? 'live',
    thresholdIsNew: mark?.newTo.has(threshold.id) ?? false,
  })

/** Its threshold looks elsewhere now. */
const letGo = (incidents: readonly Incident[]): IncidentChange[] =>
  incidents
    .filter(({ state }) => state === 'pending' || state === 'possible' || state === 'firing')
    .map(({ id, crossing }) => ({
      incidentId: id,
      crossing,
      state: 'cleared',
      alert: null,
      reason: 'the threshold no longer watches this series',
    }))
