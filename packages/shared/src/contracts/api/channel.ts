/** Channels as people state them, and as they are told: never with what a stranger could send with. */
import { z } from 'zod'
import { approvals, capScopes, capStatuses, channelKinds, severities } from '../../domain/index.ts'
import { shortText } from './query.ts'
import { nameText } from './threshold.ts'

const addressText = z
  .string()
  .trim()
  .max(2_000, 'has more than 2000 characters')
  .refine((text) => URL.canParse(text), 'is no web address: it begins with https://')
const mailText = shortText.refine((text) => /^[^\s@<>,;"]+@[^\s@<>,;"]+$/.test(text), 'is no mail address')
const senderText = shortText.refine(
  (text) => /^(?:[^\s@<>,;"]+@[^\s@<>,;"]+|[^<>@"]{1,100}<[^\s@<>,;"]+@[^\s@<>,;"]+>)$/.test(text),
  'is no mail address: as desk@example.org or Desk <desk@example.org>',
)
/** 24 to 64 bytes, as Standard Webhooks has it. */
const secretText = z
  .string()
  .regex(
    /^whsec_(?:[A-Za-z0-9+/]{4}){8,21}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/,
    'must be whsec_ and the base64 of 24 to 64 bytes',
  )
const zoneText = shortText.refine((text) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: text })
    return true
  } catch {
    return false
  }
}, 'is no time zone: as Asia/Amman or UTC')
const whole = (least: number, most: number) =>
  z
    .number(`must be a whole number from ${least} to ${most}`)
    .int(`must be a whole number from ${least} to ${most}`)
    .min(least, `must be from ${least} to ${most}`)
    .max(most, `must be from ${least} to ${most}`)

/** What is kept where it is left out of a change: nobody can read it back to state it again. */
const kept = 'Left out of a change: stays as it is.'

const settings = {
  webhook: z.strictObject({
    url: addressText.optional().describe(`Where messages are posted. ${kept}`),
    secret: secretText
      .optional()
      .describe(`Signs them (Standard Webhooks). Left out at first: one is made and shown once. ${kept}`),
  }),
  mail: z.strictObject({
    host: shortText.describe('Of the SMTP server.'),
    port: whole(1, 65_535).default(587),
    secure: z.boolean().default(false).describe('TLS from the first byte, as on port 465; else STARTTLS.'),
    user: shortText.nullable().default(null),
    password: z.string().max(500, 'has more than 500 characters').nullable().optional().describe(kept),
    from: senderText,
    to: z.array(mailText).min(1, 'is empty').max(50, 'has more than 50 addresses'),
  }),
  slack: z.strictObject({
    url: addressText.optional().describe(`The incoming webhook's address, which is a secret. ${kept}`),
  }),
  cap: z.strictObject({
    sender: z
      .string()
      .regex(/^[^\s,<&]{1,100}$/, 'must be 1 to 100 characters without spaces, commas, < and &')
      .nullable()
      .default(null)
      .describe(
        'Who answers for the alerts, as an address or domain. Null: status Test and scope Restricted, whatever is set.',
      ),
    sender_name: shortText.nullable().default(null),
    status: z.enum(capStatuses).default('Test'),
    scope: z.enum(capScopes).default('Restricted'),
  }),
  none: z.strictObject({}),
}

const common = {
  approval: z
    .enum(approvals)
    .optional()
    .describe(
      '`required`: a person releases each message (the default for mail, slack, atom, cap); `none`: it goes by itself.',
    ),
  minimum_severity: z.enum(severities).default('minor'),
  enabled: z.boolean().default(true),
  gather_minutes: whole(0, 1_440).default(5).describe('Alerts of so many minutes go as one message.'),
  digest: z.enum(['none', 'daily', 'weekly']).default('none').describe('One summary instead of single messages.'),
  digest_hour: whole(0, 23).default(7),
  digest_weekday: whole(1, 7).default(1).describe('1 is Monday.'),
  time_zone: zoneText.default('UTC'),
}

const statements = <Name extends z.ZodType>(name: Name) =>
  z.discriminatedUnion('kind', [
    z.strictObject({ name, kind: z.literal('webhook'), settings: settings.webhook, ...common }),
    z.strictObject({ name, kind: z.literal('mail'), settings: settings.mail, ...common }),
    z.strictObject({ name, kind: z.literal('slack'), settings: settings.slack, ...common }),
    z.strictObject({ name, kind: z.literal('cap'), settings: settings.cap.prefault({}), ...common }),
    z.strictObject({ name, kind: z.literal('atom'), settings: settings.none.default({}), ...common }),
    z.strictObject({ name, kind: z.literal('sse'), settings: settings.none.default({}), ...common }),
  ])

export const channelBody = statements(nameText).meta({ id: 'NewChannel' })
export type ChannelBody = z.infer<typeof channelBody>
export const channelChangeBody = statements(nameText.optional()).meta({ id: 'ChannelChange' })
export type ChannelChangeBody = z.infer<typeof channelChangeBody>

const instant = z.string().meta({ format: 'date-time' })

export const channelSchema = z
  .strictObject({
    id: z.number().int(),
    name: z.string(),
    kind: z.enum(channelKinds),
    settings: z
      .strictObject({
        url: z.string().optional().describe('Its host alone: paths are often secrets.'),
        secrets: z
          .array(z.strictObject({ until: instant.nullable() }))
          .optional()
          .describe('The one in use (until null), then those that still sign beside it.'),
        host: z.string().optional(),
        port: z.number().int().optional(),
        secure: z.boolean().optional(),
        user: z.string().nullable().optional(),
        has_password: z.boolean().optional(),
        from: z.string().optional(),
        to: z.array(z.string()).optional(),
        sender: z.string().nullable().optional(),
        sender_name: z.string().nullable().optional(),
        status: z.enum(capStatuses).optional(),
        scope: z.enum(capScopes).optional(),
      })
      .describe('Of its kind, without secrets.'),
    ...common,
    approval: z.enum(approvals),
    disabled_reason: z.string().nullable().describe('Why it was switched off by itself.'),
    created_at: instant,
    links: z.strictObject({ self: z.string(), deliveries: z.string() }),
  })
  .meta({ id: 'Channel' })
export type ChannelJson = z.infer<typeof channelSchema>

export const channelsSchema = z.strictObject({ channels: z.array(channelSchema) }).meta({ id: 'Channels' })
export type ChannelsJson = z.infer<typeof channelsSchema>

export const channelChangedSchema = z
  .strictObject({
    outcome: z.enum(['added', 'changed', 'unchanged']),
    channel: channelSchema,
    secret: z.string().nullable().describe('A new signing secret, shown this once; null where none was made.'),
  })
  .meta({ id: 'ChannelChanged' })
export type ChannelChangedJson = z.infer<typeof channelChangedSchema>

export const rotateBody = z.strictObject({
  overlap_hours: whole(0, 720).default(24).describe('The old secret signs beside the new one for so long.'),
})
export const testSentSchema = z
  .strictObject({ delivery: z.uuid(), links: z.strictObject({ delivery: z.string() }) })
  .meta({ id: 'TestSent' })
