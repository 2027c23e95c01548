/** Sheets as reports: what a person sees in them, as lines that lead back to their cells; row P4, and P2 for the XML in a workbook. */
import { extractFigures } from '@displacement-monitor/extraction'
import { loadGazetteer } from '@displacement-monitor/gazetteer'
import { openParser, type ParseTask } from '@displacement-monitor/worker'
import { type WriteOptions, writeXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sheetXml, workbookOf, writeZip } from '../../support/write-zip.ts'

const parser = openParser()
beforeAll(() => parser.warm())
afterAll(() => parser.close())

const task = (bytes: Uint8Array, mediaType: string | null = null): ParseTask => ({
  want: 'report',
  adapterId: 'article',
  bytes,
  mediaType,
  url: null,
  settings: {},
})
async function read(given: ParseTask) {
  const parsed = await parser.parse(given)
  if (!('document' in parsed)) throw new Error('no document')
  return parsed.document
}
const workbook = async (options: WriteOptions) => read(task(await writeXlsx(options)))
const csv = async (text: string | Buffer) => read(task(Buffer.from(text), 'text/csv'))

const rows = [
  ['District', 'IDPs', 'Households'],
  ['Borno', 14200, 2840],
  ['Rakhine', 5300, 1060],
]
const lines = 'Row | District | IDPs | Households\n2 | Borno | 14200 | 2840\n3 | Rakhine | 5300 | 1060'

describe('P4', () => {
  test('figures of a sheet stand beside the number of their row', async () => {
    const document = await workbook({ sheets: [{ name: 'Displaced', rows }], properties: { title: 'Hill districts' } })
    expect(document).toMatchObject({ title: 'Hill districts', text: `Displaced\n\n${lines}` })
    const { figures } = extractFigures({ ...document, publishedOn: '2022-03-14' }, await loadGazetteer())
    const told = figures.map(({ value, unit, place, excerpt: { start } }) => {
      const line = document.text.slice(document.text.lastIndexOf('\n', start) + 1)
      return `${value} ${unit} ${place?.placeId} row ${Number.parseInt(line, 10)}`
    })
    expect(told).toEqual([
      '14200 person NG-BO row 2', '2840 household NG-BO row 2', '5300 person MM-16 row 3', '1060 household MM-16 row 3',
    ]) // biome-ignore format: a list
  })

  test('hidden sheets, rows and columns are not what the report says', async () => {
    const document = await workbook({
      sheets: [
        { name: 'Old', hidden: true, rows },
        { name: 'Older', veryHidden: true, rows },
        {
          name: 'Now',
          rows: [['District', 'IDPs', 'Draft'], ['Borno', 14200, 1], ['Rakhine', 5300, 2], ['Kachin', 900, 3]],
          columns: [{}, {}, { hidden: true }],
          rowDefs: new Map([[2, { hidden: true }]]),
        },
      ],
    }) // biome-ignore format: rows
    expect(document.text).toBe('Now\n\nRow | District | IDPs\n2 | Borno | 14200\n4 | Kachin | 900')
  })

  test('a head over several columns is said of each, heads of two rows are joined, a number over several rows counts once', async () => {
    const document = await workbook({
      sheets: [
        {
          name: 'Merged',
          rows: [
            ['Displacement in the hills'],
            [],
            ['District', 'Displaced', null, 'Damaged'],
            [null, 'persons', 'households', 'houses'],
            ['Borno', 14200, 2840, 900],
            ['Rakhine', 5300, 1060, null],
          ],
          merges: [
            { startRow: 2, startCol: 1, endRow: 2, endCol: 2 },
            { startRow: 2, startCol: 0, endRow: 3, endCol: 0 },
            { startRow: 4, startCol: 3, endRow: 5, endCol: 3 },
          ],
        },
      ],
    })
    expect(document.text).toBe(
      'Merged\n\nDisplacement in the hills\n\nRow | District | Displaced persons | Displaced households | Damaged houses\n' +
        '5 | Borno | 14200 | 2840 | 900\n6 | Rakhine | 5300 | 1060 | -',
    )
  })

  test.each(['1900', '1904'] as const)('days of the %s system are days', async (dateSystem) => {
    const document = await workbook({
      dateSystem,
      sheets: [
        {
          name: 'Days',
          rows: [
            ['District', 'IDPs', 'As of'],
            ['Borno', 14200, new Date('2022-03-14')],
          ],
        },
      ],
    })
    expect(document.text).toBe('Days\n\nRow | District | IDPs | As of\n2 | Borno | 14200 | 2022-03-14')
  })

  test('a sum that its cells do not come to is stated by nobody; one that they do is', async () => {
    const total = async (result: number) => {
      const cells = new Map([['3,1', { formula: 'SUM(B2:B3)', formulaResult: result, value: result }]])
      const { text } = await workbook({ sheets: [{ name: 'S', rows: [...rows, ['Total', null, null]], cells }] })
      return text.split('\n').at(-1)
    }
    expect([await total(19_500), await total(11_111)]).toEqual(['4 | Total | 19500 | -', '4 | Total | - | -'])
  })

  test('a sheet that says it has 17 thousand million cells has those that stand in it', async () => {
    const sheet = sheetXml('<row r="2"><c r="B2" t="inlineStr"><is><t>the only one</t></is></c></row>')
    const told = sheet.replace('<sheetData>', '<dimension ref="A1:XFD1048576"/><sheetData>')
    expect((await read(task(workbookOf(told)))).text).toBe('One\n\nthe only one')
  })

  test.each<[name: string, bytes: () => Buffer, code: string, says: RegExp]>([
    ['a sheet that unpacks to 300 MB', () => workbookOf('', [{ name: 'xl/sharedStrings.xml', bytes: Buffer.alloc(300_000_000) }]), 'too_large', /300 MB; 80 MB/],
    ['one that tells 1 MB and is 300', () => workbookOf('', [{ name: 'xl/sharedStrings.xml', bytes: Buffer.alloc(300_000_000), told: 1_000_000 }]), 'no_text', /no running text/],
    ['one cell at the far end', () => workbookOf(sheetXml('<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>the end</t></is></c></row>')), 'too_large', /20 million cells/],
    ['cut off', () => workbookOf(sheetXml('')).subarray(0, 900), 'unreadable_file', /damaged/],
    ['another archive', () => writeZip([{ name: 'a.txt', bytes: Buffer.from('a') }]), 'unsupported_media_type', /no workbook/],
    ['100,000 rows of numbers', () => workbookOf(sheetXml(Array.from({ length: 100_000 }, (_, n) => `<row r="${n + 1}"><c r="A${n + 1}" t="inlineStr"><is><t>Borno</t></is></c><c r="B${n + 1}"><v>${n}</v></c></row>`).join(''))), 'too_large', /million characters/],
  ])('%s', async (_name, bytes, code, says) => {
    await expect(parser.parse(task(bytes()))).rejects.toMatchObject({ code, message: expect.stringMatching(says) })
    expect((await csv('a,b\nc,1')).text).toBe('Row | a | b\n2 | c | 1')
  }) // biome-ignore format: a table
})

describe('P2', () => {
  test.each([
    ['a file of this machine', '<!DOCTYPE w [<!ENTITY e SYSTEM "file:///etc/passwd">]>'],
    ['a bomb', `<!DOCTYPE w [<!ENTITY a0 "0123456789">${Array.from({ length: 9 }, (_, n) => `<!ENTITY a${n + 1} "${`&a${n};`.repeat(10)}">`).join('')}<!ENTITY e "&a9;">]>`],
  ])('entities of a sheet are not unfolded: %s', async (_name, doctype) => {
    const sheet = sheetXml('<row r="1"><c r="A1" t="inlineStr"><is><t>Before &e; behind</t></is></c></row>', doctype)
    const parsed = await read(task(workbookOf(sheet))).catch((error: { code: string }) => error)
    if ('text' in parsed) {
      expect(parsed.text).not.toMatch(/root:|01234567890123/)
      expect(parsed.text.length).toBeLessThan(100)
    } else expect(parsed.code).toBe('unreadable_file')
  }) // biome-ignore format: a table
})

describe('CSV', () => {
  test.each([
    ['commas', 'District,IDPs,Households\nBorno,"14,200",2840\nRakhine,5300,1060\n'],
    ['semicolons', 'District;IDPs;Households\r\nBorno;14,200;2840\r\nRakhine;5300;1060\r\n'],
    ['tabs, with a mark of byte order', '\ufeffDistrict\tIDPs\tHouseholds\nBorno\t14,200\t2840\nRakhine\t5300\t1060'],
    ['hashtags of HXL under the heads', 'District,IDPs,Households\n#adm1+name,#affected+idps,#affected+hh\nBorno,"14,200",2840\nRakhine,5300,1060'],
  ])('%s', async (name, text) => {
    const [first, second] = name.startsWith('hashtags') ? [3, 4] : [2, 3]
    expect((await csv(text)).text).toBe(
      `Row | District | IDPs | Households\n${first} | Borno | 14,200 | 2840\n${second} | Rakhine | 5300 | 1060`,
    )
  }) // biome-ignore format: a table

  test('codes beside names hide no name', async () => {
    expect((await csv('State,Pcode,IDPs\nBorno,NG008,14200\nYobe,NG036,530')).text).toBe(
      'Row | State | Pcode | IDPs\n2 | Borno | - | 14200\n3 | Yobe | - | 530',
    )
  })

  test('a quotation mark that is never closed is told', async () => {
    await expect(csv(`a,b\n"${'x,1\n'.repeat(40_000)}`)).rejects.toMatchObject({ code: 'unreadable_file' })
  })
})
