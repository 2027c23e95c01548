import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isSameText, sameTexts, shinglesOf, textBands } from './same-text.ts'

/** Words that no two texts share by chance. */
const words = (seed: string, count: number): string => Array.from({ length: count }, (_, n) => `${seed}${n}`).join(' ')
const same = (a: string, b: string): boolean => isSameText(shinglesOf(a), shinglesOf(b))
const meet = (a: string, b: string): boolean => {
  const [left, right] = [textBands(shinglesOf(a)), textBands(shinglesOf(b))]
  return left !== null && right !== null && left.some((band) => right.includes(band))
}
const wire = words('wire', 300)

test.each<[what: string, other: string, is: boolean]>([
  ['itself, in capitals and other blanks', wire.toUpperCase().replaceAll(' ', '\n'), true],
  ['with a line of the site before and behind', `${words('before', 20)} ${wire} ${words('behind', 20)}`, true],
  ['with every fortieth word changed', wire.replace(/wire(\d*[05])\b/g, (word, n) => (n % 40 === 0 ? 'other' : word)), true],
  ['its first two thirds alone', words('wire', 200), true],
  ['another text with the same imprint of a hundred words', `${words('wire', 100)} ${words('other', 200)}`, false],
  ['a short note under an imprint longer than itself', `${words('wire', 160)} ${words('other', 60)}`, false],
  ['a teaser', words('wire', 30), false],
])('%s', (_what, other, is) => {
  expect([same(wire, other), same(other, wire)]).toEqual([is, is])
  if (is) expect(meet(wire, other)).toBe(true)
}) // biome-ignore format: a table

test('texts that share seven of ten shingles meet in a band', () => {
  let met = 0
  for (let n = 0; n < 100; n++) {
    const [common, own, others] = [words(`c${n}x`, 245), words(`a${n}x`, 50), words(`b${n}x`, 50)]
    if (meet(`${common} ${own}`, `${common} ${others}`)) met++
  }
  expect(met).toBeGreaterThanOrEqual(95)
})

test('unrelated texts meet in none', () => {
  const texts = Array.from({ length: 60 }, (_, n) => words(`t${n}x`, 120))
  const pairs = texts.flatMap((a, i) => texts.slice(i + 1).map((b) => meet(a, b)))
  expect(pairs.filter(Boolean)).toEqual([])
})

test('the bands of a text are what they were: stored ones are compared with new ones', () => {
  expect(textBands(shinglesOf(words('w', 60)))?.slice(0, 3)).toEqual([887056983, -1590856882, 417678076])
})

test('groups are the same in every order', () => {
  const texts = [
    wire,
    words('wire', 200),
    `${words('x', 9)} ${wire}`,
    words('b', 90),
    `${words('b', 90)} end`,
    words('c', 80),
  ]
  const groups = (order: readonly number[]) =>
    sameTexts(order, (n) => shinglesOf(texts[n] ?? ''))
      .map((group) => group.toSorted((a, b) => a - b))
      .toSorted(([a = 0], [b = 0]) => a - b)
  fc.assert(
    fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }), (order) => {
      expect(groups(order)).toEqual([[0, 1, 2], [3, 4]])
    }),
    { numRuns: 60 },
  ) // biome-ignore format: groups
})
