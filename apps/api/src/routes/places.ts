/** `/v1/places`: finding a place by name, and what holds it. */
import {
  noQuery,
  notice,
  type PlaceJson,
  type PlacesJson,
  placeParams,
  placeRef,
  placeSchema,
  placesQuery,
  placesSchema,
  trendHref,
} from '@displacement-monitor/shared/contracts'
import { type PcodeRow, pcodesOfPlaces } from '@displacement-monitor/shared/db'
import { type Place, type PlaceId, searchPlaces } from '@displacement-monitor/shared/domain'
import { isLocatedOpenly } from '@displacement-monitor/trends'
import type { ApiContext, App } from '../context.ts'
import { seesAll } from '../http/authenticate.ts'
import { findPlace } from '../places/find-place.ts'
import { problems } from './problems.ts'

const attributions = [
  {
    source: 'gazetteer',
    attribution: 'Natural Earth; GeoNames',
    licence: 'public domain; CC BY 4.0',
    redistribution: 'open' as const,
  },
]
/** The lists are common operational datasets of OCHA and the offices it works with; each says its own terms. */
const pcodeAttribution = {
  source: 'pcodes',
  attribution: 'P-codes: OCHA, common operational datasets',
  licence: 'as the list says',
  redistribution: 'derived_only' as const,
}
const attributionsOf = (hasCodes: boolean) => (hasCodes ? [...attributions, pcodeAttribution] : attributions)
const notices = `Boundaries and names imply no endorsement. ${notice}`

export function placeRoutes(app: App, { sql, gazetteer }: ApiContext): void {
  const countryOf = ({ id, countryIso3 }: Place): string | null =>
    countryIso3 === null || countryIso3 === id ? null : (gazetteer.place(countryIso3)?.name ?? null)
  const refs = (ids: readonly PlaceId[]) => ids.flatMap((id) => gazetteer.place(id) ?? []).map(placeRef)

  app.get(
    '/v1/places',
    {
      schema: {
        tags: ['places'],
        summary: 'Places by name',
        querystring: placesQuery,
        response: { 200: placesSchema, ...problems(400) },
      },
    },
    async (request): Promise<PlacesJson> => {
      const found = searchPlaces(gazetteer, request.query.q, request.query.limit ?? 10)
      return {
        places: found.map(({ place, matchedName }) => ({
          ...placeRef(place),
          matched_name: matchedName,
          country: countryOf(place),
          pcode: place.pcode,
          links: { self: `/v1/places/${encodeURIComponent(place.id)}`, trend: trendHref(place.id) },
        })),
        notice: notices,
        attributions: attributionsOf(found.some(({ place }) => place.pcode !== null)),
      }
    },
  )

  app.get(
    '/v1/places/:place',
    {
      schema: {
        tags: ['places'],
        summary: 'One place',
        params: placeParams,
        querystring: noQuery,
        response: { 200: placeSchema, ...problems(400, 404) },
      },
    },
    async (request): Promise<PlaceJson> => {
      const place = findPlace(request.params.place, gazetteer)
      const located = seesAll(request) || isLocatedOpenly(place)
      return {
        ...placeRef(place),
        admin_level: place.adminLevel,
        pcode: place.pcode,
        pcodes: (await pcodesOfPlaces(sql, [place.id])).map(pcodeJson),
        population: place.population,
        latitude: located ? place.latitude : null,
        longitude: located ? place.longitude : null,
        containers: refs(gazetteer.containersOf(place.id).filter((id) => id !== place.id)),
        children: refs(gazetteer.childrenOf(place.id)),
        links: {
          self: `/v1/places/${encodeURIComponent(place.id)}`,
          trend: trendHref(place.id),
          figures: `/v1/figures?place=${encodeURIComponent(place.id)}`,
        },
        notice: notices,
        attributions: attributionsOf(place.pcode !== null),
      }
    },
  )
}

const pcodeJson = ({
  code,
  name,
  validFrom,
  validTo,
  replacedOn,
  listName,
}: PcodeRow): PlaceJson['pcodes'][number] => ({
  code,
  name,
  valid_from: validFrom,
  valid_to: validTo,
  replaced_on: replacedOn,
  list: listName,
})
