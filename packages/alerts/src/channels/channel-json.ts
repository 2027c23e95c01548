/** A channel as the API and the terminal tell it: without secrets, passwords and the paths of addresses. */
import type { ChannelJson } from '@displacement-monitor/shared/contracts'
import type { ChannelWithSettings } from '@displacement-monitor/shared/db'
import type { ChannelSettings } from '@displacement-monitor/shared/domain'

export function channelJson(channel: ChannelWithSettings): ChannelJson {
  const { id, name, kind, approval, enabled } = channel
  return {
    id,
    name,
    kind,
    settings: settingsJson(channel),
    approval,
    minimum_severity: channel.minimumSeverity,
    enabled,
    disabled_reason: channel.disabledReason,
    gather_minutes: channel.gatherMinutes,
    digest: channel.digest,
    digest_hour: channel.digestHour,
    digest_weekday: channel.digestWeekday,
    time_zone: channel.timeZone,
    created_at: channel.createdAt.toISOString(),
    links: { self: `/v1/channels/${id}`, deliveries: `/v1/deliveries?channel=${id}` },
  }
}

function settingsJson({ kind, settings }: ChannelWithSettings): ChannelJson['settings'] {
  // The store holds what `statedChannel` made; the channels that every database has began with nothing.
  switch (kind) {
    case 'webhook': {
      const { url, secrets } = settings as unknown as ChannelSettings['webhook']
      return { url: hostOf(url), secrets: secrets.map(({ until }) => ({ until })) }
    }
    case 'mail': {
      const { host, port, secure, user, password, from, to } = settings as unknown as ChannelSettings['mail']
      return { host, port, secure, user, has_password: password !== null, from, to: [...to] }
    }
    case 'slack':
      return { url: hostOf((settings as unknown as ChannelSettings['slack']).url) }
    case 'cap': {
      const {
        sender = null,
        senderName = null,
        status = 'Test',
        scope = 'Restricted',
      } = settings as Partial<ChannelSettings['cap']>
      return { sender, sender_name: senderName, status, scope }
    }
    case 'atom':
    case 'sse':
      return {}
  }
}

/** Paths and queries of such addresses are often secrets themselves. */
const hostOf = (address: string): string => `${new URL(address).origin}/…`
