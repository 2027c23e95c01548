import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { extractFigures } from './extract-figures.ts'
import { smallGazetteer } from './testing/small-gazetteer.ts'

const seed = new URL('../../../../shared/data/seed/article.txt', import.meta.url)

test.skipIf(!existsSync(seed))(
  'the seed article (../shared/data/seed) states one figure: 800,000 from Idlib since December',
  () => {
    const text = readFileSync(seed, 'utf8')
    const { figures, unsupported } = extractFigures(
      { text, title: null, language: 'en', publishedOn: '2020-02-17' },
      smallGazetteer,
    )
    expect(unsupported).toBe(false)
    expect(figures).toEqual([
      {
        excerpt: { start: 1856, end: 1912, text: 'more than 800,000 people have fled the fighting in Idlib' },
        value: 800_000,
        valueHigh: null,
        quantifier: 'more_than',
        unit: 'person',
        householdSize: null,
        persons: 800_000,
        category: 'internal_displacements',
        border: null,
        term: 'fled',
        scope: 'all',
        cause: 'conflict',
        hazard: null,
        occurred: 'unknown',
        status: 'reported',
        repeated: false,
        place: { name: 'Idlib', placeId: 'SY-ID', countryIso3: 'SYR', role: 'origin', accuracy: 'adm1' },
        since: { day: '2019-12-01', accuracy: 'month' },
        asOf: { day: '2020-02-17', accuracy: 'day' },
        asOfBasis: 'published',
        window: 'since',
        counter: 'UN',
        subsetOf: null,
        confidence: expect.closeTo(0.95, 1),
      },
    ])
  },
)

test('a language without a pack is reported as unsupported, which is not "no figures"', () => {
  const text = 'Több mint 800 000 ember menekült el.'
  expect(extractFigures({ text, title: null, language: 'hu', publishedOn: null }, smallGazetteer)).toEqual({
    language: 'hu',
    unsupported: true,
    figures: [],
  })
  expect(extractFigures({ text, title: null, language: null, publishedOn: null }, smallGazetteer)).toEqual({
    language: null,
    unsupported: true,
    figures: [],
  })
})

test('the language is detected where the document does not tell it', () => {
  const text = 'More than 800,000 people have fled the fighting in Idlib since December, according to the UN.'
  expect(extractFigures({ text, title: null, language: null, publishedOn: null }, smallGazetteer)).toMatchObject({
    language: 'en',
    figures: [{ value: 800_000 }],
  })
})
