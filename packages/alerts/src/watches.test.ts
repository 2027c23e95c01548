import { loadGazetteer } from '@displacement-monitor/gazetteer'
import type { Watch, WatchedSeries } from '@displacement-monitor/shared/domain'
import { expect, test } from 'vitest'
import { watches } from './watches.ts'

const gazetteer = loadGazetteer()
const everything: Watch = {
  placeId: null, withChildren: false, adminLevel: null, category: null, cause: null, scope: 'all', seriesKind: null,
  minimumConfidence: null, minimumReliability: null, reviewedOnly: false,
} // biome-ignore format: a row of fields
const idlib: Pick<WatchedSeries, 'placeId' | 'category' | 'cause' | 'scope' | 'kind'> = {
  placeId: 'SY-ID', category: 'internal_displacements', cause: null, scope: 'all', kind: 'cumulative',
} // biome-ignore format: a row of fields

test.each<[Partial<Watch>, boolean]>([
  [{}, true],
  [{ placeId: 'SY-ID' }, true],
  [{ placeId: 'SYR' }, false],
  [{ placeId: 'SYR', withChildren: true }, true],
  [{ placeId: 'area:north-west-syria', withChildren: true }, true],
  [{ placeId: 'IRQ', withChildren: true }, false],
  [{ adminLevel: 1 }, true],
  [{ adminLevel: 0 }, false],
  [{ category: 'internal_displacements' }, true],
  [{ category: 'idps' }, false],
  [{ cause: 'unknown' }, true],
  [{ cause: 'conflict' }, false],
  [{ scope: 'in_sites' }, false],
  [{ seriesKind: 'cumulative' }, true],
  [{ seriesKind: 'stock' }, false],
])('a line of Idlib without a told cause is watched by %j: %j', (more, expected) => {
  expect(watches({ ...everything, ...more }, idlib, gazetteer)).toBe(expected)
})

test('a place that the gazetteer does not know has no level', () => {
  expect(watches({ ...everything, adminLevel: 1 }, { ...idlib, placeId: 'gn:0' }, gazetteer)).toBe(false)
})
