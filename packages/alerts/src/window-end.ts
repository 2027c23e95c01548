/** When the open message of a channel goes: after its minutes, or at the hour of its digest in its own time zone. */
import type { Channel } from '@displacement-monitor/shared/db'

type Calendar = Pick<Channel, 'gatherMinutes' | 'digest' | 'digestHour' | 'digestWeekday' | 'timeZone'>

const dayMs = 86_400_000

export function windowEnd(channel: Calendar, now: Date): Date {
  if (channel.digest === 'none') return new Date(now.getTime() + channel.gatherMinutes * 60_000)
  // A week and a day: today's hour may be past.
  for (let ahead = 0; ahead <= 8; ahead++) {
    const day = localDay(new Date(now.getTime() + ahead * dayMs), channel.timeZone)
    const at = instantOf(day, channel.digestHour, channel.timeZone)
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay() || 7
    if (at > now && (channel.digest === 'daily' || weekday === channel.digestWeekday)) return at
  }
  throw new Error(`no digest of ${channel.digest} at ${channel.digestHour} in ${channel.timeZone}`)
}

const localDay = (at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at)

/** The first instant at which clocks there show that hour; where the hour is skipped, the one after it. */
function instantOf(day: string, hour: number, timeZone: string): Date {
  const wanted = Date.parse(`${day}T${String(hour).padStart(2, '0')}:00:00Z`)
  const first = wanted - offsetMs(new Date(wanted - dayMs / 2), timeZone)
  const second = wanted - offsetMs(new Date(first), timeZone)
  // Clocks that were put forward between the two guesses skipped the hour: the later instant is the first after it.
  return new Date(offsetMs(new Date(second), timeZone) === wanted - second ? second : Math.max(first, second))
}

/** How far clocks there are ahead of UTC. */
function offsetMs(at: Date, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
  }).formatToParts(at) // biome-ignore format: a row of fields
  const field = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  const shown = Date.UTC(
    field('year'),
    field('month') - 1,
    field('day'),
    field('hour'),
    field('minute'),
    field('second'),
  )
  return shown - Math.floor(at.getTime() / 1000) * 1000
}
