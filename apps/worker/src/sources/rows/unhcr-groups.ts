/**
 * People whom UNHCR counts, by group: of a country of asylum, of a country of origin, or of both. Levels are those of the end of a
 * year, returns those of the year. The same number is the same claim, whichever service passes it on.
 */
import type { IsoDate } from '@displacement-monitor/shared/domain'
import { type PlaceHint, plainFigure, type RowFigure } from './release.ts'

export type Country = Omit<PlaceHint, 'role'>

export interface UnhcrLine {
  key: string
  words: string
  flow: boolean
  /** Whose country the number is told of where the row names both or one: that of asylum first, or that of origin. */
  of: 'asylum' | 'origin'
  /** A group among the refugees of a place, or all of them. */
  group: string | null
  is: Pick<RowFigure, 'category' | 'term'> & Partial<Pick<RowFigure, 'cause' | 'border'>>
}

export const unhcrLines: readonly UnhcrLine[] = [
  { key: 'refugees', words: 'Refugees', flow: false, of: 'asylum', group: null, is: { category: 'refugees', term: 'refugee' } },
  { key: 'asylum_seekers', words: 'Asylum-seekers', flow: false, of: 'asylum', group: 'asylum-seekers', is: { category: 'refugees', term: 'asylum_seeker' } },
  { key: 'idps', words: 'Internally displaced people', flow: false, of: 'asylum', group: null, is: { category: 'idps', term: 'displaced', cause: 'conflict' } },
  { key: 'returned_refugees', words: 'Refugees who returned', flow: true, of: 'origin', group: null, is: { category: 'returns', term: 'returned', border: 'cross_border' } },
  { key: 'returned_idps', words: 'Internally displaced people who returned', flow: true, of: 'asylum', group: null, is: { category: 'returns', term: 'returned', border: 'internal', cause: 'conflict' } },
] // biome-ignore format: a table

/** Null where the line is told of neither country. Who returned went home: the country of origin is where they arrived. */
function placeOf({ of, flow }: UnhcrLine, asylum: Country | null, origin: Country | null): PlaceHint | null {
  const told = of === 'asylum' ? (asylum ?? origin) : (origin ?? asylum)
  if (told === null) return null
  const arrived = flow ? told === origin || of === 'asylum' : told === asylum
  return { ...told, role: arrived ? 'destination' : 'origin' }
}

/**
 * People of one country in another are a group among all of either, each a line of its own. It is named by codes: services spell
 * countries differently, and one number that two of them tell is one claim.
 */
function groupOf({ group }: UnhcrLine, asylum: Country | null, origin: Country | null) {
  const pair = asylum !== null && origin !== null && asylum.iso3 !== origin.iso3
  const operation = [group, pair ? `from ${origin.iso3} in ${asylum.iso3}` : null].filter(Boolean).join(' ')
  const counted = { counter: 'UNHCR', assessmentType: 'annual total' }
  return operation === '' ? counted : ({ ...counted, scope: 'cohort', operation } as const)
}

const spanOf = ({ flow }: UnhcrLine, first: IsoDate, last: IsoDate) =>
  flow
    ? ({ window: 'between', since: { day: first, accuracy: 'day' }, asOf: { day: last, accuracy: 'day' } } as const)
    : ({ window: null, asOf: { day: last, accuracy: 'day' } } as const)

export interface Told {
  asylum: Country | null
  origin: Country | null
  /** Of the span that the row tells. */
  first: IsoDate
  last: IsoDate
  value: number | null
  excerpt: RowFigure['excerpt']
}

/** Null where the number is untold: a 0 stands for none and for untold alike. */
export function unhcrFigure(line: UnhcrLine, { asylum, origin, first, last, value, excerpt }: Told): RowFigure | null {
  const place = placeOf(line, asylum, origin)
  if (value === null || value === 0 || place === null) return null
  return {
    ...plainFigure,
    ...line.is,
    ...spanOf(line, first, last),
    ...groupOf(line, asylum, origin),
    value,
    persons: value,
    place,
    excerpt,
  }
}
