/** Where else there are numbers; and where there are none, that is said plainly. */
import { type Sql, subjectsTouching } from '@displacement-monitor/shared/db'
import { type Gazetteer, type Place, placeLabel } from '@displacement-monitor/shared/domain'
import { relatedPlaces } from '../places/related-places.ts'

const shownPlaces = 8

/** Places that hold this one, share ground with it or are its parts, and have a figure. */
export async function placesBeside(sql: Sql, gazetteer: Gazetteer, place: Place): Promise<string[]> {
  const near = await subjectsTouching(sql, relatedPlaces(place.id, gazetteer))
  return [...new Set(near.map(({ subject }) => subject.placeId))].slice(0, shownPlaces).map((id) => {
    const known = gazetteer.place(id)
    return known ? placeLabel(known) : id
  })
}

/** No number is a result. */
export async function emptyLines(sql: Sql, gazetteer: Gazetteer, place: Place): Promise<string[]> {
  const own = await subjectsTouching(sql, [place.id])
  const beside = await placesBeside(sql, gazetteer, place)
  const first =
    own.length > 0
      ? `Nothing of ${placeLabel(place)} fits these options; without them there is.`
      : `No figure of ${placeLabel(place)} is known.`
  return beside.length === 0 ? [first] : [first, 'There are figures of:', ...beside.map((name) => `  ${name}`)]
}
