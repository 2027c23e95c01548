/** Thresholds, channels and figures for the tests of alerting. */
import type { NewChannel, NewThreshold } from '@displacement-monitor/shared/db'

export function threshold(changes: Omit<Partial<NewThreshold>, 'watch'> & { watch?: Partial<NewThreshold['watch']> } = {}): NewThreshold {
  const { watch, ...rest } = changes
  return {
    name: 'idlib-500k',
    watch: {
      placeId: 'SY-ID', withChildren: false, adminLevel: null, category: 'internal_displacements', cause: null, scope: 'all',
      seriesKind: null, minimumConfidence: null, minimumReliability: null, reviewedOnly: false, ...watch,
    },
    rule: { kind: 'level', atLeast: 500_000, clearBelow: null },
    forDays: 0,
    coolDownDays: 0,
    escalateRatio: null,
    severity: 'moderate',
    enabled: true,
    ...rest,
  }
} // biome-ignore format: a row of fields

export function channel(changes: Partial<NewChannel> = {}): NewChannel {
  return {
    name: 'desk',
    kind: 'webhook',
    settings: { url: 'https://desk.example/hook', secrets: [] },
    approval: 'none',
    minimumSeverity: 'minor',
    enabled: true,
    gatherMinutes: 5,
    digest: 'none',
    digestHour: 7,
    digestWeekday: 1,
    timeZone: 'UTC',
    ...changes,
  }
}
