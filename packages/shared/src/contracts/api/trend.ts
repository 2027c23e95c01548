/** Trends and the list of series. The trend's JSON is written by hand for speed; these schemas document and test it. */
import { z } from 'zod'
import {
  categories,
  causes,
  claimReviews,
  clocks,
  dateAccuracies,
  methods,
  placeRoles,
  pointFlags,
  quantifiers,
  scopes,
  seriesKinds,
  seriesStates,
  steps,
  units,
} from '../../domain/index.ts'
import { frame } from './notice.ts'
import { placeRefSchema } from './place.ts'

const day = z.string().meta({ format: 'date' })
const count = z.number().int().nonnegative()

export const trendPointSchema = z
  .strictObject({
    from: day.optional().describe('First day covered, of period and event_sum; with `step` the first day of the step.'),
    to: day.optional().describe('With `step`: the last day of the step.'),
    as_of: day.nullable().describe('Last day that the number covers; null where none is known in the step.'),
    value: count.nullable().describe('null: unknown from here on.'),
    low: count.nullable(),
    high: count.nullable(),
    quantifier: z.enum(quantifiers).nullable(),
    review: z.enum(claimReviews).nullable(),
    witnesses: count.describe('Reports behind the point.'),
    claims: z.array(z.number().int()),
    age_days: count.nullable().optional().describe('With `step`: days from the as-of shown to the end of the step.'),
    flags: z.array(z.enum(pointFlags)),
    reason: z.string().optional().describe('Which rule placed the point here; not with `step`.'),
  })
  .meta({ id: 'TrendPoint' })
export type TrendPointJson = z.infer<typeof trendPointSchema>

const rollupSchema = z
  .strictObject({
    kind: z.enum(seriesKinds),
    category: z.enum(categories),
    scope: z.enum(scopes),
    cause: z.enum(causes).nullable(),
    place_role: z.enum(placeRoles),
    since: day.nullable(),
    unit: z.enum(units),
    places: z.array(z.string()).describe('Disjoint places whose numbers are added.'),
    points: z.array(
      z.strictObject({
        from: day,
        to: day,
        value: count.nullable(),
        low: count.nullable(),
        high: count.nullable(),
        places: z.array(z.string()),
        missing: z
          .array(z.string())
          .describe('Without a number in this step; while there are any, the sum is a floor.'),
        claims: z.array(z.number().int()),
      }),
    ),
    left_out: z.array(z.strictObject({ place: z.string(), reason: z.string() })),
  })
  .meta({ id: 'Rollup', description: 'A sum over the parts of the place, made only when asked for.' })
export type RollupJson = z.infer<typeof rollupSchema>

const seriesHead = {
  id: z.number().int().nullable().describe('null: made for this answer alone (another method, or known_on).'),
  kind: z.enum(seriesKinds),
  category: z.enum(categories),
  scope: z.enum(scopes),
  cause: z.enum(causes).nullable(),
  place_role: z.enum(placeRoles),
  since: day.nullable().describe('Of a cumulative series: its fixed start, as exact as since_accuracy says.'),
  since_accuracy: z.enum(dateAccuracies).nullable(),
  unit: z.enum(units),
  method: z.enum(methods),
  rule: z.string(),
  counter: z.string().nullable().describe('The family of counters that the line follows.'),
  state: z.enum(seriesStates).describe('closed: a count that nobody continued; history, on no map of today.'),
  legend: z.string().nullable().describe('What a flow counts: movements, not people; of method=naive, what it is not.'),
}

export const trendSchema = z
  .strictObject({
    place: placeRefSchema,
    known_on: day.nullable(),
    clock: z.enum(clocks).nullable(),
    step: z.enum(steps),
    series: z.array(
      z.strictObject({
        ...seriesHead,
        points: z.array(trendPointSchema),
        left_out: z.array(z.strictObject({ claim: z.number().int(), reason: z.string() })),
      }),
    ),
    related: z.array(
      z.strictObject({
        place: placeRefSchema,
        relation: z.enum(['contains', 'part', 'overlaps']),
        category: z.enum(categories),
        series: count,
        latest_as_of: day,
        href: z.string(),
      }),
    ),
    rollup: z.array(rollupSchema).optional(),
    withheld: count.describe('Series of a sensitivity that needs a key; see docs/data-responsibility.md.'),
    links: z.record(z.string(), z.string()),
    ...frame,
  })
  .meta({ id: 'Trend' })
export type TrendJson = z.infer<typeof trendSchema>

const change = z
  .strictObject({ value: z.number().int(), since_as_of: day, ratio: z.number().nullable() })
  .nullable()
  .describe(
    'Latest value minus the line’s value that many days before; null where it was not known then, where the line broke since (other units assessed, a revision), and for lines of windows.',
  )

export const seriesListSchema = z
  .strictObject({
    series: z.array(
      z.strictObject({
        ...seriesHead,
        id: z.number().int(),
        place: placeRefSchema,
        latest: z
          .strictObject({
            from: day.nullable().describe('First day covered, of period and event_sum.'),
            as_of: day,
            value: count,
            low: count.nullable(),
            high: count.nullable(),
            quantifier: z.enum(quantifiers),
            review: z.enum(claimReviews).describe('Whether a person has checked it.'),
          })
          .nullable(),
        change_7d: change,
        change_30d: change,
        age_days: count.nullable().describe('Freshness: days from the latest as-of to today.'),
        updated_at: z.string().meta({ format: 'date-time' }),
        location: z
          .strictObject({ latitude: z.number(), longitude: z.number(), of: z.string() })
          .nullable()
          .optional()
          .describe('With `detail=points`: the coarse centre of the place, or of the unit `of` that holds it.'),
        points: z
          .array(z.strictObject({ from: day.nullable(), as_of: day, value: count.nullable() }))
          .optional()
          .describe('With `detail=points`: the newest 60; none where small counts are withheld.'),
        links: z.strictObject({ trend: z.string() }),
      }),
    ),
    next_cursor: z.string().nullable(),
    ...frame,
  })
  .meta({ id: 'SeriesList' })
export type SeriesListJson = z.infer<typeof seriesListSchema>
