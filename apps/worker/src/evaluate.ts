/** Series that changed, against the thresholds that watch them: incidents, their messages, each written once. */
import { watches, windowEnd } from '@displacement-monitor/alerts'
import { advanceIncidents, findCrossings } from '@displacement-monitor/series'
import {
  type Database,
  incidentsOf,
  inTransaction,
  joinDeliveries,
  listThresholds,
  type MarkedSeries,
  type NewAlert,
  type OpenMessage,
  type Sql,
  takeSeriesToEvaluate,
  thresholdsWithIncidents,
  watchedSeries,
  writeChanges,
} from '@displacement-monitor/shared/db'
import { type Gazetteer, type Incident, type IncidentChange, type Threshold, utcDay, type WatchedSeries } from '@displacement-monitor/shared/domain'

/** Series a transaction: their rows are locked until it ends, and a rebuild of one of them waits so long. */
const batchSize = 50

export interface EvaluateHooks {
  now?: () => Date
  /** Stops between batches. */
  stopping?: () => boolean
  /** The rules threw: trying again repeats it, so this pair is left as it is until the series changes. */
  onPoison?: (pair: { thresholdId: number; seriesId: number }, error: unknown) => void
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
  const marked = await takeSeriesToEvaluate(tx, batchSize)
  const thresholds = await listThresholds(tx, { enabledOnly: true })
  if (marked.length === 0 || thresholds.length === 0) return { series: marked.length, alerts: 0, open: [] }
  const now = hooks.now?.() ?? new Date()
  const marks = new Map(marked.map((mark) => [mark.seriesId, mark]))
  const alerts: NewAlert[] = []
  for (const series of await watchedSeries(tx, [...marks.keys()])) {
    const open = new Set(await thresholdsWithIncidents(tx, series.id))
    for (const threshold of thresholds) {
      const watched = watches(threshold.watch, series, gazetteer)
      if (!watched && !open.has(threshold.id)) continue
      const incidents = open.has(threshold.id) ? await incidentsOf(tx, threshold.id, series.id) : []
      const mark = marks.get(series.id)
      const changes = watched
        ? judge(threshold, series, incidents, { mark, now, onPoison: hooks.onPoison })
        : letGo(incidents)
      alerts.push(...(await writeChanges(tx, threshold, series.id, changes, now)))
    }
  }
  return { series: marked.length, alerts: alerts.length, open: await joinDeliveries(tx, alerts, windowEnd, now) }
}

interface Judging extends Pick<EvaluateHooks, 'onPoison'> {
  mark: MarkedSeries | undefined
  now: Date
}

function judge(
  threshold: Threshold,
  series: WatchedSeries,
  incidents: readonly Incident[],
  { mark, now, onPoison }: Judging,
): IncidentChange[] {
  const today = utcDay(now)
  const thresholdIsNew = mark?.newTo.has(threshold.id) ?? false
  try {
    const crossings = findCrossings(threshold, series, { today })
    const foundIn = mark?.foundIn ?? 'live'
    const changes = advanceIncidents(threshold, crossings, incidents, { now, today, foundIn, thresholdIsNew })
    return thresholdIsNew ? changes.map(byNewRule) : changes
  } catch (error) {
    onPoison?.({ thresholdId: threshold.id, seriesId: series.id }, error)
    return []
  }
}

/** What the old words of a threshold found and its new ones do not was no error: it ends without a correction. */
const byNewRule = (change: IncidentChange): IncidentChange =>
  change.state === 'corrected' ? { ...change, state: 'cleared', alert: null, reason: 'the threshold was changed' } : change

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
