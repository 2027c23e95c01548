/** Places as the API writes them. */
import { z } from 'zod'
import { placeKinds } from '../../domain/index.ts'
import { frame } from './notice.ts'

export const placeRefSchema = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    kind: z.enum(placeKinds),
    country_iso3: z.string().nullable(),
  })
  .meta({ id: 'PlaceRef' })
export type PlaceRefJson = z.infer<typeof placeRefSchema>

export const placeSchema = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    kind: z.enum(placeKinds),
    country_iso3: z.string().nullable(),
    admin_level: z.number().int().nullable(),
    pcode: z.string().nullable().describe('Of the newest imported list; null where no list was imported or none fits.'),
    pcodes: z
      .array(
        z.strictObject({
          code: z.string(),
          name: z.string().describe('The spelling of the office that made the list.'),
          valid_from: z.string().nullable(),
          valid_to: z.string().nullable(),
          replaced_on: z.string().nullable().describe('A newer list no longer has it; it still leads here.'),
          list: z.string(),
        }),
      )
      .describe('All P-codes that lead here, the current one first.'),
    population: z.number().int().nullable(),
    latitude: z.number().nullable().describe('WGS 84, of the unit’s centre. Of towns and points with a key only.'),
    longitude: z.number().nullable(),
    containers: z
      .array(placeRefSchema)
      .describe('The unit above, … up to the country, and the named areas that hold it.'),
    children: z.array(placeRefSchema),
    links: z.strictObject({ self: z.string(), trend: z.string(), figures: z.string() }),
    ...frame,
  })
  .meta({ id: 'Place' })
export type PlaceJson = z.infer<typeof placeSchema>

export const placesSchema = z
  .strictObject({
    places: z.array(
      z.strictObject({
        ...placeRefSchema.shape,
        matched_name: z.string(),
        country: z.string().nullable().describe('Name of the country that it is in; null for a country.'),
        pcode: z.string().nullable(),
        links: z.strictObject({ self: z.string(), trend: z.string() }),
      }),
    ),
    ...frame,
  })
  .meta({ id: 'Places' })
export type PlacesJson = z.infer<typeof placesSchema>
