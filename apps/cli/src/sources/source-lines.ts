/** Sources in a table, the ones that need somebody first, each with the reason below its row. */
import type { SourceRow } from '@displacement-monitor/shared/db'
import { counted, grouped } from '../output/amounts.ts'
import type { Console } from '../output/console.ts'
import { fromNow } from '../output/days.ts'
import type { Paint } from '../output/paint.ts'
import { type Column, tableLines } from '../output/table.ts'
import { wrap } from '../output/wrap.ts'

export const isPolled = (source: SourceRow): boolean => source.enabled && source.adapter !== 'none'

/** "healthy", "failing, 3 times", "stopped", "off", "not tried yet", "never polled". */
function stateInWords(source: SourceRow): string {
  if (source.adapter === 'none') return 'never polled'
  if (!source.enabled) return 'off'
  if (source.health === 'new') return 'not tried yet'
  if (source.health === 'failing' && source.failures > 1) return `failing, ${source.failures} times`
  return source.health
}

/** Why it is so; '' where nothing is to be said. */
function reasonInWords({ adapter, enabled, settings, health, healthReason }: SourceRow): string {
  if (adapter === 'none') return ''
  if (!enabled) return typeof settings.needs === 'string' ? `needs ${settings.needs}` : ''
  return health === 'new' ? '' : (healthReason ?? '')
}

/** "healthy", "healthy: The answer differs …", "failing, 3 times: …", "stopped: …", "off: needs …", "never polled". */
export const healthInWords = (source: SourceRow): string =>
  [stateInWords(source), reasonInWords(source)].filter(Boolean).join(': ')

/** "in 5 minutes", "due now", "" where nothing is to come. */
export function nextTry(source: SourceRow, now: Date): string {
  if (!isPolled(source) || source.health === 'stopped') return ''
  return source.nextDueAt <= now ? 'due now' : fromNow(source.nextDueAt, now)
}

export function sourceLines(sources: readonly SourceRow[], console: Console, now: Date): string[] {
  if (sources.length === 0) return ['There is no source yet. Add one: npx monitor sources add ID --url ADDRESS']
  const ordered = [...sources].sort((a, b) => rank(a) - rank(b) || a.id.localeCompare(b.id))
  if (!console.onTerminal) return tableLines(columnsIn('pipe', now), ordered, console)
  // No column of the window breaks its text, so that each line of the table is a row.
  const [heading = '', ...rows] = tableLines(columnsIn('window', now), ordered, console)
  const table = ordered.flatMap((source, index) => [rows[index] ?? '', ...remarkLines(source, console)])
  return [heading, ...table, '', ...wrap(summary(sources, now), console.columns)]
}

/** In a pipe a row is all of a source; in a window its name and the reason stand below, where there is room for words. */
function columnsIn(where: 'pipe' | 'window', now: Date): Column<SourceRow>[] {
  const id: Column<SourceRow> = { heading: 'SOURCE', cell: ({ id }) => id, colour: (_, paint) => paint.strong }
  const others: Column<SourceRow>[] = [
    { heading: 'LAST READ', cell: ({ lastSuccessAt }) => (lastSuccessAt ? fromNow(lastSuccessAt, now) : 'never') },
    { heading: 'NEXT TRY', cell: (source) => nextTry(source, now) },
    { heading: 'SEEN', cell: ({ lastFound }) => (lastFound === null ? '' : grouped(lastFound)), align: 'right' },
  ]
  if (where === 'window') return [id, { heading: 'HEALTH', cell: stateInWords, colour: healthColour }, ...others]
  return [id, { heading: 'NAME', cell: ({ name }) => name }, { heading: 'HEALTH', cell: healthInWords }, ...others]
}

function remarkLines(source: SourceRow, console: Console): string[] {
  const reason = reasonInWords(source)
  return wrap(reason === '' ? source.name : `${source.name}: ${reason}`, console.columns - 4).map((line) =>
    console.paint.faint(`    ${line}`),
  )
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
