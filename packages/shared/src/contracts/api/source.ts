/** Sources: who publishes, under which terms, and how well reading them goes. */
import { z } from 'zod'
import { redistributions, sensitivities, sourceHealths } from '../../domain/index.ts'
import { frame } from './notice.ts'

export const sourcesSchema = z
  .strictObject({
    sources: z.array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        url: z.string(),
        language: z.string().nullable(),
        licence: z.string(),
        attribution: z.string(),
        redistribution: z.enum(redistributions),
        sensitivity: z.enum(sensitivities),
        enabled: z.boolean(),
        health: z.enum(sourceHealths),
        health_in_words: z.string(),
        last_polled_at: z.string().nullable(),
        last_success_at: z.string().nullable(),
        next_due_at: z.string().nullable(),
      }),
    ),
    ...frame,
  })
  .meta({ id: 'Sources' })
export type SourcesJson = z.infer<typeof sourcesSchema>
