import { expect, test } from 'vitest'
import { extractFigures } from './extract-figures.ts'
import { smallGazetteer } from './testing/small-gazetteer.ts'

/** Confidence of the first figure read in a text. */
function confidence(text: string): number {
  const figure = extractFigures({ text, title: null, language: 'en', publishedOn: '2021-06-15' }, smallGazetteer)
    .figures[0]
  if (!figure) throw new Error(`Nothing was read in: ${text}`)
  return figure.confidence
}

/** Each first text says of its number what the second leaves in some doubt. */
test.each([
  [
    'a verb beside its people ≥ one at a distance',
    'Some 4,000 people fled Idlib.',
    'Some 4,000 people from the villages of the northern hills along the river fled Idlib.',
  ],
  ['a verb ≥ a bare noun', 'Some 4,000 IDPs fled Idlib.', 'There were some 4,000 IDPs in Idlib.'],
  ['a count of thousands ≥ one of a few', 'Some 4,000 people fled Idlib.', 'Some 4 people fled Idlib.'],
  ['a number with its comma ≥ a bare one', 'About 4,000 people fled Idlib.', 'About 4000 people fled Idlib.'],
  ['a noun ≥ none', 'About 4,000 people were evacuated.', 'About 4,000 were evacuated.'],
  ['people ≥ houses', 'The evacuation of 4,000 people.', 'The evacuation of 4,000 homes.'],
])('%s', (_, surer, weaker) => {
  expect(confidence(surer)).toBeGreaterThanOrEqual(confidence(weaker))
})

test('a plain statement is as good as certain, a bare noun is not', () => {
  expect(confidence('Some 4,000 people fled Idlib.')).toBeGreaterThanOrEqual(0.95)
  expect(confidence('There were some 4,000 IDPs in Idlib.')).toBeLessThan(0.85)
})

test('it is a likelihood whatever weakens it', () => {
  const weak = 'Some 5 of them, whom 12 others and 30 more from the hills beyond the river had met, fled.'
  for (const { confidence: said } of extractFigures(
    { text: weak, title: null, language: 'en', publishedOn: null },
    smallGazetteer,
  ).figures) {
    expect(said).toBeGreaterThan(0)
    expect(said).toBeLessThan(1)
  }
})
