/** What tables and queues hold, asked anew at each scrape. */
import {
  backfillChunks,
  countDeliveries,
  countIncidents,
  oldestDueS,
  type Sql,
  sourceAges,
  storeStats,
} from '@displacement-monitor/shared/db'
import type { Queues } from '@displacement-monitor/shared/queue'
import { Gauge, type Registry } from 'prom-client'

export interface TableGauges {
  /** A queue that does not answer leaves its gauges empty; the tables are asked first, and their absence is an error. */
  refresh(): Promise<void>
}

export function tableGauges(registry: Registry, sql: Sql, queues: Queues | null, now: () => Date): TableGauges {
  const registers = [registry]
  const rows = new Gauge({
    name: 'displacement_rows',
    help: 'What the tables hold: reports and sources by state, figures, claims, series, marks and reports due; incidents, messages and chunks of unfinished backfills by state.',
    labelNames: ['what', 'state'] as const,
    registers,
  })
  const alertLag = new Gauge({
    name: 'displacement_alert_lag_seconds',
    help: 'How long the message that has been due for longest should have left; 0 where none is late.',
    registers,
  })
  const markLag = new Gauge({
    name: 'displacement_mark_lag_seconds',
    help: 'How long the subject that has been marked for longest waits for its series to be built; 0 where none waits.',
    registers,
  })
  const sourceAge = new Gauge({
    name: 'displacement_source_success_age_seconds',
    help: 'Since the last successful poll of an enabled source; absent before the first.',
    labelNames: ['source', 'health'] as const,
    registers,
  })
  const jobs = new Gauge({
    name: 'displacement_queue_jobs',
    help: 'Jobs in each queue, by state.',
    labelNames: ['queue', 'state'] as const,
    registers,
  })
  const jobAge = new Gauge({
    name: 'displacement_queue_age_seconds',
    help: 'How long the job that is next in turn has waited; 0 where none waits.',
    labelNames: ['queue'] as const,
    registers,
  })

  const refreshTables = async () => {
    const [stats, incidents, messages, chunks, ages] = await Promise.all([
      storeStats(sql),
      countIncidents(sql),
      countDeliveries(sql),
      backfillChunks(sql),
      sourceAges(sql),
    ])
    rows.reset()
    const { figures, claims, series } = stats
    const byState = { reports: stats.reports, sources: stats.sources, incidents, messages, chunks }
    for (const [what, counts] of Object.entries(byState))
      for (const [state, count] of Object.entries(counts)) rows.set({ what, state }, count)
    for (const [what, count] of Object.entries({ figures, claims, series })) rows.set({ what, state: 'living' }, count)
    rows.set({ what: 'marks', state: 'waiting' }, stats.marksWaiting)
    rows.set({ what: 'reports', state: 'due' }, stats.reportsDue)
    markLag.set(stats.oldestMarkS ?? 0)
    alertLag.set(await oldestDueS(sql))
    sourceAge.reset()
    for (const { id, health, ageS } of ages) sourceAge.set({ source: id, health }, ageS)
  }
  const refreshQueues = async () => {
    jobs.reset()
    jobAge.reset()
    if (queues === null) return
    const counts = await queues.counts().catch(() => null)
    for (const [queue, { waitsSince, ...states }] of Object.entries(counts ?? {})) {
      for (const [state, count] of Object.entries(states)) jobs.set({ queue, state }, count)
      jobAge.set({ queue }, waitsSince === null ? 0 : Math.max(0, (now().getTime() - waitsSince.getTime()) / 1000))
    }
  }
  return {
    async refresh() {
      await refreshTables()
      await refreshQueues()
    },
  }
}
