/** Errors as RFC 9457 problem details: what was wrong in words for a person, and the nearest valid values. */
import { z } from 'zod'

export const problemSchema = z
  .strictObject({
    type: z.string().describe('A page that explains this kind of problem.'),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    parameter: z.string().optional().describe('The parameter that was refused.'),
    nearest: z.array(z.string()).optional().describe('Valid values nearest to the one given, best first.'),
  })
  .meta({ id: 'Problem', description: 'RFC 9457 problem details.' })
export type ProblemJson = z.infer<typeof problemSchema>
