import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readDataFile } from './data-file.ts'
import { gazetteerVersion, loadGazetteer } from './index.ts'

const gazetteer = loadGazetteer()

test('the data is read once and is of the version that the code names', () => {
  expect(loadGazetteer()).toBe(gazetteer)
  expect(gazetteer.version).toBe(gazetteerVersion)
})

test('a file that is no gazetteer is refused by name', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'gazetteer-')), 'places.bin')
  writeFileSync(path, 'not a gazetteer')
  expect(() => readDataFile(path)).toThrow('is not a gazetteer data file')
})

describe('a place', () => {
  test('of the first level', () => {
    expect(gazetteer.place('SY-ID')).toMatchObject({
      id: 'SY-ID',
      name: 'Idlib',
      kind: 'adm1',
      countryIso3: 'SYR',
      adminLevel: 1,
      parentId: 'SYR',
      memberIds: [],
      population: null,
      pcode: null,
    })
    expect(gazetteer.place('SY-ID')?.latitude).toBeCloseTo(35.85, 0)
    expect(gazetteer.place('SY-ID')?.longitude).toBeCloseTo(36.68, 0)
  })

  test('population 0 in the data is unknown, never nobody', () => {
    expect(gazetteer.place('gn:173377')?.population).toBeNull()
    expect(gazetteer.place('gn:169389')?.population).toBe(128840)
  })

  test('of no such id', () => {
    for (const id of ['', 'gn:', 'gn:0', 'gn:99999999999', 'XX-YY', 'area:nowhere', '__proto__'])
      expect(gazetteer.place(id)).toBeNull()
  })
})

/** Traps of the raw data: each would put people into a wrong place. */
describe('units whose codes the raw data has wrong', () => {
  test.each([
    ['Burkina Faso has 13 regions, provinces below', 'BF-12', 'Sahel', 'BFA'],
    ['South Sudan is SSD', 'SS-NU', 'Upper Nile', 'SSD'],
    ['East Darfur has its own code', 'SD-DE', 'East Darfur', 'SDN'],
    ['South Darfur keeps its own', 'SD-DS', 'South Darfur', 'SDN'],
    ['Ituri is a province since 2015', 'CD-IT', 'Ituri', 'COD'],
    ['Crimea is Ukraine’s', 'UA-43', 'Crimea', 'UKR'],
    ['Kirkuk has its present code', 'IQ-KI', 'Kirkuk', 'IRQ'],
    ['Hebron is a governorate of Palestine', 'PS-HBN', 'Hebron', 'PSE'],
  ])('%s', (_, id, name, country) => {
    expect(gazetteer.place(id)).toMatchObject({ name, countryIso3: country, kind: 'adm1' })
    expect(gazetteer.lookUp(name)).toContain(id)
  })

  /** The towns are the units' seats: where Natural Earth has a neighbour's name or code, its polygon is a neighbour's too. */
  test.each([
    ['AF-PKA', 'Paktika', 'Urgun', 32.9, 69.2],
    ['AF-PIA', 'Paktya', 'Gardez', 33.6, 69.2],
    ['ER-MA', 'Maekel', 'Asmara', 15.3, 38.9],
    ['ER-AN', 'Anseba', 'Keren', 15.8, 38.5],
    ['EC-N', 'Napo', 'Tena', -1, -77.8],
    ['EC-T', 'Tungurahua', 'Ambato', -1.2, -78.6],
    ['GT-16', 'Alta Verapaz', 'Cobán', 15.5, -90.4],
    ['RU-MOS', 'Moscow', 'Podolsk', 55.4, 37.6],
  ])('%s is %s with %s', (id, name, town, latitude, longitude) => {
    const place = gazetteer.place(id)
    expect(place).toMatchObject({ name, kind: 'adm1' })
    expect(Math.abs((place?.latitude ?? 90) - latitude)).toBeLessThan(1)
    expect(Math.abs((place?.longitude ?? 180) - longitude)).toBeLessThan(1)
    expect(gazetteer.lookUp(town).some((candidate) => gazetteer.containersOf(candidate).includes(id))).toBe(true)
  })

  test('a capital named for its country is not the country', () => {
    expect(gazetteer.place('MX-CMX')?.name).toBe('Mexico City')
    expect(gazetteer.lookUp('Mexico')).not.toContain('MX-CMX')
    expect(gazetteer.lookUp('Mexico City')).toContain('MX-CMX')
  })

  test('a code of a statistical office as long as a GeoNames id is not one', () => {
    // IBGE's 2111029 is a municipality of Maranhão, GeoNames' a town of Japan.
    expect(gazetteer.place('gn:2111029')?.countryIso3).toBe('JPN')
  })

  test.each([
    ['Kebkabiya', 'adm2', 'SD-DN'],
    ['Twic East', 'adm2', 'SS-JG'],
    ['Tharaka', 'adm2', 'KE-41'],
    ['Marsa Alam', 'adm2', 'EG-BA'],
    ['Ukhiya', 'city', 'BD-B'],
    ['Manono', 'city', 'CD-TA'],
    ['Arcahaie', 'city', 'HT-OU'],
  ])('%s, which the older lists lack, is a %s of %s', (name, kind, unit) => {
    const found = gazetteer.lookUp(name).filter((id) => gazetteer.containersOf(id).includes(unit))
    expect(found.map((id) => gazetteer.place(id)?.kind)).toContain(kind)
  })

  test('a unit that is entered twice is one, a town and the land around it are two', () => {
    const named = (name: string, country: string) =>
      gazetteer.lookUp(name).filter((id) => {
        const place = gazetteer.place(id)
        return place?.countryIso3 === country && place.kind === 'adm2'
      })
    expect(named('East Wellega', 'ETH')).toHaveLength(1)
    expect(named('Kediri', 'IDN')).toHaveLength(2)
  })

  test('an abolished province is an area in the one of today', () => {
    expect(gazetteer.containersOf('area:vn-quang-nam')).toContain('VNM')
    expect(gazetteer.childrenOf('area:vn-quang-nam')).toEqual(['VN-DN'])
  })

  test('a name that is no ordinary word is found alone', () => {
    const text = 'Fires in Oregon and floods in Sabah, England and the Logone oriental'
    expect(gazetteer.findMentions(text).map((mention) => mention.text)).toEqual([
      'Oregon',
      'Sabah',
      'England',
      'Logone oriental',
    ])
  })

  test('a province of Burkina Faso is a second-level unit', () => {
    const soum = gazetteer.lookUp('Soum').find((id) => gazetteer.place(id)?.countryIso3 === 'BFA')
    expect(gazetteer.place(soum ?? '')).toMatchObject({ kind: 'adm2', parentId: 'BF-12' })
  })

  test('a code of a statistical office is not taken for a GeoNames id', () => {
    expect(gazetteer.place('gn:98717')).toMatchObject({ name: 'Ramadi', countryIso3: 'IRQ' })
  })

  test('every first-level id of the list is of its country and every parent exists', () => {
    for (const country of ['SYR', 'SDN', 'COD', 'BFA', 'ETH', 'UKR', 'PSE', 'PHL', 'KEN', 'IRN']) {
      const units = gazetteer.childrenOf(country).filter((id) => gazetteer.place(id)?.kind === 'adm1')
      expect(units.length).toBeGreaterThan(4)
      for (const id of units) expect(gazetteer.place(id)).toMatchObject({ countryIso3: country, parentId: country })
    }
  })
})

describe('looking a name up', () => {
  test.each([
    ['Idlib', 'SY-ID'],
    ['Idleb', 'SY-ID'],
    ['Idlib province', 'SY-ID'],
    ['إدلب', 'SY-ID'],
    ['محافظة إدلب', 'SY-ID'],
    ['IDLIB', 'SY-ID'],
    ['İdlib', 'SY-ID'],
    ['Идлиб', 'SY-ID'],
    ['伊德利卜', 'SY-ID'],
    ['the Gaza Strip', 'area:gaza-strip'],
    ['le Sahel', 'area:sahel'],
    ['Boukavou', 'gn:217831'],
    ['Maarrat an Noumane', 'gn:167611'],
    ['RDC', 'COD'],
    ['US', 'USA'],
    ['province du Nord-Kivu', 'CD-NK'],
    ['estado Táchira', 'VE-S'],
    ['لسوريا', 'SYR'],
  ])('%s is %s', (name, id) => expect(gazetteer.lookUp(name)).toContain(id))

  test.each(['', ' ', '?', 'qqqqqzzz', 'Washington Post'])('%j is nothing', (name) =>
    expect(gazetteer.lookUp(name)).toEqual([]),
  )

  test('any string is answered', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (name) => Array.isArray(gazetteer.lookUp(name))),
    )
  })
})

describe('what holds what', () => {
  test('containers of a town: its units, its country, and the areas that hold them', () => {
    const containers = gazetteer.containersOf('gn:164816')
    expect(containers.slice(0, 2)).toEqual(['SY-ID', 'SYR'])
    expect(containers).toContain('area:north-west-syria')
    expect(containers).toContain('area:middle-east')
  })

  test('an area has its members, and its country above it', () => {
    expect(gazetteer.childrenOf('area:north-west-syria')).toEqual(['SY-ID', 'SY-HL', 'SY-HM', 'SY-LA'])
    expect(gazetteer.containersOf('area:north-west-syria')[0]).toBe('SYR')
    expect(gazetteer.place('area:sahel')).toMatchObject({
      countryIso3: null,
      memberIds: ['BFA', 'MLI', 'NER', 'TCD', 'MRT'],
    })
  })

  test('no unit holds itself', () => {
    for (const id of ['SYR', 'SY-ID', 'gn:164816', 'area:northern-nigeria', 'area:mena'])
      expect(gazetteer.containersOf(id)).not.toContain(id)
  })

  test('an unknown id is in nothing and holds nothing', () => {
    expect(gazetteer.containersOf('gn:1')).toEqual([])
    expect(gazetteer.childrenOf('gn:1')).toEqual([])
  })
})

describe('searching as a person types', () => {
  const first = (query: string) => gazetteer.search(query, 5)[0]?.place.id
  test.each([
    ['idlib', 'SY-ID'],
    ['Idlbi', 'SY-ID'],
    ['Khartum', 'SD-KH'],
    ['Mogadischuu', 'gn:53654'],
    ['Afganistan', 'AFG'],
    ['Zaporizhzhya', 'UA-23'],
    ['ادلب', 'SY-ID'],
    ['Port-au-Prnce', 'gn:3718426'],
    ['Kharkiw', 'UA-63'],
  ])('%s finds %s first', (query, id) => expect(first(query)).toBe(id))

  test('a beginning finds the whole, best known first', () => {
    expect(gazetteer.search('Khart', 3).map(({ place }) => place.id)).toContain('SD-KH')
  })

  test('the limit holds, and nothing is found for nothing', () => {
    expect(gazetteer.search('San', 7)).toHaveLength(7)
    expect(gazetteer.search('San', 0)).toEqual([])
    expect(gazetteer.search('  ', 5)).toEqual([])
    expect(gazetteer.search('zzzzqqqqxxxx', 5)).toEqual([])
  })
})
