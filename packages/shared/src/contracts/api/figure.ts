/** Figures with their words, and "why this number": the way from a figure back to the bytes it was read from. */
import { z } from 'zod'
import {
  asOfBases,
  categories,
  causes,
  claimReviews,
  dateAccuracies,
  evidenceChanges,
  figureRoles,
  placeAccuracies,
  placeRoles,
  quantifiers,
  reviews,
  scopes,
  terms,
  units,
} from '../../domain/index.ts'
import { frame } from './notice.ts'

const day = z.string().meta({ format: 'date' })
const count = z.number().int().nonnegative()
const jsonValue = z.union([z.string(), z.number(), z.null()])

const excerpt = z
  .strictObject({ start: count, end: count, text: z.string() })
  .describe('The report’s exact words; offsets in UTF-16 code units into its text.')

/** One figure as the terminal and the API both write it (`FigureJson`). */
export const figureShape = {
  excerpt,
  value: count,
  value_high: count.nullable(),
  quantifier: z.enum(quantifiers),
  unit: z.enum(units),
  persons: count.nullable(),
  scope: z.enum(scopes),
  category: z.enum(categories),
  term: z.enum(terms),
  cause: z.enum(causes).nullable(),
  hazard: z.string().nullable(),
  place: z
    .strictObject({
      name: z.string(),
      id: z.string().nullable(),
      country_iso3: z.string().nullable(),
      role: z.enum(placeRoles),
      accuracy: z.enum(placeAccuracies),
    })
    .nullable(),
  since: day.nullable(),
  since_accuracy: z.enum(dateAccuracies).nullable(),
  as_of: day.nullable(),
  as_of_accuracy: z.enum(dateAccuracies).nullable(),
  as_of_basis: z.enum(asOfBases),
  counter: z.string().nullable(),
  subset_of: z.number().int().nullable(),
  confidence: z.number().min(0).max(1),
}
export const figureJsonSchema = z.strictObject(figureShape).meta({ id: 'FigureInText' })

const stored = {
  id: z.number().int(),
  ...figureShape,
  excerpt: excerpt.nullable().describe('null where it is withheld without a key; see `withheld`.'),
  subset_of: z.number().int().nullable().describe('Id of the figure that this one is a part of.'),
  role: z.enum(figureRoles),
  review: z.enum(reviews),
  corrects: z.number().int().nullable().describe('Id of the machine’s figure that a person corrected into this one.'),
  evidence_changed: z
    .enum(evidenceChanges)
    .nullable()
    .describe('A newer reading of the report no longer says what a person approved here, and nobody has decided yet.'),
  rival_of: z
    .number()
    .int()
    .nullable()
    .describe(
      'Id of the reviewed figure in whose place this one was read; until a person decides, the older one counts.',
    ),
  claim: z.number().int().nullable(),
  operation: z.string().nullable().describe('Of a structured row, as a round of DTM: its operation.'),
  reporting_round: z.number().int().nullable(),
  assessment_type: z.string().nullable().describe('BA or SA, of a structured row.'),
  legend: z.string().nullable().describe('What a flow counts: movements, not people.'),
  withheld: z.string().nullable().describe('Why something is not shown without a key; null: nothing is.'),
  report: z.strictObject({
    id: z.number().int(),
    url: z.string(),
    title: z.string().nullable(),
    publisher: z.string().nullable(),
    published_on: day.nullable(),
    source: z.string(),
  }),
  links: z.strictObject({ self: z.string(), claim: z.string().nullable(), report: z.string() }),
}
export const storedFigureSchema = z.strictObject(stored).meta({ id: 'Figure' })
export type StoredFigureJson = z.infer<typeof storedFigureSchema>

export const figuresSchema = z
  .strictObject({ figures: z.array(storedFigureSchema), next_cursor: z.string().nullable(), ...frame })
  .meta({ id: 'Figures' })
export type FiguresJson = z.infer<typeof figuresSchema>

export const claimSchema = z
  .strictObject({
    id: z.number().int(),
    says: z.string().describe('The claim in a sentence.'),
    place: z.string(),
    category: z.enum(categories),
    scope: z.enum(scopes),
    cause: z.enum(causes).nullable(),
    value: count,
    value_high: count.nullable(),
    quantifier: z.enum(quantifiers),
    unit: z.enum(units),
    since: day.nullable(),
    since_accuracy: z.enum(dateAccuracies).nullable(),
    as_of: day.nullable(),
    as_of_accuracy: z.enum(dateAccuracies).nullable(),
    as_of_basis: z.enum(asOfBases),
    counter: z.string().nullable(),
    counter_family: z.string().nullable(),
    first_printed_on: day.nullable(),
    review: z.enum(claimReviews),
    publishers: count,
    reliability: z.number().nullable().describe('0 to 1; with a key.'),
    witnesses: z.array(storedFigureSchema).describe('The figures that print it, one a report or more.'),
    links: z.strictObject({ self: z.string(), trend: z.string() }),
    ...frame,
  })
  .meta({ id: 'Claim' })
export type ClaimJson = z.infer<typeof claimSchema>

/** One verdict of a person. */
export const toldReview = z.strictObject({
  verdict: z.enum(['approved', 'rejected', 'corrected']),
  reason: z.string().nullable(),
  correction: z
    .record(z.string(), z.strictObject({ from: jsonValue, to: jsonValue }))
    .nullable()
    .describe('Of a correction: each field, what stood there and what stands there now.'),
  at: z.string(),
  reviewer: z.string().nullable().describe('With a key.'),
})
export type ToldReviewJson = z.infer<typeof toldReview>

export const whyFigureSchema = z
  .strictObject({
    figure: storedFigureSchema,
    sentence: z
      .strictObject({ before: z.string(), words: z.string(), after: z.string() })
      .nullable()
      .describe('The excerpt in its own sentence, 300 characters at most; more with a key.'),
    claim: z
      .strictObject({ id: z.number().int(), says: z.string(), witnesses: count, href: z.string() })
      .nullable()
      .describe('What figures that say the same make; null where it makes none.'),
    series: z
      .array(
        z.strictObject({
          id: z.number().int(),
          kind: z.string(),
          as_of: day.nullable(),
          value: count.nullable(),
          reason: z.string(),
          rule: z.string(),
          href: z.string(),
        }),
      )
      .describe('The points that the claim makes, each with the rule that placed it, or why it makes none.'),
    reading: z.strictObject({ recorded_at: z.string(), code_version: z.string(), language: z.string().nullable() }),
    snapshot: z
      .strictObject({
        sha256: z.string(),
        url: z.string(),
        status: z.number().int(),
        media_type: z.string().nullable(),
        size_bytes: count,
        fetched_at: z.string(),
      })
      .nullable()
      .describe('The bytes as received, by hash.'),
    reviews: z.array(toldReview),
    superseded_at: z.string().nullable().describe('When a newer reading of the report took its place.'),
    ...frame,
  })
  .meta({ id: 'WhyFigure' })
export type WhyFigureJson = z.infer<typeof whyFigureSchema>
