/** What every answer says about itself (design: no false authority, licences). */
import { z } from 'zod'
import { redistributions } from '../../domain/index.ts'

export const notice =
  'Read by machine from published reports. Not an official figure; confirm with the counter before use. ' +
  'A figure that a person has checked says so in its review state.'

/** Under every flow: the same person may flee twice. */
export const flowLegend = 'movements, not people'
/** Of a line of `method=naive`, in place of any other. */
export const naiveLegend =
  'every printed number added up, for comparison only: no number of people, never to be cited as one'

export const attributionSchema = z
  .strictObject({
    source: z.string(),
    attribution: z.string(),
    licence: z.string(),
    redistribution: z.enum(redistributions),
  })
  .meta({ id: 'Attribution', description: 'Whose work the answer rests on, and under which terms.' })
export type AttributionJson = z.infer<typeof attributionSchema>

/** On every answer, beside its content. */
export const frame = { notice: z.string(), attributions: z.array(attributionSchema) }
