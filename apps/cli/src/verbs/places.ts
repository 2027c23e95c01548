/** `monitor places`: a place by any of its names, and the id to use elsewhere. No database. */
import type { Gazetteer, Place } from '@displacement-monitor/shared/domain'
import { exitCode } from '../command/exit-code.ts'
import { notFound } from '../command/failure.ts'
import { defineVerb } from '../command/verb.ts'
import { grouped } from '../output/amounts.ts'
import { snakeCased } from '../output/snake-case.ts'
import { type Column, tableLines } from '../output/table.ts'
import { openGazetteer } from '../places/open-gazetteer.ts'

const shown = 20

export default defineVerb({
  name: 'places',
  summary: 'find a place and its id',
  about: ['Names in any language and with small misspellings; a word with id shows the places under it (places SYR).'],
  positionals: [{ name: 'NAME', description: 'a name, or an id', required: true, many: true }],
  options: {},
  examples: [
    ['places idlib', 'The governorate, the city, the areas around.'],
    ['places إدلب', 'In Arabic.'],
    ['places SY-ID --json', 'With everything that is known of it.'],
  ],
  run: async ({ options, positionals, console }) => {
    const gazetteer = await openGazetteer()
    const asked = positionals.join(' ')
    const byId = gazetteer.place(asked) ?? gazetteer.place(asked.toUpperCase())
    const found: Found[] = byId
      ? [byId, ...placesOf(gazetteer.childrenOf(byId.id), gazetteer)].map((place) => ({
          place,
          matchedName: place.name,
        }))
      : gazetteer.search(asked, shown)
    if (options.json) {
      await console.print(
        JSON.stringify(
          found.map(({ place, matchedName }) => snakeCased({ ...place, matchedName })),
          null,
          2,
        ),
      )
      return found.length > 0 ? exitCode.ok : exitCode.notFound
    }
    if (found.length === 0)
      throw notFound(`No place is called anything like '${asked}'.`, 'Try a part of the name, or the country.')
    await console.print(...tableLines<Found>(columnsFor(gazetteer), found, console))
    return exitCode.ok
  },
})

interface Found {
  place: Place
  matchedName: string
}

const placesOf = (ids: readonly string[], gazetteer: Gazetteer): Place[] =>
  ids.flatMap((id) => gazetteer.place(id) ?? [])

const kindWords: Readonly<Record<Place['kind'], string>> = {
  country: 'country',
  adm1: 'first level',
  adm2: 'second level',
  city: 'town',
  area: 'named area',
}

const columnsFor = (gazetteer: Gazetteer): Column<Found>[] => [
  { heading: 'ID', cell: ({ place }) => place.id, colour: (_, paint) => paint.strong },
  {
    heading: 'NAME',
    cell: ({ place, matchedName }) =>
      matchedName.toLowerCase() === place.name.toLowerCase() ? place.name : `${place.name} (as ${matchedName})`,
    grows: true,
  },
  { heading: 'IS', cell: ({ place }) => kindWords[place.kind] },
  {
    heading: 'IN',
    cell: ({ place }) =>
      placesOf(
        [place.parentId, place.countryIso3].flatMap((id, at, all) =>
          id && id !== place.id && all.indexOf(id) === at ? [id] : [],
        ),
        gazetteer,
      )
        .map(({ name }) => name)
        .join(', '),
    grows: true,
  },
  {
    heading: 'PEOPLE',
    cell: ({ place }) => (place.population === null ? '' : grouped(place.population)),
    align: 'right',
  },
]
