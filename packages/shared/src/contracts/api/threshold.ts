/** Thresholds as people write them, by API and by file, and as they are told. */
import { z } from 'zod'
import {
  alertKinds,
  categories,
  causes,
  incidentStates,
  scopes,
  seriesKinds,
  severities,
  units,
} from '../../domain/index.ts'
import { evidenceReportSchema, pointToldSchema } from './alert-message.ts'
import { frame } from './notice.ts'
import { placeRefSchema } from './place.ts'
import { dayText, seriesCategoryText, shortText } from './query.ts'

const day = z.string().meta({ format: 'date' })

const mostPersons = 1_000_000_000
const persons = z
  .number('must be a number of persons')
  .int('must be a whole number')
  .min(0, 'must not be negative')
  .max(mostPersons, `must not be over ${mostPersons}`)
const ratio = z
  .number('must be a number: 0.2 is 20 %')
  .min(0, 'must not be negative')
  .max(1_000, 'must not be over 1000: 0.2 is 20 %')
const days = z
  .number('must be a number of days')
  .int('must be a whole number of days')
  .min(0, 'must not be negative')
  .max(3_650, 'must not be over 3650 days')
const grade = z.number('must be a number from 0 to 1').min(0, 'must be from 0 to 1').max(1, 'must be from 0 to 1')

/** A name by which people know it: the same name is the same threshold. All digits would be an id. */
export const nameText = shortText
  .max(100, 'has more than 100 characters')
  .refine((name) => !/^\d+$/.test(name), 'must not be a number alone: that would be an id')

export const thresholdRuleSchema = z
  .discriminatedUnion('kind', [
    z
      .strictObject({
        kind: z.literal('level'),
        at_least: persons,
        clear_below: persons.nullable().default(null).describe('A stock ends below it; null: a tenth below at_least.'),
      })
      .describe('The low end of the number is at least so much.'),
    z
      .strictObject({ kind: z.literal('rise'), by: persons.default(0), ratio: ratio.default(0), days })
      .describe('More by so many and by this part of it (0.2 is 20 %) within so many days.'),
    z
      .strictObject({
        kind: z.literal('record'),
        at_least: persons,
        days,
        sum_days: days
          .nullable()
          .default(null)
          .describe('Of bars: the sum over so many days; null: each bar by itself.'),
      })
      .describe('At least so much, and the highest in so many days.'),
    z.strictObject({ kind: z.literal('first'), at_least: persons }).describe('The first number of a place.'),
    z
      .strictObject({
        kind: z.literal('stale'),
        cadences: z.number('must be a number').min(0, 'must not be negative').max(1_000, 'must not be over 1000'),
      })
      .describe('Nothing new for so many times the usual interval.'),
    z
      .strictObject({ kind: z.literal('drop'), by: persons.default(0), ratio: ratio.default(0), days })
      .describe('Less by so many and by this part of it within so many days.'),
    z.strictObject({ kind: z.literal('conflict'), ratio }).describe('Counters are apart by more than this part.'),
    z.strictObject({ kind: z.literal('revised'), ratio }).describe('Its own counter went back by this part or more.'),
  ])
  .meta({ id: 'ThresholdRule' })
export type ThresholdRuleJson = z.infer<typeof thresholdRuleSchema>

const watchFields = {
  with_children: z.boolean().default(false).describe('The places inside it as well.'),
  admin_level: z
    .literal([0, 1, 2], 'must be 0 (countries), 1 (first-level units) or 2')
    .nullable()
    .default(null)
    .describe('Only countries (0), first-level units (1) or second-level units (2).'),
  category: seriesCategoryText.nullable().default(null).describe('Null: every category.'),
  cause: z
    .enum([...causes, 'unknown'])
    .nullable()
    .default(null)
    .describe('`unknown`: no text tells it; null: any.'),
  scope: z.enum(scopes).default('all'),
  series_kind: z.enum(seriesKinds).nullable().default(null),
  minimum_confidence: grade.nullable().default(null).describe('Points read with less confidence count as not known.'),
  minimum_reliability: grade.nullable().default(null).describe('Points of a less reliable counter count as not known.'),
  reviewed_only: z.boolean().default(false).describe('Points that no person has checked count as not known.'),
}

const when = {
  for_days: days.default(0).describe('It must hold for so long before it fires.'),
  cool_down_days: days.default(0).describe('A crossing so soon after the last one ended goes on with it.'),
  escalate_ratio: ratio
    .nullable()
    .default(null)
    .describe('Tell again when the number has grown by this part; null: never.'),
  severity: z.enum(severities).default('moderate'),
  enabled: z.boolean().default(true),
}

export const thresholdStatement = z
  .strictObject({
    watch: z
      .strictObject({
        place: shortText.nullable().default(null).describe('Id (`SY-ID`) or name (`Idlib`); null: every place.'),
        ...watchFields,
      })
      .prefault({}),
    rule: thresholdRuleSchema,
    ...when,
  })
  .meta({ id: 'ThresholdStatement' })

export const thresholdBody = z
  .strictObject({ name: nameText, ...thresholdStatement.shape })
  .meta({ id: 'NewThreshold' })
export type ThresholdBody = z.infer<typeof thresholdBody>

/** Changed by its address, where its name stands already. */
export const thresholdChangeBody = z
  .strictObject({ name: nameText.optional(), ...thresholdStatement.shape })
  .meta({ id: 'ThresholdChange' })
export type ThresholdChangeBody = z.infer<typeof thresholdChangeBody>

const watchTold = z.strictObject({ place: placeRefSchema.nullable(), ...watchFields }).meta({ id: 'Watch' })

export const thresholdSchema = z
  .strictObject({
    id: z.number().int(),
    name: z.string(),
    watch: watchTold,
    rule: thresholdRuleSchema,
    in_words: z.string(),
    ...when,
    created_by: z.string().nullable().describe('With a key.'),
    created_at: z.string().meta({ format: 'date-time' }),
    links: z.strictObject({ self: z.string(), incidents: z.string() }),
  })
  .meta({ id: 'Threshold' })
export type ThresholdJson = z.infer<typeof thresholdSchema>

export const thresholdsSchema = z.strictObject({ thresholds: z.array(thresholdSchema) }).meta({ id: 'Thresholds' })
export type ThresholdsJson = z.infer<typeof thresholdsSchema>

export const thresholdChangeSchema = z
  .strictObject({ outcome: z.enum(['added', 'changed', 'unchanged']), threshold: thresholdSchema })
  .meta({ id: 'ThresholdChanged' })
export type ThresholdChangeJson = z.infer<typeof thresholdChangeSchema>

/** The number or the name of something that has both. */
export const idOrNameParams = z.strictObject({ id: shortText.describe('Its id or its name.') })

export const presetsSchema = z
  .strictObject({
    presets: z.array(
      z.strictObject({
        id: z.string(),
        in_words: z.string(),
        reason: z.string(),
        source: z
          .strictObject({ title: z.string(), url: z.string() })
          .nullable()
          .describe('Where its numbers come from; null: our own choice.'),
        threshold: thresholdBody.describe('To be sent to `POST /v1/thresholds` as it is, or with a place.'),
      }),
    ),
  })
  .meta({ id: 'ThresholdPresets' })
export type PresetsJson = z.infer<typeof presetsSchema>

export const previewBody = z
  .strictObject({
    threshold: z.strictObject({ name: nameText.default('preview'), ...thresholdStatement.shape }),
    from: dayText.describe('First day of the look back; on it the threshold is new.'),
    to: dayText.describe('Last day; at most 731 days after the first.'),
  })
  .meta({ id: 'ThresholdPreviewAsked' })
export type PreviewBody = z.infer<typeof previewBody>

export const previewSchema = z
  .strictObject({
    rule: z.string().describe('In words.'),
    from: day,
    to: day,
    days: z.number().int().describe('On which something was printed, and which were looked at.'),
    places: z.number().int(),
    messages: z.number().int().describe('That would have been sent, in all.'),
    incidents: z.array(
      z.strictObject({
        place: placeRefSchema,
        category: z.enum(categories),
        cause: z.enum(causes).nullable(),
        kind: z.enum(seriesKinds),
        unit: z.enum(units),
        since: day.nullable(),
        counter: z.string().nullable(),
        opened_on: day,
        state: z.enum(incidentStates).describe('As it stood on the last day.'),
        states: z.array(z.strictObject({ day, state: z.enum(incidentStates), reason: z.string() })),
        messages: z.array(
          z.strictObject({
            day,
            kind: z.enum(alertKinds),
            reason: z.string(),
            before: pointToldSchema.nullable(),
            at: pointToldSchema,
            latest: pointToldSchema,
            reports: z.array(evidenceReportSchema).describe('As printed by that day.'),
            more_reports: z.number().int().nonnegative(),
          }),
        ),
        links: z.strictObject({ trend: z.string().describe('As it was known on the day it was found.') }),
      }),
    ),
    ...frame,
  })
  .meta({ id: 'ThresholdPreview' })
export type PreviewJson = z.infer<typeof previewSchema>
