import type { Figure } from '@displacement-monitor/shared/domain'
import { expect, test } from 'vitest'
import { foldFigure } from './fold-figure.ts'

const figure = (changes: Partial<Figure> = {}): Figure => ({
  excerpt: { start: 0, end: 14, text: '284,000 people' },
  value: 284_000,
  valueHigh: null,
  quantifier: 'approximately',
  unit: 'person',
  householdSize: null,
  persons: 284_000,
  category: 'internal_displacements',
  border: null,
  term: 'displaced',
  scope: 'all',
  cause: 'conflict',
  hazard: null,
  occurred: 'unknown',
  status: 'reported',
  repeated: false,
  place: { name: 'Idlib', placeId: 'SY-ID', countryIso3: 'SYR', role: 'origin', accuracy: 'adm1' },
  since: { day: '2019-12-01', accuracy: 'day' },
  asOf: { day: '2019-12-30', accuracy: 'day' },
  asOfBasis: 'stated',
  window: 'since',
  counter: null,
  subsetOf: null,
  confidence: 0.9,
  ...changes,
})
const counted = (changes: Partial<Figure>, publisher: string | null) => {
  const { counterName, counterFamily, counter, ownDocument, claimKey } = foldFigure(figure(changes), publisher)
  return { counterName, counterFamily, counter, ownDocument, key: claimKey?.split('|')[11] }
}

test.each([
  ['OCHA', 'OCHA'],
  ['UN Office for the Coordination of Humanitarian Affairs', 'OCHA'],
  ['UNHCR', 'UNHCR'],
])('an office that counts and names nobody in its own report speaks for itself: %s', (publisher, office) => {
  expect(counted({}, publisher)).toEqual({
    counterName: office, counterFamily: 'UN', counter: null, ownDocument: true, key: office.toLowerCase(),
  }) // biome-ignore format: one counter
})

test.each(['UN News', 'ReliefWeb', 'The Daily Star', 'Un', null])('a paper counts nobody: %s', (publisher) => {
  expect(counted({}, publisher)).toEqual({
    counterName: null, counterFamily: null, counter: null, ownDocument: undefined, key: '',
  }) // biome-ignore format: one counter
})

test.each(['organization', 'the agency', 'Sources', 'المنظمة'])('"%s" names nobody', (counter) => {
  expect(counted({ counter }, 'The Daily Star')).toMatchObject({ counterName: null, counter, key: '' })
  expect(counted({ counter }, 'OCHA')).toMatchObject({ counterName: 'OCHA', counter, key: 'ocha' })
})

test('an office that relays another is no counter of that number', () => {
  expect(counted({ counter: 'SOHR' }, 'OCHA')).toMatchObject({ counterName: 'SOHR', ownDocument: undefined })
  expect(counted({ counter: 'OCHA' }, 'UNOCHA')).toMatchObject({ counterName: 'OCHA', ownDocument: true })
})

test('the day of telling is no stated as-of: the same number told on two days is one claim', () => {
  const told = (day: string) => foldFigure(figure({ asOf: { day, accuracy: 'day' }, asOfTold: true }))
  expect(told('2020-02-03')).toMatchObject({ asOfBasis: 'published', asOf: { day: '2020-02-03' } })
  expect(told('2020-02-03')).not.toHaveProperty('asOfTold')
  expect(told('2020-02-04').claimKey).toBe(told('2020-02-03').claimKey)
  const stated = (day: string) => foldFigure(figure({ asOf: { day, accuracy: 'day' } })).claimKey
  expect(stated('2020-02-04')).not.toBe(stated('2020-02-03'))
})
