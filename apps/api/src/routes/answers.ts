/** The media types that a route documents beside JSON. */
import type { z } from 'zod'
import { z as schemas } from 'zod'

const text = schemas.string()
const bytes = schemas.string().meta({ format: 'binary' })

/** Of a resource that is a table. */
export const tableAnswer = <Schema extends z.ZodType>(description: string, json: Schema) => ({
  description,
  content: {
    'application/json': { schema: json },
    'text/csv': { schema: text.describe('CSV, or HXL-tagged CSV with format=hxl.') },
    'application/geo+json': { schema: text },
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': { schema: bytes },
    'application/vnd.apache.parquet': { schema: bytes },
  },
})
