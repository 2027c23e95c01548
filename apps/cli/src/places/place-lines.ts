/** Places as rows: id, name, what and where it is, the P-code with the provider's spelling. */
import type { PcodeRow } from '@displacement-monitor/shared/db'
import type { Gazetteer, Place } from '@displacement-monitor/shared/domain'
import { grouped } from '../output/amounts.ts'
import type { Console } from '../output/console.ts'
import { type Column, tableLines } from '../output/table.ts'

export interface FoundPlace {
  place: Place
  matchedName: string
}

type Codes = ReadonlyMap<string, readonly PcodeRow[]>

export const placeLines = (
  found: readonly FoundPlace[],
  codes: Codes,
  gazetteer: Gazetteer,
  console: Console,
): string[] => tableLines<FoundPlace>(columnsFor(codes, gazetteer), found, console)

const kindWords: Readonly<Record<Place['kind'], string>> = {
  country: 'country',
  adm1: 'first level',
  adm2: 'second level',
  city: 'town',
  area: 'named area',
}

const placesOf = (ids: readonly string[], gazetteer: Gazetteer): Place[] =>
  ids.flatMap((id) => gazetteer.place(id) ?? [])

const columnsFor = (codes: Codes, gazetteer: Gazetteer): Column<FoundPlace>[] => [
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
  ...(codes.size === 0 ? [] : [{ heading: 'P-CODE', cell: ({ place }: FoundPlace) => codeWords(place, codes) }]),
]

/** "SY07 Idleb": the code, and the provider's spelling where it is another. */
function codeWords({ id, name }: Place, codes: Codes): string {
  const [row] = codes.get(id) ?? []
  if (row === undefined) return ''
  return row.name === name ? row.code : `${row.code} ${row.name}`
}
