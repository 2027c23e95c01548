/** Runs over the past: asked for, followed, ordered about, and what they changed. */
import { z } from 'zod'
import {
  backfillKinds,
  backfillStates,
  categories,
  chunkStates,
  itemOutcomes,
  seriesKinds,
  units,
} from '../../domain/index.ts'
import { frame } from './notice.ts'
import { cursorText, dayText, limitText, shortText } from './query.ts'

const instant = z.string().meta({ format: 'date-time' })
const day = z.string().meta({ format: 'date' })
const count = z.number().int().nonnegative()

export const backfillsQuery = z.strictObject({ cursor: cursorText.optional(), limit: limitText.optional() })

export const backfillBody = z
  .strictObject({
    kind: z.enum(backfillKinds).describe("refetch: a source's archive · reextract: what is kept, with today's code."),
    source: shortText.optional().describe('Id of the source; for a re-extraction it may be left out: all of them.'),
    from: dayText.optional().describe('First day of print; left out: as far back as the archive goes.'),
    to: dayText.optional().describe('Last day; left out: today.'),
    dry_run: z.boolean().default(false).describe('Only tell what it would do.'),
    again: z.boolean().default(false).describe('Once more, although this very run has ended.'),
  })
  .refine(({ kind, source }) => kind === 'reextract' || source !== undefined, {
    message: 'must be given: whose archive is to be read',
    path: ['source'],
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    message: 'must not lie before "from"',
    path: ['to'],
  })

const figureCounts = {
  figures_same: count.describe('Read as before.'),
  figures_new: count,
  figures_changed: count.describe('The same words say something else now.'),
  figures_superseded: count,
}

const progressSchema = z.strictObject({
  ...figureCounts,
  parts: z.record(z.enum(chunkStates), count),
  found: count.describe('Reports of the parts listed so far.'),
  settled: count,
  reports: z.record(z.enum(itemOutcomes), count),
  requests: count,
  share: z.number().min(0).max(1),
  reports_per_second: z.number().nullable(),
  seconds_left: z.number().nullable(),
  last_error: z.string().nullable(),
})

const estimateSchema = z.strictObject({
  parts: count,
  list_requests: count.describe('For lists alone: at least so many.'),
  sampled: count.describe('Parts that were looked at.'),
  sampled_reports: count,
  sampled_fresh: count.describe('Of these, not known yet.'),
  reports: count.nullable().describe('By what was looked at, for the whole.'),
  requests: count.nullable(),
  seconds: count.nullable().describe('At the pace that the source allows.'),
  notes: z.array(z.string()),
})

const faceSchema = z
  .strictObject({
    words: z.string(),
    value: z.number(),
    value_high: z.number().nullable(),
    quantifier: z.string(),
    unit: z.string(),
    category: z.string(),
    scope: z.string(),
    cause: z.string().nullable(),
    place: z.string().nullable(),
    place_role: z.string().nullable(),
    since: day.nullable(),
    as_of: day.nullable(),
    counter: z.string().nullable(),
  })
  .nullable()

const pointSchema = z.strictObject({ as_of: day, value: z.number().nullable() }).nullable()

const closingSchema = z.strictObject({
  ...figureCounts,
  reports: z.record(z.enum(itemOutcomes), count),
  series_changed: count,
  series: z
    .array(
      z.strictObject({
        id: z.number().int(),
        place: z.strictObject({ id: z.string(), name: z.string() }),
        category: z.enum(categories),
        kind: z.enum(seriesKinds),
        unit: z.enum(units),
        since: day.nullable(),
        before: pointSchema.describe('Its newest point when the run began.'),
        after: pointSchema,
        points_came: count,
        points_gone: count,
        links: z.strictObject({ trend: z.string() }),
      }),
    )
    .describe('The widest change first; at most 100.'),
  would_have_fired: z
    .array(z.strictObject({ threshold: z.number().int(), name: z.string(), incidents: count }))
    .describe('Nothing of it was sent.'),
  reviews_to_decide: count.describe('Reviewed figures that are read otherwise now.'),
  differences: z
    .array(
      z.strictObject({
        report: z.number().int(),
        before: faceSchema,
        after: faceSchema,
        fields: z.array(z.string()).describe('What differs.'),
        reviewed: z.boolean(),
      }),
    )
    .describe('Of a re-extraction; at most 50, reviewed ones first.'),
})

const runFields = {
  id: z.number().int(),
  kind: z.enum(backfillKinds),
  source: z.string().nullable(),
  from: day.nullable(),
  to: day.nullable(),
  state: z.enum(backfillStates),
  dry_run: z.boolean(),
  requested_by: z.string(),
  created_at: instant,
  started_at: instant.nullable(),
  finished_at: instant.nullable(),
  failure: z.string().nullable().describe('Why it could not be planned.'),
  progress: progressSchema,
  links: z.strictObject({ self: z.string(), events: z.string() }),
}

export const backfillSummarySchema = z.strictObject(runFields).meta({ id: 'BackfillSummary' })
export type BackfillSummaryJson = z.infer<typeof backfillSummarySchema>

export const backfillsSchema = z
  .strictObject({ backfills: z.array(backfillSummarySchema), next_cursor: z.string().nullable(), ...frame })
  .meta({ id: 'Backfills' })
export type BackfillsJson = z.infer<typeof backfillsSchema>

export const backfillSchema = z
  .strictObject({
    ...runFields,
    estimate: estimateSchema.nullable().describe('Of a dry run, or why nothing was to be done.'),
    closing: closingSchema.nullable().describe('What it changed; null until it has ended.'),
    failed_parts: z.array(
      z.strictObject({
        id: z.number().int(),
        from: day.nullable(),
        to: day.nullable(),
        failure: z.string().nullable(),
      }),
    ),
    ...frame,
  })
  .meta({ id: 'Backfill' })
export type BackfillJson = z.infer<typeof backfillSchema>
