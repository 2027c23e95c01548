/** Thresholds to begin with, each with its reason and where its numbers come from. */
import type { Severity, Threshold, ThresholdRule, Watch } from '@displacement-monitor/shared/domain'

export interface Preset {
  id: string
  threshold: Omit<Threshold, 'id' | 'enabled' | 'createdBy' | 'createdAt'>
  reason: string
  /** Where its numbers come from; null: our own choice, as the reason says. */
  source: { title: string; url: string } | null
}

type Parts = Partial<Pick<Threshold, 'coolDownDays' | 'escalateRatio'>> & { watch?: Partial<Watch> }

const anyone: Watch = {
  placeId: null,
  withChildren: true,
  adminLevel: null,
  category: 'internal_displacements',
  cause: null,
  scope: 'all',
  seriesKind: null,
  minimumConfidence: null,
  minimumReliability: null,
  reviewedOnly: false,
}

const threshold = (name: string, severity: Severity, rule: ThresholdRule, parts: Parts = {}): Preset['threshold'] => ({
  name,
  severity,
  rule,
  forDays: 0,
  coolDownDays: 0,
  escalateRatio: null,
  ...parts,
  watch: { ...anyone, ...parts.watch },
})

const signals = {
  title: 'OCHA, HDX Signals: internal displacement (code: alert_displacement.R, alert_daily_ts.R, filter_alerts.R)',
  url: 'https://github.com/OCHA-DAP/hdx-signals/tree/main/src/indicators/idmc_displacement',
}

const hdxSignals = (cause: 'conflict' | 'disaster', atLeast: number, days: 366 | 1096): Preset => ({
  id: `hdx-signals-${cause}-${days}`,
  threshold: threshold(
    `HDX Signals: ${cause}, highest in ${days === 366 ? 'a year' : 'three years'}`,
    days === 366 ? 'moderate' : 'severe',
    { kind: 'record', atLeast, days, sumDays: 30 },
    { coolDownDays: 180, watch: { cause, adminLevel: 0, seriesKind: 'event_sum' } },
  ),
  reason:
    'As OCHA watches it: events spread over their days, summed over 30, at a high for the country and of some size; then' +
    ' silent for 180 days. Here a country without an event before counts as having had none, and an equal high is none.',
  source: signals,
})

const oneEvent = (cause: 'conflict' | 'disaster', atLeast: number): Preset => ({
  id: `one-event-${cause}`,
  threshold: threshold(
    `One event: ${cause}`,
    'moderate',
    { kind: 'level', atLeast, clearBelow: null },
    { watch: { cause, seriesKind: 'event_sum' } },
  ),
  reason:
    cause === 'conflict'
      ? 'The size from which OCHA signals conflict, for one event: no other event hides it, and it waits for no sum.'
      : 'Disasters move more people for a shorter time, and far more often: lower numbers would alert every week.',
  source: cause === 'conflict' ? signals : null,
})

const count = (atLeast: number, severity: Severity): Preset => ({
  id: `count-${atLeast}`,
  threshold: threshold(
    `Since a crisis began: ${atLeast.toLocaleString('en-GB')}`,
    severity,
    { kind: 'level', atLeast, clearBelow: null },
    { watch: { seriesKind: 'cumulative' } },
  ),
  reason:
    'A step of a growing crisis, told once when the low end of what is said has passed it: four steps, four messages.',
  source: null,
})

/** Most intervals between rounds exceed 90 days, few exceed half a year. */
const roundDays = 190

export const presets: readonly Preset[] = [
  hdxSignals('conflict', 5_000, 366),
  hdxSignals('conflict', 5_000, 1096),
  hdxSignals('disaster', 50_000, 366),
  hdxSignals('disaster', 50_000, 1096),
  oneEvent('conflict', 5_000),
  oneEvent('disaster', 20_000),
  {
    id: 'stock-rise',
    threshold: threshold(
      'More displaced than a round before',
      'moderate',
      { kind: 'rise', by: 10_000, ratio: 0.1, days: roundDays },
      { watch: { category: 'idps', seriesKind: 'stock' } },
    ),
    reason:
      'Between rounds of one operation that assessed the same units. A tenth more is beyond what rounds differ by of themselves;' +
      ' 10,000 keeps small places quiet.',
    source: null,
  },
  count(100_000, 'moderate'),
  count(250_000, 'severe'),
  count(500_000, 'severe'),
  count(1_000_000, 'extreme'),
  {
    id: 'new-unit',
    threshold: threshold(
      'A first-level unit of which nothing was known',
      'moderate',
      { kind: 'first', atLeast: 2_500 },
      { watch: { adminLevel: 1, minimumReliability: 0.6 } },
    ),
    reason:
      'Displacement that reaches a new province asks for new partners there. A counter of known reliability has to say so.',
    source: null,
  },
  {
    id: 'drop-desk',
    threshold: threshold(
      'Fewer displaced than a round before',
      'minor',
      { kind: 'drop', by: 0, ratio: 0.15, days: roundDays },
      { watch: { category: 'idps', seriesKind: 'stock' } },
    ),
    reason:
      'A task for the desk: people may have gone home, or were not counted. Somebody should know which before anybody is told.',
    source: null,
  },
  {
    id: 'stale-twice',
    threshold: threshold(
      'No news for twice as long as usual',
      'minor',
      { kind: 'stale', cadences: 2 },
      { watch: { category: null } },
    ),
    reason: 'Silence is no calm: a source may have changed its page, or its access. Told once for each silence.',
    source: null,
  },
]
