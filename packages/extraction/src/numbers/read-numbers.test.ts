import { expect, test } from 'vitest'
import en from '../languages/en.ts'
import { readLexemes } from '../reading/lexeme.ts'
import { lexiconOf } from '../reading/lexicon.ts'
import { tokenise } from '../reading/token.ts'
import { readNumbers } from './read-numbers.ts'

const lexicon = lexiconOf(en)
const numbersOf = (text: string) => {
  const tokens = tokenise(text)
  return readNumbers(readLexemes(tokens, 0, tokens.length, lexicon), lexicon).flatMap(({ number }) =>
    number ? [number.high === null ? number.value : [number.value, number.high]] : [],
  )
}

test.each<[text: string, numbers: unknown[]]>([
  ['800,000', [800_000]],
  ['800 000', [800_000]],
  ['800\u202f000', [800_000]],
  ['1.200.000', [1_200_000]],
  ["14'000", [14_000]],
  ['14’000', [14_000]],
  ['1,20,000', [120_000]],
  ['12,34,567', [1_234_567]],
  ['659,3002', [659_300]],
  ['61, 000', [61_000]],
  ['1.2 million', [1_200_000]],
  ['1.15 million', [1_150_000]],
  ['1.234 million', [1_234_000]],
  ['1.2m', [1_200_000]],
  ['12k', [12_000]],
  ['2.14 lakh', [214_000]],
  ['1.5 crore', [15_000_000]],
  ['half a million', [500_000]],
  ['a quarter of a million', [250_000]],
  ['two and a half thousand', [2500]],
  ['one hundred and twenty-five thousand', [125_000]],
  ['a dozen', [12]],
  ['two dozen', [24]],
  ['several hundred', [[100, 999]]],
  ['tens of thousands', [[10_000, 99_999]]],
  ['between 8,000 and 10,000', [[8000, 10_000]]],
  ['8,000–10,000', [[8000, 10_000]]],
  ['8 to 10 thousand', [[8000, 10_000]]],
  ['4-5,000', [[4000, 5000]]],
  ['2-3 million', [[2_000_000, 3_000_000]]],
  ['720 – 870', [[720, 870]]],
  ['٨٠٠٠', [8000]],
  ['12 and 15', [12, 15]],
  ['25,00', [0]],
  ['some 61, 345', [61_345]],
  ['61 ,345', [61_345]],
  ['zones 61, 345', [61, 345]],
  ['1½ million', [1_500_000]],
  ['1 ½ million', [1_500_000]],
  ['a million and a half', [1_500_000]],
  ['1 million 200 thousand', [1_200_000]],
  ['120 thousand 500', [120_500]],
  ['1.2 m people', [1_200_000]],
  ['a few dozen', [[12, 99]]],
  ['between ten and fifteen thousand', [[10_000, 15_000]]],
  ['five thousand (5,000)', [5000]],
  ['5,000 (five thousand)', [5000]],
  ['5,000 (300)', [5000, 300]],
  ['12,345¹', [12_345]],
  ['12,345[2]', [12_345]],
  ['12,345(1)', [12_345]],
  ['', []],
])('%s is read as %j', (text, numbers) => {
  expect(numbersOf(text)).toEqual(numbers)
})
