/** How reading a source goes, in a sentence for a person. */
import type { SourceRow } from '@displacement-monitor/shared/db'
import { redactSecrets } from '@displacement-monitor/shared/log'

export function healthInWords(source: SourceRow, now: Date): string {
  if (source.adapter === 'none') return 'Not polled: its reports are handed in.'
  if (!source.enabled)
    return typeof source.settings.needs === 'string'
      ? `Switched off: it needs ${source.settings.needs}.`
      : 'Switched off.'
  switch (source.health) {
    case 'new':
      return 'Waits for its first poll.'
    case 'healthy':
      return `Well: read ${ago(source.lastSuccessAt, now)}, ${told(source.lastFound, source.lastDiscovered)}.${
        source.healthReason === null ? '' : ` ${reason(source)}.`
      }`
    case 'failing': {
      const since = source.lastSuccessAt ? `last well ${ago(source.lastSuccessAt, now)}` : 'never read yet'
      const times = source.failures === 1 ? 'The last poll failed' : `The last ${source.failures} polls failed`
      return `${times} (${reason(source)}); ${since}.`
    }
    case 'stopped':
      return `Stopped: ${reason(source)}.`
  }
}

/** An address in a failure may carry a key. */
const reason = ({ healthReason }: SourceRow): string =>
  redactSecrets(healthReason ?? 'no reason is known').replace(/[.\s]+$/, '')

const told = (found: number | null, discovered: number | null): string =>
  found === null ? 'nothing listed' : `${found} entries listed, ${discovered ?? 0} of them new`

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

export function ago(instant: Date | null, now: Date): string {
  if (!instant) return 'never'
  const ms = now.getTime() - instant.getTime()
  for (const [name, length] of units) {
    const count = Math.floor(ms / length)
    if (count >= 1) return `${count} ${name}${count === 1 ? '' : 's'} ago`
  }
  return 'just now'
}
