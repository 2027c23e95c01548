import { describe, expect, test } from 'vitest'
import { languagePacks } from '../languages/index.generated.ts'
import { expandPhrase } from './expand-phrase.ts'

describe('a phrase with alternatives', () => {
  test.each([
    ['fled', ['fled']],
    ['evacuat(e|ed)', ['evacuate', 'evacuated']],
    ['(rush|head)ed (back |)home', ['rushed back home', 'rushed home', 'headed back home', 'headed home']],
    ['went (home|to (his|her) (farm|village)|back)', [
      'went home', 'went to his farm', 'went to his village', 'went to her farm', 'went to her village', 'went back',
    ]],
    ['(a (b|c)|(b|c))', ['a b', 'a c', 'b', 'c']],
    ['under  (the |)(trees| tarps)', ['under the trees', 'under the tarps', 'under trees', 'under tarps']],
  ])('"%s" stands for each of its readings once', (phrase, readings) => expect(expandPhrase(phrase)).toEqual(readings)) // biome-ignore format: a table reads best as a block

  test('is refused where a group stays open', () =>
    expect(() => expandPhrase('left (home|town')).toThrow('"left (home|town" opens a group that it does not close'))
})

/** Each reading is a path of the tree that every process makes at its start: a phrase of ten thousands wants to be told shorter. */
test.each(Object.keys(languagePacks))('no phrase of "%s" has more than 12,000 readings', (code) => {
  const phrases = Object.values(languagePacks[code]?.lexicon ?? {}).flat()
  expect(phrases.filter((phrase) => expandPhrase(phrase).length > 12_000)).toEqual([])
})
