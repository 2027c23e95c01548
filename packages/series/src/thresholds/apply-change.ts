/** An incident as it stands once a change is written: what a store does, for previews and tests. */
import type { Incident, IncidentChange } from '@displacement-monitor/shared/domain'

/** `incident`: null for a new one, which is given the id. */
export function applyChange(incident: Incident | null, change: IncidentChange, id: number, now: Date): Incident {
  const { crossing, state, alert } = change
  const tells = alert === 'fired' || alert === 'escalated'
  return {
    id: incident?.id ?? id,
    crossing,
    state,
    openedAt: incident?.openedAt ?? now,
    firedAt: incident?.firedAt ?? (tells ? now : null),
    toldValue: tells ? crossing.latest.value : (incident?.toldValue ?? null),
    lastTold: alert ?? incident?.lastTold ?? null,
    acknowledgedAt: incident?.acknowledgedAt ?? null,
    silencedUntil: incident?.silencedUntil ?? null,
  }
}
