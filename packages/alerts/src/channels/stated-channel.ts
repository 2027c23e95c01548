/** A channel as a person stated it → as the store holds it: its address judged, its secret made, what was left out kept. */
import { randomBytes } from 'node:crypto'
import { checkHostReachable, checkReachable, type Resolver } from '@displacement-monitor/shared/addresses'
import type { ChannelBody } from '@displacement-monitor/shared/contracts'
import type { ChannelWithSettings, JsonValue, NewChannel } from '@displacement-monitor/shared/db'
import { type ChannelSettings, defaultApproval, type SigningSecret } from '@displacement-monitor/shared/domain'
import { PipelineError } from '@displacement-monitor/shared/errors'
import type { Refusal } from '../thresholds/stated-threshold.ts'

/** What a channel's address is judged by. */
export interface Outside {
  /** Entries of FETCH_ALLOW. */
  allow: readonly string[]
  resolve: Resolver
}

export type StatedChannel =
  | { channel: NewChannel; secret: string | null; refusals: readonly [] }
  | { channel: null; secret: null; refusals: readonly Refusal[] }

type Of<Kind extends ChannelBody['kind']> = Extract<ChannelBody, { kind: Kind }>['settings']
interface Settled {
  settings: Record<string, JsonValue>
  /** One that was made just now. */
  secret: string | null
}

/** `known`: the channel of this name as it is; its secrets stay where the statement leaves them out. */
export async function statedChannel(
  body: ChannelBody,
  known: ChannelWithSettings | null,
  outside: Outside,
): Promise<StatedChannel> {
  try {
    const { settings, secret } = await settle(body, known?.kind === body.kind ? known.settings : null, outside)
    const channel: NewChannel = {
      name: body.name,
      kind: body.kind,
      settings,
      approval: body.approval ?? defaultApproval[body.kind],
      minimumSeverity: body.minimum_severity,
      enabled: body.enabled,
      gatherMinutes: body.gather_minutes,
      digest: body.digest,
      digestHour: body.digest_hour,
      digestWeekday: body.digest_weekday,
      timeZone: body.time_zone,
    }
    return { channel, secret, refusals: [] }
  } catch (error) {
    if (error instanceof Refused) return { channel: null, secret: null, refusals: [error.refusal] }
    throw error
  }
}

class Refused extends Error {
  readonly refusal: Refusal
  constructor(field: string, message: string) {
    super(message)
    this.refusal = { field, message, nearest: [] }
  }
}

async function settle(
  body: ChannelBody,
  known: ChannelWithSettings['settings'] | null,
  outside: Outside,
): Promise<Settled> {
  switch (body.kind) {
    case 'webhook':
      return webhook(body.settings, known as ChannelSettings['webhook'] | null, outside)
    case 'mail':
      return mail(body.settings, known as ChannelSettings['mail'] | null, outside)
    case 'slack':
      return { settings: { url: await address(body.settings.url, known?.url, outside) }, secret: null }
    case 'cap': {
      const { sender, sender_name: senderName, status, scope } = body.settings
      if (sender === null && (status !== 'Test' || scope !== 'Restricted'))
        throw new Refused(
          'settings.sender',
          'Without a sender everything goes as status Test and scope Restricted: name one, or leave both out.',
        )
      return { settings: { sender, senderName, status, scope }, secret: null }
    }
    case 'atom':
    case 'sse':
      return { settings: {}, secret: null }
  }
}

async function webhook(
  { url, secret }: Of<'webhook'>,
  known: ChannelSettings['webhook'] | null,
  outside: Outside,
): Promise<Settled> {
  const at = await address(url, known?.url, outside)
  const kept = known?.secrets ?? []
  const made = secret === undefined && kept.length === 0 ? newSecret() : null
  const stated = secret ?? made
  // Stated anew it counts at once; `rotate-secret` is the way that gives the receiver time.
  const secrets = stated === null || stated === kept[0]?.secret ? kept : [{ secret: stated, until: null }]
  return { settings: { url: at, secrets: secrets.map((one) => ({ ...one })) }, secret: made }
}

async function mail(
  { password, to, ...rest }: Of<'mail'>,
  known: ChannelSettings['mail'] | null,
  { allow, resolve }: Outside,
): Promise<Settled> {
  if (known?.host !== rest.host || known.port !== rest.port)
    await judged('settings.host', () => checkHostReachable(rest.host, rest.port, allow, resolve))
  // Kept for the same account alone: a password must not be handed to another server.
  const same = known?.host === rest.host && known.user === rest.user
  const secret = password === undefined ? (same ? known.password : null) : password
  if (secret !== null && rest.user === null)
    throw new Refused('settings.user', 'A password needs the user whose it is.')
  return { settings: { ...rest, to: [...to], password: secret }, secret: null }
}

async function address(stated: string | undefined, known: unknown, { allow, resolve }: Outside): Promise<string> {
  const url = stated ?? (typeof known === 'string' ? known : null)
  if (url === null) throw new Refused('settings.url', 'The field "settings.url" is missing.')
  // One that is kept was judged when it was stated, and is again by the sender: a receiver that is away can be switched off.
  if (url !== known) await judged('settings.url', () => checkReachable(url, allow, resolve))
  return url
}

async function judged(field: string, check: () => Promise<void>): Promise<void> {
  try {
    await check()
  } catch (error) {
    if (error instanceof PipelineError) throw new Refused(field, error.message)
    throw error
  }
}

/** 32 random bytes, as Standard Webhooks writes them. */
export const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`

/** The new secret first; the old ones until the overlap ends, without those that ended already. */
export function rotatedSecrets(
  secrets: readonly SigningSecret[],
  made: string,
  overlapHours: number,
  now: Date,
): SigningSecret[] {
  const until = new Date(now.getTime() + overlapHours * 3_600_000).toISOString()
  const old = secrets
    .map((one) => ({ secret: one.secret, until: one.until === null || one.until > until ? until : one.until }))
    .filter((one) => one.until > now.toISOString())
  return [{ secret: made, until: null }, ...old]
}
