import { deflateRawSync } from 'node:zlib'
import { writeXlsx } from 'hucre/xlsx'
import { describe, expect, test } from 'vitest'
import { readPlaceList } from './read-place-list.ts'

const csv = (...lines: string[]) => readPlaceList({ bytes: Buffer.from(lines.join('\n')), mediaType: 'text/csv' })
const head = 'Location,Admin Level,P-Code,Name,Parent P-Code,Valid from date'
const idleb = {
  pcode: 'SY07',
  country: ['SYR'],
  level: 1,
  name: 'Idleb',
  otherNames: [],
  parentPcode: 'SYR',
  validFrom: '2020-12-17',
  validTo: null,
  at: 'line 3',
}

describe('a row a unit', () => {
  test('by its headings, below them the HXL row', async () => {
    const tags = '#country+code,#geo+admin_level,#adm+code,#adm+name,#adm+code+parent,#date+start'
    const { units } = await csv(`\ufeff${head}`, tags, 'SYR,1,SY07,Idleb,SYR,2020-12-17')
    expect(units).toEqual([idleb])
  })

  test('by the HXL row alone, whatever the headings are called', async () => {
    const tags = '#date+end,#adm+name,#adm+code,#geo+admin_level,#country+code,#date+start,#adm+code+parent'
    const { units } = await csv('a,b,c,d,e,f,g', tags, '2030-01-31,Idleb,sy07,1.0,SYR,2020-12-17T00:00:00Z,SYR')
    expect(units).toEqual([{ ...idleb, validTo: '2030-01-31' }])
  })

  test('without an HXL row, with a title above, semicolons and windows letters', async () => {
    const text = `My list;;;\nISO3;Level;PCode;Name\nTCD;1;TD01;Baguirmi\nTCD;2;TD0101;Bahr K\u00f4h\n`
    const { units } = await readPlaceList({ bytes: Buffer.from(text, 'latin1'), mediaType: null })
    expect(units.map(({ pcode, name, level, at }) => [pcode, name, level, at])).toEqual([
      ['TD01', 'Baguirmi', 1, 'line 3'],
      ['TD0101', 'Bahr Kôh', 2, 'line 4'],
    ])
  })

  test('Nan is a name; a row without a code is counted and left out', async () => {
    const { units, withoutCode } = await csv(head, 'THA,1,TH55,Nan,THA,', 'SOM,2,Unspecified,Lake,SO22,', ',,,,,')
    expect(units.map(({ name, validFrom }) => [name, validFrom])).toEqual([['Nan', null]])
    expect(withoutCode).toEqual({ count: 1, first: 'line 3' })
  })
})

describe('a row with all levels', () => {
  test('names in Latin letters are shown, others kept beside them; each unit once', async () => {
    const { units } = await csv(
      'ADM2_AR,ADM2_EN,ADM2_PCODE,ADM1_EN,ADM1_PCODE,ADM0_EN,ADM0_PCODE,date,validOn,validTo',
      'حارم,Harim,SY0703,Idleb,SY07,Syrian Arab Republic,SY,2018-01-01,2020-12-17,',
      'أريحا,Ariha,SY0705,Idleb,SY07,Syrian Arab Republic,SY,2018-01-01,2020-12-17,-99',
    )
    expect(
      units.map(({ pcode, level, name, otherNames, parentPcode }) => [pcode, level, name, otherNames, parentPcode]),
    ).toEqual([
      ['SY0703', 2, 'Harim', ['حارم'], 'SY07'],
      ['SY07', 1, 'Idleb', [], 'SY'],
      ['SY', 0, 'Syrian Arab Republic', [], null],
      ['SY0705', 2, 'Ariha', ['أريحا'], 'SY07'],
    ])
    expect(units[0]).toMatchObject({ country: ['SY', 'Syrian Arab Republic'], validFrom: '2020-12-17', validTo: null })
  })

  test('a workbook has a sheet a level, other sheets, and days as days', async () => {
    const { units } = await readPlaceList({
      mediaType: null,
      bytes: await writeXlsx({
        sheets: [
          { name: 'About', rows: [['Boundaries of an example']] },
          { name: 'adm1', rows: [['adm1_name', 'adm1_pcode', 'iso3', 'valid_on'], ['Idleb', 'SY07', 'SYR', new Date('2024-02-29T00:00:00Z')]] },
          { name: 'adm2', rows: [['adm2_name', 'adm2_name1', 'adm2_pcode', 'adm1_name', 'adm1_pcode', 'iso3'], ['Harim', 'حارم', 'SY0703', 'Idlib', 'SY07', 'SYR']] },
        ],
      }), // biome-ignore format: sheets as blocks
    })
    expect(units.map(({ pcode, name, country, validFrom, at }) => [pcode, name, country, validFrom, at])).toEqual([
      ['SY07', 'Idleb', ['SYR'], '2024-02-29', 'sheet adm1, row 2'],
      ['SY0703', 'Harim', ['SYR'], null, 'sheet adm2, row 2'],
    ])
  })
})

const good = 'SYR,1,SY07,Idleb,SYR,2020-12-17'
const refusals: [string, string[], string][] = [
  ['nothing', [''], 'The file is empty.'],
  ['a level that is none', [head, good, 'SYR,9,SY08,X,SYR,'], 'line 3, column 2 (Admin Level): "9" is no admin level from 0 to 5.'],
  ['a code that is none', [head, 'SYR,1,<b>,X,SYR,'], 'line 2, column 3 (P-Code): "<b>" can be no P-code.'],
  ['a code without a name', [head, 'SYR,1,SY07'], 'line 2, column 3 (P-Code): the P-code SY07 has no name.'],
  ['a day that is none', [head, 'SYR,1,SY07,X,SYR,2020-02-30'], 'line 2, column 6 (Valid from date): "2020-02-30" is no day; write it as 2024-05-31.'],
  ['a day that may be two', [head, 'SYR,1,SY07,X,SYR,03/04/2020'], 'line 2, column 6 (Valid from date): "03/04/2020" is no day; write it as 2024-05-31.'],
  ['one code for two units', [head, good, good, 'SYR,1,SY07,Aleppo,SYR,'], 'line 4: the P-code SY07 (Aleppo) stands already in line 2, as Idleb.'],
  ['one code on two levels', [head, good, 'SYR,2,SY07,Idleb,SYR,'], 'line 3: the P-code SY07 (Idleb) stands already in line 2, as Idleb of another place.'],
  ['letters that were lost', [head, 'SYR,1,SY07,Idl\ufffdb,SYR,'], 'line 2, column 4 (Name): letters that cannot be read. Save the list as UTF-8.'],
  ['a quotation mark never closed', [head, good, 'SYR,1,SY08,"Al-Hasakeh,SYR,'], 'line 3'],
  ['no column of levels', ['ISO3,P-Code,Name', 'SYR,SY07,Idleb'], 'line 1: no column tells the admin level (Admin Level, #geo+admin_level).'],
  ['no column of countries', ['Level,P-Code,Name', '1,SY07,Idleb'], 'line 1: no column tells the country (Location, ISO3, #country+code).'],
  ['other columns', ['a,b', '1,2'], 'No columns of P-codes and names were found (P-Code and Name, ADM1_PCODE and ADM1_EN, #adm1+code and #adm1+name). The first row has: a, b.'],
  ['headings alone', [head], 'The list has its headings, but no unit with a P-code.'],
  ['an end before its begin', ['ADM1_EN,ADM1_PCODE,ADM0_EN,validOn,validTo', 'Idleb,SY07,Syria,2020-01-02,2020-01-01'], 'line 2, column 5 (validTo): its validity ends on 2020-01-01, before it begins.'],
] // biome-ignore format: a table

test.each(refusals)('%s is refused with where it stands', async (_, lines, message) => {
  const refused = await csv(...lines).then(
    () => null,
    (error: Error & { code?: string }) => error,
  )
  expect([refused?.code, refused?.message]).toEqual(['bad_place_list', expect.stringContaining(message)])
})

describe('workbooks that are none', () => {
  const refused = (bytes: Buffer) => expect(readPlaceList({ bytes, mediaType: null })).rejects

  test('one that unpacks to more than memory is refused by its directory', async () => {
    const bomb = zipOf('xl/worksheets/sheet1.xml', deflateRawSync(Buffer.alloc(10_000)), 2_000_000_000)
    await refused(bomb).toThrow('The workbook would unpack to 2000 MB; a P-code list may have 300 MB.')
    const silent = zipOf('xl/worksheets/sheet1.xml', Buffer.alloc(400_000), 0)
    await refused(silent).toThrow('would unpack to 413 MB')
  })

  test('what is no text and no workbook is told so', async () => {
    await refused(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, ...Array(600).fill(0)])).toThrow('the old kind (.xls)')
    await refused(Buffer.alloc(600, 7)).toThrow('The file is neither CSV nor XLSX.')
  })

  test('a damaged one is told so', async () => {
    await refused(zipOf('x', deflateRawSync(Buffer.from('x')), 1)).toThrow('The workbook cannot be read')
    await refused(Buffer.from('PK\u0003\u0004 and no more')).toThrow('The workbook cannot be read')
    const whole = Buffer.from(
      await writeXlsx({
        sheets: [
          {
            name: 'a',
            rows: [
              ['adm1_name', 'adm1_pcode'],
              ['x', 'y1'],
            ],
          },
        ],
      }),
    )
    await refused(whole.subarray(0, whole.length - 200)).toThrow('The workbook cannot be read')
  })
})

/** A ZIP of one entry whose directory tells `told` bytes. */
function zipOf(name: string, packed: Buffer, told: number): Buffer {
  const common = Buffer.alloc(26)
  common.writeUInt16LE(20, 0)
  common.writeUInt16LE(8, 4)
  common.writeUInt32LE(packed.length, 14)
  common.writeUInt32LE(told, 18)
  common.writeUInt16LE(name.length, 22)
  const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, Buffer.from(name), packed])
  const central = Buffer.concat([
    Buffer.from('PK\u0001\u0002\u0014\u0000'),
    common,
    Buffer.alloc(14),
    Buffer.from(name),
  ])
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 0, 'latin1')
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(local.length, 16)
  return Buffer.concat([local, central, end])
}
