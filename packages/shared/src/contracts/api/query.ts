/**
 * What a query may hold: every parameter bounded, without characters that no column stores, and refused in words that
 * name what is allowed. Optional numbers are read from digits alone: a coercion would turn `?limit=` into 0.
 */
import { z } from 'zod'
import {
  categories,
  causes,
  clocks,
  methods,
  parseIsoDate,
  placeRoles,
  reportStates,
  scopes,
  seriesCategories,
  steps,
  terms,
  units,
} from '../../domain/index.ts'

const unstorable = /[\p{Cc}\p{Surrogate}]/u

/** A name or id as a person types it: 1 to 200 characters, no control characters, no lone surrogates. */
export const shortText = z
  .string()
  .trim()
  .min(1, 'is empty')
  .max(200, 'has more than 200 characters')
  .refine((text) => !unstorable.test(text), 'holds a control character')

/** `YYYY-MM-DD`, a real day. */
export const dayText = z
  .string()
  .refine((text) => parseIsoDate(text) !== null, 'is no calendar day of the form YYYY-MM-DD')
  .meta({ format: 'date', example: '2020-02-17' })

/** The number of a row as it stands in an address. */
export const idText = z
  .string()
  .regex(/^[1-9]\d{0,14}$/, 'is no id: a whole number from 1')
  .transform(Number)
  .meta({ example: '1' })

/** Opaque to callers; inside, the last id of the page before. */
export const cursorText = z
  .string()
  .regex(/^[1-9]\d{0,14}$/, 'is no cursor of ours: take it from next_cursor')
  .transform(Number)

export const limitText = z
  .string()
  .regex(/^\d{1,3}$/, 'must be a whole number from 1 to 200')
  .transform(Number)
  .refine((limit) => limit >= 1 && limit <= 200, 'must be a whole number from 1 to 200')
  .meta({ example: '50' })

export const categoryText = z.enum(categories)
export const seriesCategoryText = z.enum(seriesCategories as [(typeof seriesCategories)[number]])
/** `unknown`: the text does not say. */
export const causeText = z.enum([...causes, 'unknown'])

/** What every resource that is a table answers in; pictures are of trends alone. */
export const tableFormats = ['json', 'csv', 'hxl', 'xlsx', 'geojson', 'parquet'] as const
export type TableFormat = (typeof tableFormats)[number]

export const trendQuery = z.strictObject({
  category: seriesCategoryText.optional().describe('Only series of this category.'),
  cause: causeText.optional().describe('Only series of this cause; `unknown`: the texts do not say.'),
  since: dayText.optional().describe('Only cumulative series whose fixed start holds this day.'),
  from: dayText.optional().describe('Only points whose as-of is this day or later.'),
  to: dayText.optional().describe('Only points whose as-of is this day or earlier.'),
  step: z
    .enum(steps)
    .default('claims')
    .describe(
      "`claims`: the claims' own days; else the line as it stood at the end of each day, week (Monday to Sunday) or month.",
    ),
  method: z
    .enum(methods)
    .default('reconciled')
    .describe(
      'How claims become a line; see docs/method.md. `naive`: every printed number added up, for comparison; no number of people.',
    ),
  known_on: dayText.optional().describe('The trend as it would have looked at the end of this day.'),
  clock: z
    .enum(clocks)
    .default('printed')
    .describe(
      'With known_on. `printed`: today’s rule over what had been printed by then; `recorded`: what this database showed then.',
    ),
  counter: shortText.optional().describe('Claims of this counter or family alone, as OCHA or UN.'),
  rollup: z
    .enum(['children'])
    .optional()
    .describe(
      'Adds the sum over the parts of the place that are disjoint, with what it left out; wants category and a step.',
    ),
  format: z
    .enum([...tableFormats, 'svg'])
    .optional()
    .describe('Instead of the Accept header.'),
})
export type TrendQuery = z.infer<typeof trendQuery>

const page = { cursor: cursorText.optional(), limit: limitText.optional() }

export const figuresQuery = z.strictObject({
  place: shortText.optional().describe('Id or name of the place.'),
  country: z
    .string()
    .regex(/^[A-Z]{3}$/, 'must be three capital letters of ISO 3166-1, as SYR')
    .optional(),
  category: categoryText.optional(),
  cause: causeText.optional(),
  scope: z.enum(scopes).optional(),
  term: z.enum(terms).optional(),
  unit: z.enum(units).optional(),
  place_role: z.enum(placeRoles).optional(),
  counter: shortText.optional().describe('An office by its settled name, or a family of offices, as OCHA or UN.'),
  source: shortText.optional().describe('Id of the source.'),
  report: idText.optional(),
  claim: idText.optional(),
  review: z.enum(['unreviewed', 'approved', 'rejected', 'corrected']).optional(),
  evidence: z
    .enum(['undecided'])
    .optional()
    .describe('Only reviewed figures whose evidence changed, and those read in their place.'),
  as_of_from: dayText.optional(),
  as_of_to: dayText.optional(),
  published_from: dayText.optional(),
  published_to: dayText.optional(),
  format: z.enum(tableFormats).optional().describe('Instead of the Accept header.'),
  ...page,
})
export type FiguresQuery = z.infer<typeof figuresQuery>

export const reportsQuery = z.strictObject({
  source: shortText.optional().describe('Id of the source.'),
  state: z
    .enum([...reportStates, 'withdrawn'])
    .optional()
    .describe('`dead` and `failed`: what an operator looks at.'),
  published_from: dayText.optional(),
  published_to: dayText.optional(),
  ...page,
})

export const seriesQuery = z.strictObject({
  place: shortText.optional().describe('Id or name of the place.'),
  category: seriesCategoryText.optional(),
  cause: causeText.optional(),
  kind: z.enum(['cumulative', 'period', 'stock', 'event_sum']).optional(),
  state: z.enum(['open', 'closed']).optional(),
  detail: z
    .enum(['points'])
    .optional()
    .describe('JSON alone: also where each place lies and its newest points, enough for a map and small lines.'),
  format: z.enum(tableFormats).optional().describe('Instead of the Accept header.'),
  ...page,
})
export type SeriesQuery = z.infer<typeof seriesQuery>

export const placesQuery = z.strictObject({
  q: shortText.describe('Part of a name, in any language; typing errors are forgiven.'),
  limit: limitText.optional(),
})

export const noQuery = z.strictObject({})
export const idParams = z.strictObject({ id: idText })
export const placeParams = z.strictObject({ place: shortText.describe('Id (`SY-ID`) or name (`Idlib`) of the place.') })
