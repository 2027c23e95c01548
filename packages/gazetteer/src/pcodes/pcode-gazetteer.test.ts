import { placeMeant, searchPlaces } from '@displacement-monitor/shared/domain'
import { beforeEach, expect, test } from 'vitest'
import { loadGazetteer } from '../index.ts'
import { PcodeGazetteer } from './pcode-gazetteer.ts'

const inner = loadGazetteer()
let gazetteer = new PcodeGazetteer(inner)

beforeEach(() => {
  gazetteer = new PcodeGazetteer(inner)
  gazetteer.replacePcodes([
    { pcode: 'SY99', placeId: 'SY-ID', current: false },
    { pcode: 'SY', placeId: 'SYR', current: true },
    { pcode: 'SY07', placeId: 'SY-ID', current: true },
    { pcode: 'SY0703', placeId: 'gn:169865', current: true },
    { pcode: '3509065', placeId: 'TJ-GB', current: true },
  ])
})

test('a unit tells its current code, another place none', () => {
  expect(gazetteer.place('SY-ID')).toEqual({ ...inner.place('SY-ID'), pcode: 'SY07' })
  expect(gazetteer.place('SY-HL')?.pcode).toBeNull()
  expect(gazetteer.place('nowhere')).toBeNull()
})

test('the version tells which codes it answers with, in whatever order they came', () => {
  const { version } = gazetteer
  expect(version).toMatch(new RegExp(`^${inner.version}\\+pcodes\\.[0-9a-f]{8}$`))
  const codes = [
    { pcode: 'SY07', placeId: 'SY-ID', current: true },
    { pcode: 'SY02', placeId: 'SY-HL', current: true },
  ]
  const versionWith = (known: typeof codes): string => {
    gazetteer.replacePcodes(known)
    return gazetteer.version
  }
  const other = versionWith(codes)
  expect([other === version, versionWith([...codes].reverse()) === other, versionWith([])]).toEqual([
    false,
    true,
    inner.version,
  ])
})

test('a code is a name of its unit, also one that was replaced', () => {
  expect([' sy07 ', 'SY99', '3509065', 'SY08'].map((code) => gazetteer.lookUp(code))).toEqual([
    ['SY-ID'],
    ['SY-ID'],
    ['TJ-GB'],
    inner.lookUp('SY08'),
  ])
  expect(placeMeant('SY0703', gazetteer)).toMatchObject({ kind: 'found', place: { id: 'gn:169865', pcode: 'SY0703' } })
})

test('a name goes before a code without digits', () => {
  expect(gazetteer.lookUp('SY')).toEqual(inner.lookUp('SY').length > 0 ? inner.lookUp('SY') : ['SYR'])
})

test('a search finds the code, then those that begin with it', () => {
  const found = searchPlaces(gazetteer, 'sy07', 10).map(({ place, matchedName }) => [
    place.id,
    place.pcode,
    matchedName,
  ])
  expect(found).toEqual([
    ['SY-ID', 'SY07', 'SY07'],
    ['gn:169865', 'SY0703', 'SY0703'],
  ])
  expect(searchPlaces(gazetteer, '3509065', 10)).toMatchObject([{ place: { id: 'TJ-GB' } }])
  expect(searchPlaces(gazetteer, 'idlib', 1)).toMatchObject([{ place: { id: 'SY-ID', pcode: 'SY07' } }])
})

test('a unit whose codes were all replaced still shows the last', () => {
  gazetteer.replacePcodes([
    { pcode: 'SY98', placeId: 'SY-ID', current: false },
    { pcode: 'SY99', placeId: 'SY-ID', current: false },
  ])
  expect(gazetteer.place('SY-ID')?.pcode).toBe('SY99')
  expect(gazetteer.lookUp('SY07')).toEqual(inner.lookUp('SY07'))
})

test('running text is read as before: a code in it is no place', () => {
  const text = 'In SY07, also called Idlib, 10 families fled.'
  expect(gazetteer.findMentions(text)).toEqual(inner.findMentions(text))
})
