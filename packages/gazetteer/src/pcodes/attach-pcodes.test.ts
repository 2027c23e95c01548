import type { ListedUnit } from '@displacement-monitor/shared/domain'
import { describe, expect, test } from 'vitest'
import { attachPcodes, loadGazetteer } from '../index.ts'

const gazetteer = loadGazetteer()

type Short = readonly [pcode: string, name: string, parent: string, ...others: string[]]
const level = (code: Short): number => (code[2].length === 3 ? 1 : 2)
const unit = (country: string, short: Short, more: Partial<ListedUnit> = {}): ListedUnit => ({
  pcode: short[0],
  country: [country],
  level: level(short),
  name: short[1],
  otherNames: short.slice(3),
  parentPcode: short[2],
  validFrom: null,
  validTo: null,
  at: 'line 3',
  ...more,
})
const attach = (country: string, ...list: Short[]) =>
  Object.fromEntries(
    attachPcodes(
      list.map((short) => unit(country, short)),
      gazetteer,
    ).map(({ unit: { pcode }, placeId, matchedBy, missedBy }) => [pcode, `${placeId ?? ''} ${matchedBy ?? missedBy}`]),
  )

test('spellings of one name meet: kinds of units, articles, hyphens, vowels', () => {
  expect(
    attach(
      'SYR',
      ['SY03', 'Rural Damascus', 'SYR'],
      ['SY07', 'Idleb', 'SYR'],
      ['SY08', 'Al-Hasakeh', 'SYR'],
      ['SY09', 'Deir-ez-Zor', 'SYR'],
      ['SY11', 'Ar-Raqqa Governorate', 'SYR'],
      ['SY12', "Dar'a", 'SYR'],
      ['SY13', 'As-Sweida', 'SYR'],
    ),
  ).toEqual({
    SY03: 'SY-RD name',
    SY07: 'SY-ID name',
    SY08: 'SY-HA name',
    SY09: 'SY-DY name',
    SY11: 'SY-RA name',
    SY12: 'SY-DR name',
    SY13: 'SY-SU name',
  })
})

test('the unit above narrows those below, and a district of its governorate’s name is the district', () => {
  expect(
    attach(
      'SYR',
      ['SY07', 'Idleb', 'SYR'],
      ['SY0700', 'Idleb', 'SY07'],
      ['SY0703', 'Harim', 'SY07'],
      ['SY0704', 'Jisr-Ash-Shugur', 'SY07'],
    ),
  ).toEqual({
    SY07: 'SY-ID name',
    SY0700: 'gn:169388 town',
    SY0703: 'gn:169865 town',
    SY0704: 'gn:169022 spelling',
  })
})

test('adjectives of Slavic languages are the units that they are made of', () => {
  expect(
    attach(
      'UKR',
      ['UA07', 'Volynska', 'UKR'],
      ['UA56', 'Rivnenska', 'UKR'],
      ['UA59', 'Sumska', 'UKR'],
      ['UA73', 'Chernivetska', 'UKR'],
      ['UA74', 'Chernihivska', 'UKR'],
    ),
  ).toEqual({
    UA07: 'UA-07 spelling',
    UA56: 'UA-56 spelling',
    UA59: 'UA-59 spelling',
    UA73: 'UA-77 spelling',
    UA74: 'UA-74 spelling',
  })
})

test('a town and the land around it are not taken for each other', () => {
  expect(attach('YEM', ['YE13', "Sana'a City", 'YEM'], ['YE23', "Sana'a", 'YEM'])).toEqual({
    YE13: 'YE-SA name',
    YE23: 'YE-SN name',
  })
  expect(attach('IDN', ['ID32', 'Jawa Barat', 'IDN'], ['ID3206', 'Tasikmalaya', 'ID32'])).toMatchObject({
    ID3206: 'gn:ID.30.3206 name',
  })
})

test('two that fit one unit, and one that fits two, stay without', () => {
  expect(attach('MMR', ['MMR014', 'Shan (South)', 'MMR'], ['MMR015', 'Shan (North)', 'MMR'])).toEqual({
    MMR014: ' name',
    MMR015: ' name',
  })
  expect(attach('UZB', ['UZ26', 'Tashkent', 'UZB'], ['UZ27', 'Tashkent', 'UZB'])).toEqual({
    UZ26: ' several',
    UZ27: ' several',
  })
})

describe('levels', () => {
  const palestine: Short[] = [
    ['PS02', 'Gaza Strip', 'PSE'],
    ['PS0270', 'North Gaza', 'PS02'],
    ['PS0275', 'Gaza', 'PS02'],
    ['PS0280', 'Deir Al-Balah', 'PS02'],
    ['PS0285', 'Khan Yunis', 'PS02'],
    ['PS0290', 'Rafah', 'PS02'],
    ['PS0101', 'Jenin', 'PS01'],
    ['PS0105', 'Tubas', 'PS01'],
    ['PS0115', 'Nablus', 'PS01'],
    ['PS0130', 'Jericho', 'PS01'],
  ]

  test('a list’s second level may be our first', () => {
    expect(attach('PSE', ...palestine)).toMatchObject({
      PS02: 'area:gaza-strip elsewhere',
      PS0270: 'PS-NGZ name',
      PS0290: 'PS-RFH name',
      PS0115: 'PS-NBS name',
    })
  })

  test('communes that bear their arrondissement’s name are no arrondissements', () => {
    const communes = Array.from({ length: 110 }, (_, at): Short => [`HT01${100 + at}`, `Commune ${at}`, 'HT01'])
    expect(attach('HTI', ['HT01', 'Ouest', 'HTI'], ['HT0111', 'Port-au-Prince', 'HT01'], ...communes)).toMatchObject({
      HT01: 'HT-OU name',
      HT0111: ' level',
    })
  })

  test('below the second there is none', () => {
    const deep = unit('SYR', ['SY070301', 'Harim', 'SY0703'], { level: 3 })
    expect(attachPcodes([deep], gazetteer)).toMatchObject([{ placeId: null, missedBy: 'level', countryIso3: 'SYR' }])
  })
})

test('the country is told by codes of two or three letters or by its name, and an unknown one is told so', () => {
  const named = (country: string[]) =>
    attachPcodes([unit('', ['X07', 'Idlib', 'SYR'], { country })], gazetteer).map((each) => [
      each.countryIso3,
      each.placeId ?? each.missedBy,
    ])[0]
  expect(named(['SYR'])).toEqual(['SYR', 'SY-ID'])
  expect(named(['SY'])).toEqual(['SYR', 'SY-ID'])
  expect(named(['', 'Syrian Arab Republic'])).toEqual(['SYR', 'SY-ID'])
  expect(named(['XYZ', 'Atlantis'])).toEqual([null, 'country'])
  expect(named([])).toEqual([null, 'country'])
})

test('names of other scripts and hostile ones are no matter', () => {
  const names = ['إدلب', '', '()', '____', '٣', 'a'.repeat(5_000), '(('.repeat(500), '\u202e']
  const list = names.map((name, at) => unit('SYR', [`SY9${at}`, name, 'SYR']))
  expect(attachPcodes(list, gazetteer).map(({ placeId }) => placeId)).toEqual(['SY-ID', ...Array(7).fill(null)])
})
