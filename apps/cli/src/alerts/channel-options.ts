/** Options of the command line → a channel as a person states it; what cannot be is told by its option. */
import { type ChannelBody, channelBody, describeRefusal } from '@displacement-monitor/shared/contracts'
import type { ChannelWithSettings, NewChannel } from '@displacement-monitor/shared/db'
import { approvals, capScopes, capStatuses, channelKinds, severities } from '@displacement-monitor/shared/domain'
import { type CommandFailure, usageFailure } from '../command/failure.ts'
import type { Invocation, Options, OptionValues } from '../command/verb.ts'
import { readInput, textOf } from '../input/read-input.ts'
import type { Console } from '../output/console.ts'

const yesNo = ['yes', 'no'] as const
/** "webhook, mail or cap". */
export const kindsInWords = `${channelKinds.slice(0, -1).join(', ')} or ${channelKinds.at(-1)}`

export const channelOptions = {
  kind: {
    type: 'string',
    valueHint: 'KIND',
    values: channelKinds,
    description: 'What messages go to',
  },
  url: { type: 'string', valueHint: 'ADDRESS', description: 'webhook, slack: where messages are posted' },
  host: { type: 'string', valueHint: 'NAME', description: 'mail: the SMTP server' },
  port: { type: 'string', valueHint: 'N', description: 'mail: its port (else 587)' },
  secure: {
    type: 'string',
    valueHint: 'yes|no',
    values: yesNo,
    description: 'mail: TLS from the first byte (port 465)',
  },
  user: { type: 'string', valueHint: 'NAME', description: 'mail: the account (none)' },
  'password-file': { type: 'string', valueHint: 'FILE', description: 'mail: its password; - for stdin' },
  from: { type: 'string', valueHint: 'ADDRESS', description: 'mail: the sender' },
  to: { type: 'string', valueHint: 'LIST', description: 'mail: who receives it, with commas' },
  sender: {
    type: 'string',
    valueHint: 'NAME',
    description: 'cap: who answers for the alerts (none: Test, Restricted)',
  },
  'sender-name': { type: 'string', valueHint: 'TEXT', description: 'cap: in words' },
  status: { type: 'string', valueHint: 'WORD', values: capStatuses, description: 'cap: Actual, Exercise …' },
  scope: { type: 'string', valueHint: 'WORD', values: capScopes, description: 'cap: Public, Restricted, Private' },
  approval: {
    type: 'string',
    valueHint: 'WORD',
    values: approvals,
    description: 'required: a person releases each message',
  },
  severity: { type: 'string', valueHint: 'WORD', values: severities, description: 'From this severity on' },
  enabled: { type: 'string', valueHint: 'yes|no', values: yesNo, description: 'no: nothing is sent' },
  gather: { type: 'string', valueHint: 'MINUTES', description: 'Alerts of so many minutes go as one message' },
  digest: {
    type: 'string',
    valueHint: 'WORD',
    values: ['none', 'daily', 'weekly'],
    description: 'One summary instead',
  },
  'digest-hour': { type: 'string', valueHint: '0…23', description: 'At this hour' },
  'digest-weekday': { type: 'string', valueHint: '1…7', description: 'Of a weekly one; 1 is Monday' },
  'time-zone': { type: 'string', valueHint: 'ZONE', description: 'Asia/Amman, UTC …' },
} as const satisfies Options
type Given = OptionValues<typeof channelOptions>

const number = (word: string): unknown => (/^\d+$/u.test(word) ? Number(word) : word)
const yes = (word: string): boolean => word === 'yes'
const orNone = (word: string): string | null => (word === 'none' ? null : word)
const list = (word: string): string[] => word.split(',').map((one) => one.trim())

const fields: Readonly<Record<keyof typeof channelOptions, [path: string, read: (word: string) => unknown]>> = {
  kind: ['kind', String],
  url: ['settings.url', String],
  host: ['settings.host', String],
  port: ['settings.port', number],
  secure: ['settings.secure', yes],
  user: ['settings.user', orNone],
  'password-file': ['settings.password', String],
  from: ['settings.from', String],
  to: ['settings.to', list],
  sender: ['settings.sender', orNone],
  'sender-name': ['settings.sender_name', orNone],
  status: ['settings.status', String],
  scope: ['settings.scope', String],
  approval: ['approval', String],
  severity: ['minimum_severity', String],
  enabled: ['enabled', yes],
  gather: ['gather_minutes', number],
  digest: ['digest', String],
  'digest-hour': ['digest_hour', number],
  'digest-weekday': ['digest_weekday', number],
  'time-zone': ['time_zone', String],
}

/** `known`: the channel as it is, whose settings stay where no option says otherwise. Throws CommandFailure. */
export async function channelStatement(
  name: string,
  known: ChannelWithSettings | null,
  given: Given,
  console: Console,
): Promise<ChannelBody> {
  const own: Record<string, unknown> = known === null ? { name } : await statementOf(known)
  const settings = { ...(own.settings as object | undefined) } as Record<string, unknown>
  for (const [option, [path, read]] of Object.entries(fields)) {
    const word = given[option as keyof Given]
    if (word === null) continue
    const [first = '', second] = path.split('.')
    const value = option === 'password-file' ? textOf(await readInput(word, console)).trimEnd() : read(word)
    if (second === undefined) own[first] = value
    else settings[second] = value
  }
  const stated = { ...own, settings }
  const { data, error } = channelBody.safeParse(stated)
  if (data) return data
  const { detail, parameter } = describeRefusal(error, stated, channelBody)
  throw refusedField(parameter ?? '', detail)
}

/** What the API tells of it is what may be stated again, without what only counts secrets. */
async function statementOf(channel: ChannelWithSettings): Promise<Record<string, unknown>> {
  const { channelJson } = await import('@displacement-monitor/alerts')
  const { id: _, created_at: __, disabled_reason: ___, links: ____, settings, ...rest } = channelJson(channel)
  const { has_password: _____, secrets: ______, url: _______, ...shown } = settings
  return { ...rest, settings: shown }
}

function refusedField(field: string, message: string): CommandFailure {
  const option = Object.entries(fields).find(([, [path]]) => path === field || field.startsWith(`${path}.`))?.[0]
  if (option === undefined) return usageFailure(message)
  if (message.startsWith('There is no field'))
    return usageFailure(`--${option} does not belong to a channel of this kind.`)
  const own = message.replace(/^The field "[^"]+"/u, `--${option}`)
  return usageFailure(own === message ? `--${option}: ${message}` : own)
}

/** As the store holds it; an address inside the network is refused here as it is by the API. */
export async function acceptChannel(
  body: ChannelBody,
  known: ChannelWithSettings | null,
  env: Invocation<Options>['env'],
): Promise<{ channel: NewChannel; secret: string | null }> {
  const { statedChannel } = await import('@displacement-monitor/alerts')
  const { systemResolver } = await import('@displacement-monitor/shared/addresses')
  const { readConfig } = await import('@displacement-monitor/shared/config')
  const { FETCH_ALLOW: allow } = readConfig({ ...env, DATABASE_URL: env.DATABASE_URL || 'postgres://embedded/monitor' })
  const stated = await statedChannel(body, known, { allow, resolve: systemResolver })
  if (stated.channel) return stated
  const [first] = stated.refusals
  throw refusedField(first?.field ?? '', first?.message ?? 'It cannot be stored.')
}
