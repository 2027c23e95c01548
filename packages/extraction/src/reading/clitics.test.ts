import { expect, test } from 'vitest'
import ar from '../languages/ar.ts'
import en from '../languages/en.ts'
import { readNumbers } from '../numbers/read-numbers.ts'
import { splitClitics } from './clitics.ts'
import { readLexemes } from './lexeme.ts'
import { lexiconOf } from './lexicon.ts'
import { tokenise } from './token.ts'

const lexicon = lexiconOf(ar)
const parts = (text: string) => splitClitics(tokenise(text), lexicon).map(({ start, end }) => text.slice(start, end))
const numbersOf = (text: string) => {
  const tokens = splitClitics(tokenise(text), lexicon)
  return readNumbers(readLexemes(tokens, 0, tokens.length, lexicon), lexicon).flatMap(({ number }) =>
    number ? [number.high === null ? number.value : [number.value, number.high]] : [],
  )
}

test.each<[text: string, words: string[]]>([
  ['وللنازحين', ['و', 'ل', 'لنازحين']],
  ['للاجئين', ['ل', 'لاجئين']],
  ['ونزح', ['و', 'نزح']],
  ['وصل', ['وصل']],
  ['بحسب', ['بحسب']],
  ['فيينا', ['فيينا']],
])('%s is parted into %j, with the offsets of the text', (text, words) => {
  expect(parts(text)).toEqual(words)
})

test('a language without clitics keeps its tokens', () => {
  const tokens = tokenise('500 people fled')
  expect(splitClitics(tokens, lexiconOf(en))).toBe(tokens)
})

test.each<[text: string, numbers: unknown[]]>([
  ['٣٫٥ مليون', [3_500_000]],
  ['٨٠٠٬٠٠٠', [800_000]],
  ['مليون و200 ألف شخص', [1_200_000]],
  ['52 ألفا و760 شخصا', [52_760]],
  ['مليونا وخمسة آلاف', [1_005_000]],
  ['مليونا واحدا', [1_000_000]],
  ['ألفا شخص', [2000]],
  ['ثلاثة آلاف وثمانمائة شخص', [3800]],
  ['خمسة وعشرين ألف نازح', [25_000]],
  ['مليون ونصف المليون', [1_500_000]],
  ['نصف مليون', [500_000]],
  ['مئات الآلاف', [[100_000, 999_999]]],
  ['300 نازح و200 لاجئ', [300, 200]],
  ['ما بين 50 ألفا و60 ألف شخص', [[50_000, 60_000]]],
  ['نازح', []],
])('%s is read as %j', (text, numbers) => {
  expect(numbersOf(text)).toEqual(numbers)
})
