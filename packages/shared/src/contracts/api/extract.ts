/** Reading a text that a caller sends; nothing of it is kept. */
import { z } from 'zod'
import { figureJsonSchema } from './figure.ts'
import { frame } from './notice.ts'
import { dayText } from './query.ts'

/** Code units; a long situation report has about a third of it. */
export const longestText = 100_000

export const extractBody = z.strictObject({
  text: z.string().min(1, 'is empty').max(longestText, `has more than ${longestText} characters`),
  title: z.string().max(1_000).nullable().optional(),
  published: dayText.nullable().optional().describe('Day of publication; "since December" means nothing without it.'),
  lang: z
    .string()
    .regex(/^[a-z]{2}$/, 'must be two letters of ISO 639-1, as en')
    .nullable()
    .optional(),
})
export type ExtractBody = z.infer<typeof extractBody>

export const extractSchema = z
  .strictObject({
    lang: z.string().nullable(),
    outcome: z.string().describe('figures, no_figures or language_not_supported.'),
    figures: z.array(figureJsonSchema),
    ...frame,
  })
  .meta({ id: 'Extraction' })
export type ExtractJson = z.infer<typeof extractSchema>
