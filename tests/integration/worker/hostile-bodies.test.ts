/** Rows P1, P2, P5, P6 and P7: whatever a page or feed is made of, it is read or refused in bounded time, with its letters and offsets right. */
import { createRequire } from 'node:module'
import { extractFigures } from '@displacement-monitor/extraction'
import { loadGazetteer } from '@displacement-monitor/gazetteer'
import { openParser, type ParseTask } from '@displacement-monitor/worker'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { localServer } from '../../support/local-server.ts'

const parser = openParser()
const gazetteer = loadGazetteer()
beforeAll(() => parser.warm())
afterAll(() => parser.close())

const task = (bytes: Uint8Array | string, mediaType: string | null, want: ParseTask['want'] = 'report'): ParseTask => ({
  want,
  adapterId: want === 'list' ? 'feed' : 'article',
  bytes: Buffer.from(bytes),
  mediaType,
  url: null,
  settings: {},
})
async function read(bytes: Uint8Array | string, mediaType: string | null = 'text/html') {
  const parsed = await parser.parse(task(bytes, mediaType))
  if (!('document' in parsed)) throw new Error('no document')
  return parsed.document
}
async function entries(bytes: Uint8Array | string, mediaType: string | null = 'application/rss+xml') {
  const parsed = await parser.parse(task(bytes, mediaType, 'list'))
  if (!('listing' in parsed)) throw new Error('no listing')
  return parsed.listing.reports.map(({ title }) => title)
}
const sentence =
  'More than 4,321 people have fled the fighting in Idlib since December, the UN said in its weekly bulletin.'
const stillReads = async () => expect((await read(`<p>${sentence}</p>`)).text).toBe(sentence)

describe('P1', () => {
  test.each<[name: string, html: () => string, code: string | null]>([
    ['100,000 nested levels', () => '<div>'.repeat(100_000) + sentence, 'too_deep'],
    ['5,000 nested levels', () => `${'<div>'.repeat(5_000)}<p>${sentence}</p>`, null],
    ['60,000 attributes', () => `<p ${Array.from({ length: 60_000 }, (_, n) => `a${n}="1"`).join(' ')}>${sentence}</p>`, null],
    ['75 KB misnested', () => `<p>${sentence}</p>${'<b><i><u>'.repeat(8_500)}`, 'too_deep'],
    ['50 MB flat', () => `<p>${sentence}</p>`.repeat(450_000), 'too_large'],
    ['a million elements', () => '<b></b>'.repeat(1_000_000), 'too_large'],
    ['a table of 300,000 cells', () => `<p>${sentence}</p><table><tr>${'<td>'.repeat(300_000)}`, null],
  ])('%s', async (_name, html, code) => {
    if (code === null) expect((await read(html())).text).toContain(sentence)
    else await expect(read(html())).rejects.toMatchObject({ code })
    await stillReads()
  }, 30_000) // biome-ignore format: a table
})

describe('P2', () => {
  const bomb = Array.from({ length: 9 }, (_, n) => `<!ENTITY a${n + 1} "${`&a${n};`.repeat(10)}">`).join('')
  const kinds: [kind: string, xml: (doctype: string) => string][] = [
    ['RSS', (doctype) => `<?xml version="1.0"?>${doctype}<rss version="2.0"><channel><item><title>Rain &e;</title><link>https://a.example/1</link></item></channel></rss>`],
    ['Atom', (doctype) => `<?xml version="1.0"?>${doctype}<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Rain &e;</title><link href="https://a.example/1"/></entry></feed>`],
  ] // biome-ignore format: a table
  test.each(kinds)('%s: entities of its own are neither unfolded nor fetched', async (_kind, xml) => {
    const canary = await localServer({ '*': { body: 'canary' } })
    try {
      for (const doctype of [
        `<!DOCTYPE r [<!ENTITY a0 "0123456789">${bomb}<!ENTITY e "&a9;">]>`,
        '<!DOCTYPE r [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        `<!DOCTYPE r [<!ENTITY e SYSTEM "${canary.origin}/e">]>`,
        `<!DOCTYPE r SYSTEM "${canary.origin}/dtd">`,
      ]) {
        const told = await entries(xml(doctype)).catch((error: { code: string }) => error.code)
        expect([['bad_feed'], ['Rain &e;'], ['Rain']]).toContainEqual([told].flat())
      }
      expect(canary.requests).toEqual([])
    } finally {
      await canary.close()
    }
  })

  // One long entity named many times: no nesting that a parser would notice. 14 KB that unfold to 10 MB.
  const flat = `<!DOCTYPE r [<!ENTITY e "${'x'.repeat(10_000)}">]>`
  const rss = (before: string) =>
    `<?xml version="1.0"?>${before}${flat}<rss version="2.0"><channel><item><title>${'&e;'.repeat(1_000)}</title><link>https://a.example/1</link></item></channel></rss>`

  test('the parser behind feeds would unfold a bomb, were it told to; told as it is, it does not, even where nobody looked before', async () => {
    // Not a dependency of ours, but of the reader of feeds.
    const [reader, parserOfReader] = ['feedsmith', 'fast-xml-parser']
    const { XMLParser } = createRequire(import.meta.resolve(reader))(parserOfReader) as {
      XMLParser: new (options: object) => { parse(xml: string): { rss: { channel: { item: { title: string } } } } }
    }
    const [enabled, most] = [true, Number.MAX_SAFE_INTEGER]
    const without = { enabled, maxEntitySize: most, maxExpansionDepth: most, maxTotalExpansions: most, maxExpandedLength: most }
    expect(new XMLParser({ processEntities: without }).parse(rss('')).rss.channel.item.title).toHaveLength(10_000_000)
    await expect(entries(rss(''))).rejects.toMatchObject({ code: 'bad_feed' })
    // Beyond the beginning in which such definitions are looked for, the parser's own setting is all that stands.
    const [title] = await entries(rss(`<!--${' '.repeat(100_000)}-->`))
    expect(title).toMatch(/^(&e;)+/)
    expect(title?.length).toBeLessThan(5_000)
  }) // biome-ignore format: a row of fields
})

describe('P5', () => {
  test.each(['1', ' ', ',', '1 ', '(', 'a', '1,', '1 March ', '<', '&', '&amp;', '- ', '| ', 'a-', '"', '2019-', '\n', '\u00a0', 'م', '<p>', '</p>', '<a href=x>', '<!--', '-->'])(
    '900 KB of %j as a page and as plain text end before the deadline',
    async (unit) => {
      const long = unit.repeat(Math.floor(900_000 / unit.length))
      const codes = ['too_large', 'too_deep', 'no_text', 'empty_body']
      for (const [body, type] of [
        [`<html><head><title>${long.slice(0, 50_000)}</title></head><body><p>${sentence}</p><p>${long}</p></body></html>`, 'text/html'],
        [`${sentence}\n\n${long}`, 'text/plain'],
      ] as const) {
        const told = await read(body, type).catch((error: { code: string }) => error.code)
        if (typeof told === 'string') expect(codes).toContain(told)
        else expect(told.text.length).toBeGreaterThan(0)
      }
    },
    60_000,
  ) // biome-ignore format: a list
})

/** Windows-1256 has its Arabic letters in an order of its own. */
const windows1256 = (text: string): Buffer => {
  const decoder = new TextDecoder('windows-1256')
  const byteOf = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte] as const))
  return Buffer.from([...text].map((letter) => byteOf.get(letter) ?? 63))
}
const utf16 = (text: string, order: 'le' | 'be'): Buffer => {
  const bytes = Buffer.from(text, 'utf16le')
  return order === 'le' ? bytes : bytes.swap16()
}

describe('P6', () => {
  const french =
    'Plus de 4 321 personnes ont été déplacées à Idlib depuis décembre, a déclaré le gouvernement à la presse.'
  const arabic =
    'نزح أكثر من 4321 شخصا من إدلب منذ ديسمبر بسبب القتال، كما قالت الأمم المتحدة في نشرتها الأسبوعية اليوم.'
  const page = (text: string, head = '', lang = 'fr') =>
    `<html lang="${lang}"><head>${head}</head><body><p>${text}</p></body></html>`
  const late = `<!--${'x'.repeat(2_000)}--><meta charset="windows-1252">`
  const cases: [name: string, bytes: Buffer, header: string, text: string][] = [
    ['header utf-8 over windows-1256', windows1256(page(arabic, '', 'ar')), 'text/html; charset=utf-8', arabic],
    ['header utf-8 over windows-1252', Buffer.from(page(french), 'latin1'), 'text/html; charset=utf-8', french],
    ['header windows-1252 over utf-8', Buffer.from(page(french)), 'text/html; charset=windows-1252', french],
    ['meta after 1024 bytes', Buffer.from(page(french, late), 'latin1'), 'text/html', french],
    ['BOM of utf-8 against a header', Buffer.from(`\ufeff${page(french)}`), 'text/html; charset=iso-8859-1', french],
    ['BOM of utf-16 against a header', utf16(`\ufeff${page(arabic, '', 'ar')}`, 'be'), 'text/html; charset=utf-8', arabic],
    ['utf-16 little end first without BOM', utf16(page(french), 'le'), 'text/html', french],
    ['utf-16 big end first without BOM', utf16(page(french), 'be'), 'text/html', french],
    ['a charset that is none', Buffer.from(page(french)), 'text/html; charset=nonsense', french],
    ['plain text', Buffer.from(french, 'latin1'), 'text/plain; charset=iso-8859-1', french],
  ] // biome-ignore format: a table

  test.each(cases)('%s: the text is right, and offsets point at the words', async (_name, bytes, header, expected) => {
    const document = await read(bytes, header)
    expect(document.text).toBe(expected)
    const { figures } = extractFigures({ ...document, publishedOn: '2020-02-17' }, gazetteer)
    expect(figures.map(({ value }) => value)).toEqual([4321])
    for (const { excerpt } of figures) expect(document.text.slice(excerpt.start, excerpt.end)).toBe(excerpt.text)
  })

  test('invalid bytes among good ones cost only themselves', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`<p>${'é'.repeat(12)} `),
      Buffer.from([0xc3, 0x28, 0xff]),
      Buffer.from(` ${sentence}</p>`),
    ])
    expect((await read(bytes)).text).toBe(`${'é'.repeat(12)} \ufffd(\ufffd ${sentence}`)
  })

  test.each<[name: string, bytes: Buffer, header: string]>([
    ['declared in the XML alone', Buffer.from(feedOf('windows-1252'), 'latin1'), 'application/rss+xml'],
    ['header utf-8 over windows-1252', Buffer.from(feedOf('utf-8'), 'latin1'), 'application/rss+xml; charset=utf-8'],
    ['utf-16 with BOM', utf16(`\ufeff${feedOf('utf-16')}`, 'le'), 'text/xml'],
  ])('a feed: %s', async (_name, bytes, header) => {
    expect(await entries(bytes, header)).toEqual(['Pluie à Évreux'])
  })
})

function feedOf(charset: string): string {
  return `<?xml version="1.0" encoding="${charset}"?><rss version="2.0"><channel><item><title>Pluie à Évreux</title><link>https://a.example/1</link></item></channel></rss>`
}

describe('P7', () => {
  test.each<[what: string, dirty: string, clean: string]>([
    ['NUL and other controls go', 'peo\0ple \u0007fled\u0085', 'people fled'],
    ['a lone surrogate is U+FFFD', 'fled \ud800 here', 'fled \ufffd here'],
    ['a pair of surrogates stays', 'fled \u{1f327} here', 'fled \u{1f327} here'],
    ['U+FEFF, soft hyphens and zero-width spaces inside words go', 'dis\ufeffpla\u00adced\u200b', 'displaced'],
    ['letters and their marks are composed', 'de\u0301place\u0301s', 'déplacés'],
    ['signs of direction stay', '\u202bإدلب\u202c and \u200fdays', '\u202bإدلب\u202c and \u200fdays'],
    ['no-break spaces stay', 'at\u00a0the\u202friver', 'at\u00a0the\u202friver'],
  ])('%s', async (_what, dirty, clean) => {
    const document = await read(`${sentence} ${dirty} ${sentence}`, 'text/plain; charset=utf-8')
    expect(document.text).toBe(`${sentence} ${clean.trimEnd()} ${sentence}`)
    const { figures } = extractFigures({ ...document, publishedOn: '2020-02-17' }, gazetteer)
    expect(figures).toHaveLength(2)
    for (const { excerpt } of figures) expect(document.text.slice(excerpt.start, excerpt.end)).toBe(excerpt.text)
  })

  test('one line of a million letters among nine good bodies: ten answers', async () => {
    const line = `${sentence} ${'word '.repeat(175_000)}`
    const answers = await Promise.all([
      read(`<p>${line}</p>`),
      ...Array.from({ length: 9 }, (_, n) => read(`<p>${n}: ${sentence}</p>`)),
    ])
    expect(answers.map(({ text }) => text.includes(sentence))).toEqual(Array(10).fill(true))
  })
})
