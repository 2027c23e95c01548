/** No number is a result: it is said plainly, with the nearest places that have one. */
import { type Sql, subjectsTouching } from '@displacement-monitor/shared/db'
import type { Gazetteer, Place } from '@displacement-monitor/shared/domain'
import { nameOf } from '../places/find-place.ts'
import { relatedPlaces } from '../places/related-places.ts'

const shownPlaces = 8

export async function emptyLines(sql: Sql, gazetteer: Gazetteer, place: Place): Promise<string[]> {
  const [own, near] = await Promise.all([
    subjectsTouching(sql, [place.id]),
    subjectsTouching(sql, relatedPlaces(place.id, gazetteer)),
  ])
  const first =
    own.length > 0
      ? `Nothing of ${nameOf(place)} fits these options; without them there is.`
      : `No figure of ${nameOf(place)} is known.`
  const ids = [...new Set(near.map(({ subject }) => subject.placeId))].slice(0, shownPlaces)
  const names = ids.map((id) => {
    const known = gazetteer.place(id)
    return `  ${known ? nameOf(known) : id}`
  })
  return names.length === 0 ? [first] : [first, 'There are figures of:', ...names]
}
