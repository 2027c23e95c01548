/** A message about incidents: what webhooks and SSE carry, and what every other channel is written from. */
import { z } from 'zod'
import {
  alertKinds,
  categories,
  causes,
  claimReviews,
  messageKinds,
  quantifiers,
  scopes,
  severities,
  thresholdKinds,
  units,
} from '../../domain/index.ts'
import { frame } from './notice.ts'
import { placeRefSchema } from './place.ts'

const day = z.string().meta({ format: 'date' })
const instant = z.string().meta({ format: 'date-time' })
const count = z.number().int().nonnegative()

export const pointToldSchema = z
  .strictObject({
    from: day.nullable().describe('First day of a bar or of a sum.'),
    as_of: day,
    value: count,
    low: count,
    high: count,
    quantifier: z.enum(quantifiers),
    review: z.enum(claimReviews),
    witnesses: count,
    claims: z.array(z.number().int()),
  })
  .meta({ id: 'PointTold' })

export type PointToldJson = z.infer<typeof pointToldSchema>

export const evidenceReportSchema = z
  .strictObject({
    title: z.string().nullable(),
    publisher: z.string(),
    url: z.string().nullable(),
    published_on: day.nullable(),
    excerpt: z
      .string()
      .nullable()
      .describe("The figure's own sentence, at most 300 characters; null where it needs a key."),
    figure: z.string().describe('Why this number: /v1/figures/{id}.'),
  })
  .meta({ id: 'EvidenceReport' })

export const alertEntrySchema = z
  .strictObject({
    id: z.uuid().describe('Of the alert: the same on every channel and attempt.'),
    kind: z.enum(alertKinds),
    refers_to: z.uuid().nullable().describe('The alert that this one escalates, ends or corrects.'),
    created_at: instant,
    incident: z.number().int(),
    severity: z.enum(severities),
    threshold: z.strictObject({
      id: z.number().int(),
      name: z.string(),
      kind: z.enum(thresholdKinds),
      rule: z.string().describe('In words.'),
    }),
    series: z.number().int(),
    place: placeRefSchema,
    category: z.enum(categories),
    cause: z.enum(causes).nullable(),
    scope: z.enum(scopes),
    unit: z.enum(units),
    since: day.nullable(),
    counter: z.string().nullable(),
    rule: z.string().describe('By which the series was built.'),
    headline: z.string(),
    reason: z.string(),
    legend: z.string().nullable().describe('What a flow counts: movements, not people.'),
    before: pointToldSchema.nullable(),
    at: pointToldSchema
      .nullable()
      .describe('The point that crossed. Null in a correction that may not repeat it: its report was withdrawn.'),
    latest: pointToldSchema.nullable().describe('The newest point within it; null where `at` is.'),
    reports: z.array(evidenceReportSchema).describe('Two or three of the reports behind it.'),
    more_reports: count,
    links: z.strictObject({
      incident: z.string(),
      trend: z.string(),
      acknowledge: z.string(),
      silence: z.string(),
    }),
  })
  .meta({ id: 'AlertEntry' })
export type AlertEntryJson = z.infer<typeof alertEntrySchema>

export const alertMessageSchema = z
  .strictObject({
    type: z.enum(messageKinds),
    id: z.uuid().describe('Of the message: the same on every attempt (webhook-id).'),
    timestamp: instant,
    title: z.string(),
    note: z.string().nullable().describe('Added by the person who released it.'),
    alerts: z.array(alertEntrySchema).describe('All that the message gathers, most severe first.'),
    ...frame,
  })
  .meta({ id: 'AlertMessage' })
export type AlertMessageJson = z.infer<typeof alertMessageSchema>
