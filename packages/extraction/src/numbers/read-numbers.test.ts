import fc from 'fast-check'
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
  ['a hundred and fifty thousand', [150_000]],
  ['a hundred thousand', [100_000]],
  ['a thousand and twelve', [1012]],
  ['one point seven million', [1_700_000]],
  ['zero point five million', [500_000]],
  ['two point seven five million', [2_750_000]],
  ['two point twenty-five million', [2_250_000]],
  ['at one point seven people', [1, 7]],
  ['two-and-a-half thousand', [2500]],
  ['nine thousand, four hundred', [9400]],
  ['two million, three hundred and five thousand', [2_305_000]],
  ['five hundred, four hundred', [500, 400]],
  ['twenty thousand, thirty thousand', [20_000, 30_000]],
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

const small =
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')
const below100 = (n: number): string =>
  n < 20 ? (small[n - 1] ?? '') : [tens[Math.floor(n / 10) - 2], small[(n % 10) - 1]].filter(Boolean).join('-')
const below1000 = (n: number, and: string): string =>
  n < 100 ? below100(n) : [`${small[Math.floor(n / 100) - 1]} hundred`, below100(n % 100)].filter(Boolean).join(and)
/** As a person writes it: with or without "and" and commas. */
function inWords(n: number, and: string, comma: string): string {
  const parts = [
    [Math.floor(n / 1e6), ' million'],
    [Math.floor((n % 1e6) / 1000), ' thousand'],
    [n % 1000, ''],
  ] as const
  const told = parts.flatMap(([count, scale]) => (count > 0 ? [below1000(count, and) + scale] : []))
  // A last part below a hundred hangs on "and", not on a comma.
  const last = n % 1000 > 0 && n % 1000 < 100 && told.length > 1 ? told.pop() : undefined
  return told.join(comma) + (last ? ` and ${last}` : '')
}

test('any number spelt out is read as that number', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.integer({ min: 1, max: 999_999_999 }), fc.integer({ min: 1, max: 99_999 })),
      fc.constantFrom(' ', ' and '),
      fc.constantFrom(' ', ', '),
      (n, and, comma) => {
        const words = inWords(n, and, comma)
        expect([words, numbersOf(`${words} people`)]).toEqual([words, [n]])
      },
    ),
    { numRuns: 500 },
  )
})
