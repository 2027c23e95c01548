/** The one place that a caller means by an id or a name; else a problem that tells the nearest names. */
import { shown } from '@displacement-monitor/shared/contracts'
import { type Gazetteer, type Place, placeLabel, placeMeant } from '@displacement-monitor/shared/domain'
import { Problem } from '../http/problem.ts'

/** Errors: 404 for a name that nobody knows, 400 for one that several places of one rank bear. */
export function findPlace(asked: string, gazetteer: Gazetteer, parameter = 'place'): Place {
  const meant = placeMeant(asked, gazetteer)
  if (meant.kind === 'found') return meant.place
  const more = { parameter, nearest: meant.nearest.map(placeLabel) }
  if (meant.kind === 'several') throw new Problem(400, `Several places are called "${shown(asked)}"; say which.`, more)
  throw new Problem(404, `No place is known by "${shown(asked)}".`, more)
}

/** Makes the index that the first misspelt name needs, so that no request waits for it. */
export const warmSearch = (gazetteer: Gazetteer): void => void gazetteer.search('Idlxib', 1)
