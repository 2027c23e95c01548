/** What thresholds found, and what people on duty did about it. */
import { z } from 'zod'
import {
  alertKinds,
  categories,
  causes,
  dateAccuracies,
  incidentStates,
  scopes,
  seriesKinds,
  severities,
  thresholdKinds,
  units,
} from '../../domain/index.ts'
import { evidenceReportSchema, pointToldSchema } from './alert-message.ts'
import { frame } from './notice.ts'
import { placeRefSchema } from './place.ts'
import { cursorText, idText, limitText, shortText } from './query.ts'

const instant = z.string().meta({ format: 'date-time' })
const day = z.string().meta({ format: 'date' })

export const incidentsQuery = z.strictObject({
  state: z
    .enum([...incidentStates, 'open'])
    .optional()
    .describe('`open`: pending, possible and firing. Possible ones are for keys alone.'),
  place: shortText.optional().describe('Id or name of the place.'),
  children: z.enum(['yes', 'no']).default('yes').describe('With `place`: the places inside it as well.'),
  threshold: idText.optional(),
  series: idText.optional(),
  cursor: cursorText.optional(),
  limit: limitText.optional(),
})

const incidentFields = {
  id: z.number().int(),
  state: z.enum(incidentStates),
  severity: z.enum(severities),
  threshold: z.strictObject({
    id: z.number().int(),
    name: z.string(),
    kind: z.enum(thresholdKinds),
    rule: z.string().describe('In words.'),
  }),
  series: z.number().int(),
  kind: z.enum(seriesKinds),
  place: placeRefSchema,
  category: z.enum(categories),
  cause: z.enum(causes).nullable(),
  scope: z.enum(scopes),
  unit: z.enum(units),
  since: day.nullable(),
  since_accuracy: z.enum(dateAccuracies).nullable(),
  counter: z.string().nullable(),
  started_on: day.describe('As-of at which it began.'),
  ended_on: day.nullable(),
  reason: z.string().describe('Why the rule found it.'),
  before: pointToldSchema.nullable(),
  at: pointToldSchema
    .nullable()
    .describe('The point that crossed. Null, as all numbers here, where its report was withdrawn or is under embargo.'),
  latest: pointToldSchema.nullable(),
  told_value: z.number().int().nullable().describe('The number that was last told in a message.'),
  opened_at: instant,
  fired_at: instant.nullable(),
  cleared_at: instant.nullable(),
  changed_at: instant,
  acknowledged_at: instant.nullable(),
  acknowledged_by: z.string().nullable().describe('With a key.'),
  silenced_until: instant.nullable(),
  silenced_by: z.string().nullable().describe('With a key.'),
  links: z.strictObject({
    self: z.string(),
    threshold: z.string(),
    trend: z.string(),
    claims: z.array(z.string()).describe('Behind the point that crossed.'),
  }),
}

export const incidentSummarySchema = z.strictObject(incidentFields).meta({ id: 'IncidentSummary' })
export type IncidentSummaryJson = z.infer<typeof incidentSummarySchema>

export const incidentsSchema = z
  .strictObject({ incidents: z.array(incidentSummarySchema), next_cursor: z.string().nullable(), ...frame })
  .meta({ id: 'Incidents' })
export type IncidentsJson = z.infer<typeof incidentsSchema>

export const incidentSchema = z
  .strictObject({
    ...incidentFields,
    transitions: z
      .array(
        z.strictObject({
          state: z.enum([...incidentStates, 'acknowledged', 'silenced']),
          reason: z.string(),
          actor: z.string().nullable().describe('Null: the rules.'),
          at: instant,
        }),
      )
      .describe('In the order in which they came. What people did is told with a key.'),
    alerts: z
      .array(z.strictObject({ id: z.uuid(), kind: z.enum(alertKinds), created_at: instant }))
      .describe('The messages about it.'),
    reports: z.array(evidenceReportSchema).describe('Two or three of the reports behind the point that crossed.'),
    more_reports: z.number().int().nonnegative(),
    ...frame,
  })
  .meta({ id: 'Incident' })
export type IncidentJson = z.infer<typeof incidentSchema>

const note = shortText.optional().describe('For colleagues; stands in the history of the incident.')
/** May be left out. */
export const acknowledgeBody = z.strictObject({ note }).nullish()
export const silenceBody = z
  .strictObject({
    until: z.iso
      .datetime({ offset: true, error: 'must be an instant, as 2026-11-24T06:00:00Z' })
      .nullable()
      .optional()
      .describe('Null: the silence ends now.'),
    hours: z
      .number('must be a number of hours')
      .min(0.1, 'must be at least 0.1')
      .max(2_160, 'must not be over 2160 hours (90 days)')
      .optional(),
    note,
  })
  .refine(({ until, hours }) => (until === undefined) !== (hours === undefined), {
    message: 'must be given, or "hours", and not both',
    path: ['until'],
  })
