/** Reports: where they were printed, what became of them, and in words why, if nothing did. */
import { z } from 'zod'
import { reportStates } from '../../domain/index.ts'
import { storedFigureSchema } from './figure.ts'
import { frame } from './notice.ts'
import { shortText } from './query.ts'

const head = {
  id: z.number().int(),
  source: z.string(),
  url: z.string(),
  title: z.string().nullable(),
  publisher: z.string().nullable(),
  language: z.string().nullable(),
  published_on: z.string().nullable(),
  state: z.enum([...reportStates, 'withdrawn']),
  state_in_words: z.string(),
  failure: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
  attempts: z.number().int(),
  next_attempt_at: z.string().nullable(),
  discovered_at: z.string(),
  read_at: z.string().nullable(),
  withdrawn_at: z.string().nullable().describe('Its words and bytes were deleted then.'),
  embargo_until: z.string().nullable().describe('Nothing of it is told without a key until then.'),
}

export const reportSchema = z
  .strictObject({
    ...head,
    snapshot: z.strictObject({ sha256: z.string(), url: z.string(), fetched_at: z.string() }).nullable(),
    figures: z.array(storedFigureSchema),
    text: z.string().nullable().describe('The whole text; with a key.'),
    ...frame,
  })
  .meta({ id: 'Report' })
export type ReportJson = z.infer<typeof reportSchema>

export const reportsSchema = z
  .strictObject({
    reports: z.array(z.strictObject({ ...head, links: z.strictObject({ self: z.string() }) })),
    next_cursor: z.string().nullable(),
    ...frame,
  })
  .meta({ id: 'Reports' })
export type ReportsJson = z.infer<typeof reportsSchema>

export const withdrawBody = z.strictObject({
  reason: shortText.describe('Told to everybody who asks for the report: whose wish it was, not what it said.'),
})

export const embargoBody = z.strictObject({
  until: z.iso
    .datetime({ offset: true, error: 'must be an instant, as 2026-11-24T06:00:00Z' })
    .nullable()
    .describe('Null: it ends now.'),
})
