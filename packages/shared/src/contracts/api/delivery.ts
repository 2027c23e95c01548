/** Messages on their way: what waits for a person, what left, what was given up. */
import { z } from 'zod'
import { channelKinds, deliveryStates, messageKinds } from '../../domain/index.ts'
import { alertMessageSchema } from './alert-message.ts'
import { limitText, shortText } from './query.ts'

const instant = z.string().meta({ format: 'date-time' })
const count = z.number().int().nonnegative()

const deliveryId = z.uuid({ error: 'is no id of a delivery' })
export const deliveryParams = z.strictObject({ id: deliveryId })

export const deliveriesQuery = z.strictObject({
  state: z.enum(deliveryStates).optional().describe('`waiting`: for a person to release; `dead`: given up.'),
  channel: shortText.optional().describe('Id or name of the channel.'),
  cursor: deliveryId.optional(),
  limit: limitText.optional(),
})

const fields = {
  id: z.uuid().describe('Of the message: the same on every attempt.'),
  channel: z.strictObject({ id: z.number().int(), name: z.string(), kind: z.enum(channelKinds) }),
  kind: z.enum(messageKinds),
  state: z.enum(deliveryStates),
  alerts: count.describe('How many it gathers; hand it back with `release`.'),
  created_at: instant,
  closes_at: instant.describe('Until then more may join; one that waits takes them in until it is released.'),
  note: z.string().nullable(),
  decided_by: z.string().nullable(),
  decided_at: instant.nullable(),
  attempts: count,
  next_attempt_at: instant.nullable(),
  delivered_at: instant.nullable(),
  failure: z.string().nullable().describe('Of the last attempt.'),
  links: z.strictObject({ self: z.string(), channel: z.string() }),
}

export const deliveryRowSchema = z.strictObject(fields).meta({ id: 'DeliverySummary' })
export type DeliveryRowJson = z.infer<typeof deliveryRowSchema>
export const deliveriesSchema = z
  .strictObject({ deliveries: z.array(deliveryRowSchema), next_cursor: z.string().nullable() })
  .meta({ id: 'Deliveries' })
export type DeliveriesJson = z.infer<typeof deliveriesSchema>

export const deliverySchema = z
  .strictObject({
    ...fields,
    log: z
      .array(
        z.strictObject({
          at: instant,
          outcome: z.string(),
          status: z.number().int().nullable(),
          message: z.string().nullable(),
        }),
      )
      .describe('Every attempt.'),
    message: alertMessageSchema
      .nullable()
      .describe('As it would go out now; null where nothing of it is for everybody.'),
    text: z.string().nullable().describe('The same as plain text.'),
  })
  .meta({ id: 'Delivery' })
export type DeliveryJson = z.infer<typeof deliverySchema>

const note = shortText.max(1_000).nullable().optional()
export const releaseBody = z.strictObject({
  alerts: count.describe('How many alerts you saw in it: where more have joined since, nothing leaves (409).'),
  note: note.describe('Shown in the message.'),
})
export const dropBody = z
  .strictObject({
    alerts: count.optional().describe('As with release.'),
    note: note.describe('Why; kept with the message.'),
  })
  .nullish()
/** May be left out. */
export const resendBody = z.strictObject({}).nullish()
