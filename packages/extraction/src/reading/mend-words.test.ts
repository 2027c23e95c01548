import { expect, test } from 'vitest'
import en from '../languages/en.ts'
import { readLexemes } from './lexeme.ts'
import { lexiconOf } from './lexicon.ts'
import { mendWords } from './mend-words.ts'
import { tokenise } from './token.ts'

const lexicon = lexiconOf(en)
const mended = (text: string) => {
  const tokens = tokenise(text)
  return mendWords(tokens, 0, tokens.length, lexicon)
    .map(({ lower }) => lower)
    .join(' ')
}

test.each([
  ['dis- placed', 'displaced'],
  ['dis-\nplaced', 'displaced'],
  ['peo ple', 'people'],
  ['dis placed', 'displaced'],
  ['evacu ated', 'evacuated'],
  ['weredisplaced', 'were displaced'],
  ['displacedpeople', 'displaced people'],
  ['internallydisplaced', 'internally displaced'],
  ['familieswere', 'families were'],
  ['IDPsin', 'idps in'],
  ['townspeople', 'townspeople'],
  ['caseworkers', 'caseworkers'],
  ['personal', 'personal'],
  ['homeland', 'homeland'],
  ['Yemen is', 'yemen is'],
  ['f led', 'fled'],
  ['af fected', 'affected'],
  ['of fires', 'of fires'],
  ['a broad', 'a broad'],
])('%j is read as %j', (text, words) => {
  expect(mended(text)).toBe(words)
})

test('offsets stay those of the text', () => {
  const text = 'IDPsin evacu ated'
  const tokens = tokenise(text)
  expect(mendWords(tokens, 0, tokens.length, lexicon).map(({ start, end }) => text.slice(start, end))).toEqual([
    'IDPs',
    'in',
    'evacu ated',
  ])
})

test.each([
  ['conict', 'conflict'],
  ['con ict', 'conflict'],
  ['aected', 'affected'],
  ['a ected', 'affected'],
  ['afected', 'affected'],
  ['fooding', 'disaster'],
  ['foods', undefined],
] as const)('%j has lost a ligature of a word for %j', (text, tag) => {
  const tokens = tokenise(text)
  const [lexeme, ...rest] = readLexemes(tokens, 0, tokens.length, lexicon)
  expect(rest).toEqual([])
  if (tag) expect([...(lexeme?.entry?.tags ?? [])]).toContain(tag)
  else expect(lexeme?.entry ?? null).toBeNull()
})
