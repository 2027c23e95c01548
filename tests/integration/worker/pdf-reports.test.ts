/** PDF situation reports as a person reads them, and row P3: whatever a PDF is made of, its reading ends and says why. */
import { deflateSync } from 'node:zlib'
import { openParser, type ParseTask } from '@displacement-monitor/worker'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { column, fileOf, firstExtra, type Placed, pageSize, writePdf } from '../../support/write-pdf.ts'

const parser = openParser()
beforeAll(() => parser.warm())
afterAll(() => parser.close())

const task = (bytes: Uint8Array): ParseTask => ({
  want: 'report',
  adapterId: 'article',
  bytes,
  mediaType: 'application/pdf',
  url: null,
  settings: {},
})
async function read(bytes: Uint8Array) {
  const parsed = await parser.parse(task(bytes))
  if (!('document' in parsed)) throw new Error('no document')
  return parsed.document
}
const textOf = async (...pages: (readonly Placed[])[]) => (await read(writePdf(pages))).text

const sentence = 'Floods drove 4,321 people from their homes in the valley on Sunday, the mayor said.'
const cells = (y: number, words: readonly string[]): Placed[] =>
  words.flatMap((text, c) => (text === '' ? [] : [{ x: [40, 200, 320, 440][c] ?? 40, y, text }]))
const box = (x: number, figure: string, label: string): Placed[] => [
  { x, y: 150, text: figure, size: 20 },
  ...column(label, { x, y: 168, width: 90, size: 9 }),
]

describe('layout', () => {
  test('columns are read one after the other, also where one begins higher', async () => {
    const text = await textOf([
      { x: 40, y: 60, text: 'Hill districts: what is known on Monday', size: 18 },
      ...column('The hills are told of in the left column.\nIn it a sentence begins that then runs', {
        x: 40,
        y: 120,
        width: 220,
      }),
      ...column('on in the right column.\nThen comes the river, of which less is known.', {
        x: 310,
        y: 114,
        width: 220,
      }),
    ])
    expect(text).toBe(
      'Hill districts: what is known on Monday\n\nThe hills are told of in the left column. In it a sentence begins that then runs on in the ' +
        'right column.\n\nThen comes the river, of which less is known.',
    )
  })

  test('a sentence that goes on in the next column or on the next page is one', async () => {
    const start = 'Lorries with tents have been waiting at the bridge since Tuesday evening for the water to'
    const text = await textOf(
      column(start, { x: 40, y: 700, width: 500 }),
      column('fall. The road is closed.', { x: 40, y: 100, width: 500 }),
    )
    expect(text).toBe(`${start} fall. The road is closed.`)
  })

  test('words broken at the end of a line are mended, names with a hyphen keep it', async () => {
    const lines = ['Most of the dis-', 'placed left Al-', 'Hasakeh in 2019-', '2020 or later.']
    expect(await textOf(lines.map((text, n) => ({ x: 40, y: 100 + n * 12, text })))).toBe(
      'Most of the displaced left Al-Hasakeh in 2019-2020 or later.',
    )
  })

  test('headers and footers of every page go, the first header stays; a figure at the edge stays', async () => {
    const page = (n: number, text: string): Placed[] => [
      { x: 40, y: 30, text: 'Northland: Report No. 7' },
      { x: 40, y: 820, text: 'The field office answers questions.' },
      { x: 500, y: 820, text: `Page ${n} of 3` },
      { x: 400, y: 30, text: `${n}2,345` },
      { x: 40, y: 300, text },
    ]
    expect(await textOf(page(1, 'One is here.'), page(2, 'Two is here.'), page(3, 'Three is here.'))).toBe(
      'Northland: Report No. 7\n\n12,345\n\nOne is here.\n\n22,345\n\nTwo is here.\n\n32,345\n\nThree is here.',
    )
  })

  test('boxes of key figures stand each by itself', async () => {
    expect(
      await textOf([
        ...box(40, '41,000', 'internally displaced people'),
        ...box(180, '12,300', 'displaced households'),
        ...box(320, '2.1M', 'returnees'),
      ]),
    ).toBe('41,000\ninternally displaced people\n\n12,300\ndisplaced households\n\n2.1M\nreturnees')
  })

  test('a table is rows with bars under its heads; heads and names of several lines are joined', async () => {
    expect(
      await textOf([
        { x: 40, y: 90, text: 'Table 1: Displaced people by district' },
        ...cells(110, ['', 'IDPs', 'Displaced', 'Houses']),
        ...cells(121, ['District', '', 'households', 'damaged']),
        ...cells(140, ['North', '14,200', '2,840', '900']),
        ...cells(160, ['South and', '5,300', '1,060', '-']),
        ...cells(169, ['the islands', '', '', '']),
        ...cells(189, ['Total', '19,500', '', '900']),
      ]),
    ).toBe(
      'Table 1: Displaced people by district\nDistrict | IDPs | Displaced households | Houses damaged\n' +
        'North | 14,200 | 2,840 | 900\nSouth and the islands | 5,300 | 1,060 | -\nTotal | 19,500 | - | 900',
    )
  })

  test('items of a list are its lines; text after it is none of it', async () => {
    const lines = ['New arrivals were counted in:', '• North: 1,200', '• South: 340', 'Rain goes on.']
    expect(await textOf(lines.map((text, n) => ({ x: 40, y: 100 + n * 12, text })))).toBe(
      'New arrivals were counted in:\n• North: 1,200\n• South: 340\n\nRain goes on.',
    )
  })
})

describe('title and day', () => {
  const page: Placed[] = [
    { x: 40, y: 80, text: 'Displacement in the hills', size: 20 },
    { x: 40, y: 100, text: 'As of 14 March 2022' },
    ...column(sentence, { x: 40, y: 200, width: 500 }),
  ]
  test.each([
    ["/CreationDate (D:20220315093000+02'00') /Title (Microsoft Word - x.docx)", 'Displacement in the hills', '2022-03-15', '2022-03-15T07:30:00.000Z'],
    ['/CreationDate (D:20250101000000Z) /Title (Hill districts in March)', 'Hill districts in March', '2022-03-14', undefined],
    ['', 'Displacement in the hills', '2022-03-14', undefined],
  ])('%j', async (info, title, day, at) => {
    const { title: read_, publishedOn, publishedAt } = await read(writePdf([page], { info }))
    expect([read_, publishedOn, publishedAt?.toISOString()]).toEqual([title, day, at])
  }) // biome-ignore format: a table
})

/** A page whose content is `stream`, packed. */
const packedPage = (packed: Buffer): Buffer =>
  fileOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${pageSize.width} ${pageSize.height}] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>`,
    Buffer.concat([
      Buffer.from(`<< /Length ${packed.length} /Filter /FlateDecode >>\nstream\n`),
      packed,
      Buffer.from('\nendstream'),
    ]),
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ])
const good = writePdf([column(sentence, { x: 40, y: 100, width: 500 })])
const deepTree = (levels: number): Buffer =>
  fileOf([
    '<< /Type /Catalog /Pages 2 0 R >>',
    ...Array.from({ length: levels }, (_, n) => `<< /Type /Pages /Kids [${n + 3} 0 R] /Count 1 >>`),
    `<< /Type /Page /Parent ${levels + 1} 0 R /MediaBox [0 0 595 842] >>`,
  ])

describe('P3', () => {
  test.each<[name: string, bytes: () => Buffer, code: string, says: RegExp]>([
    ['10,000 pages', () => writePdf(Array.from({ length: 10_000 }, () => [])), 'too_large', /10,000 pages; 500 are read/],
    ['a scan', () => writePdf([[], [], [{ x: 40, y: 820, text: '3' }]]), 'scanned', /pictures/],
    ['encrypted', () => writePdf([column(sentence, { x: 40, y: 100, width: 500 })], { trailer: `/Encrypt ${firstExtra(1)} 0 R /ID [<00> <00>]`, extra: [`<< /Filter /Standard /V 1 /R 2 /P -4 /O <${'41'.repeat(32)}> /U <${'42'.repeat(32)}> >>`] }), 'unreadable_file', /password/],
    ['pages that are their own parents', () => fileOf(['<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>']), 'unreadable_file', /None of the pages/],
    ['a tree of pages 20,000 deep', () => deepTree(20_000), 'scanned', /pictures/],
    ['cut off after its head', () => good.subarray(0, 40), 'unreadable_file', /damaged/],
    ['called a PDF, a web page', () => Buffer.from(`<p>${sentence}</p>`), 'unreadable_file', /does not begin/],
    ['noise behind the mark', () => Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(20_000, 'x')]), 'unreadable_file', /damaged/],
  ])('%s', async (_name, bytes, code, says) => {
    await expect(parser.parse(task(bytes()))).rejects.toMatchObject({ code, message: expect.stringMatching(says) })
    expect((await read(good)).text).toBe(sentence)
  }, 40_000) // biome-ignore format: a table

  test.each<[name: string, bytes: () => Buffer]>([
    ['cut off at its end', () => good.subarray(0, good.length - 20)],
    ['a table of places that is wrong', () => Buffer.from(good.toString('latin1').replace(/\d{10} 00000 n/g, '0000000007 00000 n'), 'latin1')],
    ['a script that opens it', () => writePdf([column(sentence, { x: 40, y: 100, width: 500 })], { catalog: '/OpenAction << /S /JavaScript /JS (while(true){}) >>' })],
    ['a font and a page that name themselves', () => writePdf([column(sentence, { x: 40, y: 100, width: 500 })], { catalog: `/Names ${firstExtra(1)} 0 R`, extra: [`<< /Kids [${firstExtra(1)} 0 R] >>`] })],
  ])('%s is read all the same', async (_name, bytes) => {
    expect((await read(bytes())).text).toBe(sentence)
  }) // biome-ignore format: a table

  test('a stream that unpacks to 1 GB is ended by its memory, though it lies beside the heap', async () => {
    const patient = openParser({ deadlineMs: 60_000 })
    try {
      const bomb = task(packedPage(deflateSync(Buffer.alloc(1_000_000_000))))
      await expect(patient.parse(bomb)).rejects.toMatchObject({ code: 'parse_memory' })
    } finally {
      await patient.close()
    }
  }, 60_000)
})
