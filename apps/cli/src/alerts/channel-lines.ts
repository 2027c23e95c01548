/** Channels in a table: where each leads, and whether a person stands between. */
import type { ChannelJson } from '@displacement-monitor/shared/contracts'
import type { Console } from '../output/console.ts'
import { tableLines } from '../output/table.ts'

export function channelLines(channels: readonly ChannelJson[], console: Console): string[] {
  if (channels.length === 0)
    return ['There is no channel yet. Add one: npx monitor channels add NAME --kind webhook --url ADDRESS']
  return tableLines<ChannelJson>(
    [
      { heading: 'ID', cell: ({ id }) => String(id), align: 'right' },
      { heading: 'NAME', cell: ({ name }) => name, grows: true, colour: (_, paint) => paint.strong },
      { heading: 'KIND', cell: ({ kind }) => kind },
      { heading: 'TO', cell: whereTo, grows: true },
      { heading: 'LEAVES', cell: leaves, grows: true },
      {
        heading: 'STATE',
        cell: stateOf,
        grows: true,
        colour: ({ enabled }, paint) => (enabled ? paint.good : paint.bad),
      },
    ],
    channels,
    console,
  )
}

function whereTo({ kind, settings }: ChannelJson): string {
  switch (kind) {
    case 'webhook':
    case 'slack':
      return settings.url ?? ''
    case 'mail':
      return (settings.to ?? []).join(', ')
    case 'cap':
      return settings.sender === null
        ? 'test only: no sender is set'
        : `${settings.status}, ${settings.scope}, by ${settings.sender}`
    case 'atom':
      return '/v1/alerts.atom'
    case 'sse':
      return '/v1/events'
  }
}

function leaves({
  approval,
  digest,
  gather_minutes: minutes,
  digest_hour: hour,
  digest_weekday: weekday,
  time_zone: zone,
}: ChannelJson): string {
  const days = ['Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays', 'Sundays']
  const at = `at ${String(hour).padStart(2, '0')}:00 ${zone}`
  const when =
    digest === 'none'
      ? minutes === 0
        ? 'at once'
        : `after ${minutes} min`
      : digest === 'daily'
        ? `daily ${at}`
        : `${days[weekday - 1]} ${at}`
  return approval === 'required' ? `${when}, once released` : when
}

const stateOf = ({ enabled, disabled_reason: reason, minimum_severity: least }: ChannelJson): string =>
  enabled ? (least === 'minor' ? 'on' : `on, from ${least}`) : reason === null ? 'off' : `off: ${reason}`
