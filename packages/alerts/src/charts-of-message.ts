/** The small pictures of a message: the line of each of its first alerts, as everybody may see it. */
import type { ChartModel } from '@displacement-monitor/presentation'
import type { AlertMessageJson } from '@displacement-monitor/shared/contracts'
import { disclosureOf, loadTrend } from '@displacement-monitor/trends'
import type { MessageStore } from './message-store.ts'
import { chartOfLine } from './messages/alert-chart.ts'

/** A mail with more pictures is one that nobody waits for. */
const mostCharts = 3

/** By the id of the alert. */
export async function chartsOfMessage(
  { sql, gazetteer }: MessageStore,
  { alerts }: AlertMessageJson,
  now: Date,
): Promise<Map<string, ChartModel>> {
  const charts = new Map<string, ChartModel>()
  const store = { sql, gazetteer, now: () => now }
  for (const alert of alerts.slice(0, mostCharts)) {
    const place = gazetteer.place(alert.place.id)
    if (!place || alert.category === 'displaced_unspecified') continue
    const query = {
      category: alert.category,
      step: 'claims',
      method: 'reconciled',
      clock: 'printed',
      format: 'json',
    } as const
    const { series } = await loadTrend(store, place, query, disclosureOf(store, false))
    const line = series.find(({ id }) => id === alert.series)
    if (!line) continue
    charts.set(alert.id, chartOfLine(line, place.name))
  }
  return charts
}
