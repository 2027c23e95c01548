/** One suite over every adapter: whatever the bytes, it answers in time with a document, a listing, or a failure of the list. */

import { failureCodes } from '@displacement-monitor/shared/errors'
import { loadAdapters, type ParseTask, parseWith } from '@displacement-monitor/worker'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const adapters = [...(await loadAdapters()).values()]
const bodies: [name: string, bytes: Buffer][] = [
  ['nothing', Buffer.alloc(0)],
  ['white space', Buffer.from(' \n\t ')],
  ['a NUL', Buffer.from([0])],
  ['noise', Buffer.from(Array.from({ length: 40_000 }, (_, at) => (at * 7919 + (at >> 3)) % 256))],
  ['a page of one word', Buffer.from('<p>x</p>')],
  ['an open tag', Buffer.from('<div')],
  ['100,000 nested elements', Buffer.from('<div>'.repeat(100_000))],
  ['100,000 nested XML elements', Buffer.from(`<?xml version="1.0"?><rss><channel>${'<item>'.repeat(100_000)}`)],
  ['100,000 nested brackets', Buffer.from('['.repeat(100_000))],
  ['60,000 attributes', Buffer.from(`<p ${Array.from({ length: 60_000 }, (_, n) => `a${n}=1`).join(' ')}>`)],
  ['invalid UTF-8', Buffer.from([0x3c, 0x70, 0x3e, 0xff, 0xfe, 0xc3, 0x28, 0x3c])],
  ['a million ampersands', Buffer.from('&'.repeat(1_000_000))],
  ['a million less-than signs', Buffer.from('<'.repeat(1_000_000))],
  ['a line of 1 MB', Buffer.from(`<p>${'word '.repeat(200_000)}</p>`)],
  ['digits', Buffer.from(`<p>${'1 '.repeat(100_000)}</p>`)],
  ['UTF-16', Buffer.from('\ufeff<html><p>words</p></html>', 'utf16le')],
  ['an unclosed CDATA', Buffer.from('<rss><channel><item><title><![CDATA[')],
  ['an unclosed comment', Buffer.from('<html><!-- ')],
  ['an unclosed script', Buffer.from('<html><script>')],
]
/** What an adapter needs to look at a body at all. */
const settings: Readonly<Record<string, Record<string, unknown>>> = { listing: { entry: 'div, p, li, td' } }
const mediaTypes = [null, 'text/html', 'application/xml', 'application/json', 'text/plain']

const settles = async (task: ParseTask) => {
  const began = performance.now()
  const code = await parseWith(task).then(
    (parsed) => {
      if ('document' in parsed) {
        expect(parsed.document.text).not.toContain('\0')
        expect(parsed.document.text.trim()).not.toBe('')
      }
      return 'read'
    },
    (error: { code?: string; message: string }) => {
      expect(error.message.length).toBeGreaterThan(10)
      return error.code ?? `no code: ${error.message}`
    },
  )
  expect(performance.now() - began).toBeLessThan(11_000)
  expect(['read', ...Object.keys(failureCodes)]).toContain(code)
  expect(code).not.toBe('unexpected')
}

for (const adapter of adapters) {
  describe(adapter.id, () => {
    const want = adapter.parseReleases ? 'releases' : adapter.parseList ? 'list' : 'report'
    const task = (bytes: Buffer, mediaType: string | null): ParseTask => ({
      want,
      adapterId: adapter.id,
      bytes,
      mediaType,
      url: 'https://a.example/',
      settings: settings[adapter.id] ?? {},
    })
    test.each(bodies)('%s', async (_, bytes) => {
      for (const mediaType of mediaTypes) await settles(task(bytes, mediaType))
    })

    test('any bytes', async () => {
      await fc.assert(
        fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.constantFrom(...mediaTypes), async (bytes, mediaType) =>
          settles(task(Buffer.from(bytes), mediaType)),
        ),
        { numRuns: 200 },
      )
    })

    test('any markup', async () => {
      const piece = fc.constantFrom(
        '<div>',
        '</div>',
        '<p>',
        '</p>',
        '<br>',
        '<table><tr><td>',
        '</table>',
        '<item>',
        '<link>',
        'https://a.example/',
        '&amp;',
        '&#0;',
        '<![CDATA[',
        ']]>',
        '<!--',
        '-->',
        '<script>',
        '{"items":[',
        'words of a text ',
        '\u0000',
        '<rss>',
        '<entry>',
      )
      await fc.assert(
        fc.asyncProperty(
          fc.array(piece, { maxLength: 40 }),
          fc.constantFrom(...mediaTypes),
          async (pieces, mediaType) => settles(task(Buffer.from(pieces.join('')), mediaType)),
        ),
        { numRuns: 200 },
      )
    })
  })
}
