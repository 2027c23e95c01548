import { expect, test } from 'vitest'
import { decodeBytes } from './decode.ts'

const page = (inner: string, head = '') => `<html lang="ar"><head>${head}</head><body><p>${inner}</p></body></html>`
/** Letters of one eight-bit alphabet, as its table has them. */
const encode = (text: string, table: Record<string, number>) =>
  Buffer.from([...text].map((letter) => table[letter] ?? letter.charCodeAt(0)))
const arabic = { ن: 0xe4, ز: 0xd2, ح: 0xcd }
const western = { é: 0xe9, è: 0xe8 }
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16()

test.each<[string, Buffer, string | null, string]>([
  ['utf-8 without a word', Buffer.from(page('déplacés')), null, 'déplacés'],
  ['the header says latin-1 over utf-8', Buffer.from(page('déplacés')), 'text/html; charset=iso-8859-1', 'déplacés'],
  [
    'the header says utf-8 over windows-1256, the page is Arabic',
    encode(page('نزح'), arabic),
    'text/html; charset=utf-8',
    'نزح',
  ],
  ['the page says windows-1256', encode(page('نزح', '<meta charset="windows-1256">'), arabic), null, 'نزح'],
  ['the header says windows-1252', encode('<p>déplacés</p>', western), 'text/html; charset=windows-1252', 'déplacés'],
  ['nobody says anything', encode('<p>déplacés, très</p>', western), null, 'déplacés'],
  [
    'meta after 5,000 bytes',
    encode(`${'<!-- x -->'.repeat(500)}<meta charset="windows-1256"><p>نزح</p>`, arabic),
    null,
    'نزح',
  ],
  [
    'a mark against the header',
    Buffer.from(`\ufeff${page('déplacés')}`),
    'text/html; charset=windows-1252',
    'déplacés',
  ],
  ['UTF-16 little with mark', Buffer.from(`\ufeff${page('نزح')}`, 'utf16le'), null, 'نزح'],
  ['UTF-16 big with mark', utf16be(`\ufeff${page('نزح')}`), null, 'نزح'],
  ['UTF-16 little without mark', Buffer.from(page('نزح'), 'utf16le'), null, 'نزح'],
  ['UTF-16 big without mark', utf16be(page('نزح')), null, 'نزح'],
  ['an unknown charset', Buffer.from(page('déplacés')), 'text/html; charset=x-nonsense', 'déplacés'],
  [
    'one broken byte among good ones',
    Buffer.concat([Buffer.from(page('déplacés '.repeat(10))), Buffer.from([0xc3])]),
    null,
    'déplacés',
  ],
])('%s', (_, bytes, contentType, expected) => {
  expect(decodeBytes(bytes, contentType)).toContain(expected)
})

test('noise is no text, a single NUL is', () => {
  const noise = Buffer.from(Array.from({ length: 5_000 }, (_, at) => (at * 7919) % 256))
  expect(() => decodeBytes(noise, 'text/html')).toThrow(expect.objectContaining({ code: 'not_text' }))
  expect(decodeBytes(Buffer.from('<p>one \0 nul</p>'), 'text/html')).toContain('nul')
})
