import fc from 'fast-check'
import { expect, test } from 'vitest'
import en from '../languages/en.ts'
import es from '../languages/es.ts'
import { lexiconOf } from './lexicon.ts'
import { tokenise } from './token.ts'
import { emptyHash, foldWord, hashBetween, hashWith, wordAt, wordOf } from './word.ts'

const at = (text: string, start: number, end: number) => wordAt(text, start, end, hashBetween(text, start, end))

test('a word is the same wherever it stands, with its capital or without', () => {
  const [one, other] = [at('Families fled', 0, 8), at('The Families', 4, 12)]
  expect(other).toBe(one)
  expect([one.lower, one.capital]).toEqual(['families', true])
  const small = at('families', 0, 8)
  expect([small.lower, small.capital]).toEqual(['families', false])
})

test('words of one hash are told apart by their letters', () => {
  // 31 × "Aa" is 31 × "BB".
  const [first, second] = ['AaAa', 'BBBB'].map((text) => at(text, 0, 4))
  expect(second?.hash).toBe(first?.hash)
  expect([first?.printed, second?.printed]).toEqual(['AaAa', 'BBBB'])
  expect([at('AaBB', 0, 4).lower, at('AaAa', 0, 4).lower]).toEqual(['aabb', 'aaaa'])
})

test('the hash of a word grows by its letters', () => {
  let hash = emptyHash
  for (const letter of 'fled') hash = hashWith(hash, letter.charCodeAt(0))
  expect(hash).toBe(hashBetween('they fled', 5, 9))
})

test('however many words were read before, each token is the word at its offsets', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[A-Za-zé’'-]{1,50}$/), { maxLength: 40 }), (words) => {
      const text = words.join(' ')
      for (const { start, end, kind, lower } of tokenise(text))
        if (kind === 0 && lower !== "'s") expect(lower).toBe(foldWord(text.slice(start, end)))
    }),
  )
})

test('two languages may ask of one word by turns', () => {
  const [english, spanish] = [lexiconOf(en), lexiconOf(es)]
  const word = wordOf('personas')
  for (let turn = 0; turn < 2; turn++) {
    expect(english.meaningOf(word).known).toBe(false)
    expect(spanish.meaningOf(word).node?.entry?.tags.has('person')).toBe(true)
  }
})
