/** Sources in a table, the ones that need somebody first. */
import type { SourceRow } from '@displacement-monitor/shared/db'
import { counted, grouped } from '../output/amounts.ts'
import type { Console } from '../output/console.ts'
import { fromNow } from '../output/days.ts'
import type { Paint } from '../output/paint.ts'
import { tableLines } from '../output/table.ts'

export const isPolled = (source: SourceRow): boolean => source.enabled && source.adapter !== 'none'

/** "healthy", "healthy: The answer differs …", "failing, 3 times in a row: …", "stopped: …", "off: needs …", "not polled". */
export function healthInWords(source: SourceRow): string {
  if (source.adapter === 'none') return 'never polled'
  if (!source.enabled) return typeof source.settings.needs === 'string' ? `off: needs ${source.settings.needs}` : 'off'
  const reason = source.healthReason === null ? '' : `: ${source.healthReason}`
  switch (source.health) {
    case 'new':
      return 'not tried yet'
    case 'healthy':
      return `healthy${reason}`
    case 'failing':
      return `failing${source.failures > 1 ? `, ${source.failures} times in a row` : ''}${reason}`
    case 'stopped':
      return `stopped${reason}`
  }
}

/** "in 5 minutes", "due now", "" where nothing is to come. */
export function nextTry(source: SourceRow, now: Date): string {
  if (!isPolled(source) || source.health === 'stopped') return ''
  return source.nextDueAt <= now ? 'due now' : fromNow(source.nextDueAt, now)
}

export function sourceLines(sources: readonly SourceRow[], console: Console, now: Date): string[] {
  if (sources.length === 0) return ['There is no source yet. Add one: npx monitor sources add ID --url ADDRESS']
  const ordered = [...sources].sort((a, b) => rank(a) - rank(b) || a.id.localeCompare(b.id))
  const table = tableLines<SourceRow>(
    [
      { heading: 'SOURCE', cell: ({ id }) => id, colour: (_, paint) => paint.strong },
      { heading: 'NAME', cell: ({ name }) => name, grows: true },
      { heading: 'HEALTH', cell: healthInWords, colour: healthColour, grows: true },
      { heading: 'LAST READ', cell: ({ lastSuccessAt }) => (lastSuccessAt ? fromNow(lastSuccessAt, now) : 'never') },
      { heading: 'NEXT TRY', cell: (source) => nextTry(source, now) },
      { heading: 'SEEN', cell: ({ lastFound }) => (lastFound === null ? '' : grouped(lastFound)), align: 'right' },
    ],
    ordered,
    console,
  )
  return console.onTerminal ? [...table, '', summary(sources, now)] : table
}

const rank = (source: SourceRow): number =>
  !isPolled(source) ? 3 : source.health === 'stopped' ? 0 : source.health === 'failing' ? 1 : 2

function summary(sources: readonly SourceRow[], now: Date): string {
  const polled = sources.filter(isPolled)
  const withHealth = (health: SourceRow['health']) => polled.filter((source) => source.health === health).length
  const parts = [`${counted(polled.length, 'source')} polled`, `${withHealth('healthy')} healthy`]
  if (withHealth('failing') > 0) parts.push(`${withHealth('failing')} failing`)
  if (withHealth('stopped') > 0) parts.push(`${withHealth('stopped')} stopped`)
  const next = polled
    .filter(({ health, nextDueAt }) => health !== 'stopped' && nextDueAt > now)
    .sort((a, b) => +a.nextDueAt - +b.nextDueAt)[0]
  return `${parts.join(', ')}.${next ? ` Next: ${next.id} ${fromNow(next.nextDueAt, now)}, while npm start runs.` : ''}`
}

function healthColour(source: SourceRow, paint: Paint): (text: string) => string {
  if (!isPolled(source)) return paint.faint
  return { new: paint.faint, healthy: paint.good, failing: paint.warn, stopped: paint.bad }[source.health]
}
