import { expect, test } from 'vitest'
import { didYouMean } from './did-you-mean.ts'

test('several names are told as a choice, one by itself, none as nothing', () => {
  expect(didYouMean('a', ['ab', 'ac', 'zz'])).toEqual(['Did you mean ab or ac?'])
  expect(didYouMean('extrat', ['extract', 'parse'], (verb) => `monitor ${verb}`)).toEqual([
    'Did you mean monitor extract?',
  ])
  expect(didYouMean('zebra', ['extract', 'parse'])).toEqual([])
})
