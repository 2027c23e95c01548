/** What a person may say of a figure, and what was said of it so far. */
import { z } from 'zod'
import { categories, causes, dateAccuracies, placeRoles, quantifiers, scopes, units } from '../../domain/index.ts'
import { storedFigureSchema, toldReview } from './figure.ts'
import { frame } from './notice.ts'
import { dayText, shortText } from './query.ts'

/** More people than have ever been counted in one place. */
const mostPeople = 1_000_000_000
const amount = z.number().int().min(0, 'must not be negative').max(mostPeople, `must not be over ${mostPeople}`)

/** What is left out stays; null says that the report does not tell it. */
export const correctionSchema = z
  .strictObject({
    value: amount.optional(),
    value_high: amount.nullable().optional().describe('Upper end of a range; null: there is none.'),
    quantifier: z.enum(quantifiers).optional(),
    unit: z.enum(units).optional(),
    category: z.enum(categories).optional(),
    scope: z.enum(scopes).optional(),
    cause: z.enum(causes).nullable().optional(),
    hazard: shortText.nullable().optional(),
    place: shortText.nullable().optional().describe('Id or name.'),
    place_role: z.enum(placeRoles).optional(),
    since: dayText.nullable().optional(),
    since_accuracy: z.enum(dateAccuracies).optional().describe('Default: day.'),
    as_of: dayText
      .nullable()
      .optional()
      .describe('As the report states it; null: it does not, and the day of print stands for it.'),
    as_of_accuracy: z.enum(dateAccuracies).optional().describe('Default: day.'),
    counter: shortText.nullable().optional().describe('The office that counted, as the report names it.'),
  })
  .meta({ id: 'Correction' })
export type CorrectionJson = z.infer<typeof correctionSchema>

const reason = shortText.describe('Why, for those who look at it later.')
const name = shortText.optional().describe('Who says so, as colleagues know them. Default: the name of the key.')

export const reviewBody = z.discriminatedUnion('verdict', [
  z.strictObject({ verdict: z.literal('approved'), reason: reason.optional(), name }),
  z.strictObject({ verdict: z.literal('rejected'), reason, name }),
  z.strictObject({ verdict: z.literal('corrected'), reason, name, correction: correctionSchema }),
])
export type ReviewBody = z.infer<typeof reviewBody>

export const reviewsSchema = z
  .strictObject({
    figure: storedFigureSchema.describe('As it counts now; after a correction a figure of its own, with another id.'),
    reviews: z.array(toldReview).describe('In the order in which they were given.'),
    ...frame,
  })
  .meta({ id: 'Reviews' })
export type ReviewsJson = z.infer<typeof reviewsSchema>
