/** Where else there are numbers; and where there are none, that is said plainly. */
import type { TrendJson } from '@displacement-monitor/shared/contracts'
import { type Sql, subjectsTouching } from '@displacement-monitor/shared/db'
import { placeLabel } from '@displacement-monitor/shared/domain'

const shownPlaces = 8
const nearest = ['contains', 'overlaps', 'part']

/** Places that hold this one, share ground with it or are its parts, and have a series. */
export function placesBeside({ related }: TrendJson): string[] {
  const sorted = [...related].sort((a, b) => nearest.indexOf(a.relation) - nearest.indexOf(b.relation))
  return [...new Set(sorted.map(({ place }) => placeLabel(place)))].slice(0, shownPlaces)
}

/** No number is a result. */
export async function emptyLines(sql: Sql, trend: TrendJson): Promise<string[]> {
  const own = await subjectsTouching(sql, [trend.place.id])
  const beside = placesBeside(trend)
  const first =
    own.length > 0
      ? `Nothing of ${placeLabel(trend.place)} fits these options; without them there is.`
      : `No figure of ${placeLabel(trend.place)} is known.`
  return beside.length === 0 ? [first] : [first, 'There are figures of:', ...beside.map((name) => `  ${name}`)]
}
