import { loadGazetteer } from '@displacement-monitor/gazetteer'
import { expect, test } from 'vitest'
import { openLocation } from './open-location.ts'

const gazetteer = loadGazetteer()
const town = 'gn:169389'

test('a unit stands at its centre, to two decimals', () => {
  const at = openLocation('SY-ID', gazetteer, false)
  expect(at).toEqual({ longitude: expect.closeTo(36.6, 0), latitude: expect.closeTo(35.8, 0), of: 'SY-ID' })
  expect([at?.longitude, at?.latitude].map((degrees) => (degrees ?? 0) * 100)).toEqual(
    [at?.longitude, at?.latitude].map((degrees) => Math.round((degrees ?? 0) * 100)),
  )
})

test('a named area stands in the middle of its members', () => {
  const at = openLocation('area:north-west-syria', gazetteer, false)
  expect(at).toEqual({ longitude: expect.any(Number), latitude: expect.any(Number), of: 'area:north-west-syria' })
})

test('a town is told to keys alone; else the unit that holds it', () => {
  const place = gazetteer.place(town)
  expect(openLocation(town, gazetteer, true)).toEqual({
    longitude: place?.longitude,
    latitude: place?.latitude,
    of: town,
  })
  const open = openLocation(town, gazetteer, false)
  expect(gazetteer.containersOf(town)).toContain(open?.of)
  expect(gazetteer.place(open?.of ?? '')?.adminLevel).toBeLessThanOrEqual(2)
})

test.each([null, 'gn:999999999', 'nowhere', '__proto__'])('%s is nowhere', (id) => {
  expect(openLocation(id, gazetteer, true)).toBeNull()
})
