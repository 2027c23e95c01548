/**
 * Golden cases of every language: sentences and passages written by us, each with its reason, and texts that state no
 * figure. A case with `knownGap` is a known miss; the suite complains when it starts to pass.
 */
import { extractFigures } from '@displacement-monitor/extraction'
import { loadGazetteer } from '@displacement-monitor/gazetteer'
import type { Figure } from '@displacement-monitor/shared/domain'
import { describe, expect, test } from 'vitest'
import { goldenFiles, goldenLanguages } from './golden-cases.mjs'

type Case = ReturnType<typeof goldenFiles>[number]['cases'][number]
type Expected = NonNullable<Case['figures']>[number]

const gazetteer = loadGazetteer()
const printed = '2021-06-15'

/** A case with `language: null` is read as a text of unknown language. */
const read = (language: string, { text, title, published, language: told }: Case) =>
  extractFigures(
    {
      text,
      title: title ?? null,
      language: told === undefined ? language : told,
      publishedOn: published === undefined ? printed : published,
    },
    gazetteer,
  ).figures

/** The fields of a figure that a case speaks of, in the case's own words. */
function told(figure: Figure | undefined, expected: Expected): Expected {
  if (!figure) return {}
  const place = figure.place
  const plain: Expected = {
    ...figure,
    place: place?.name ?? null,
    country: place?.countryIso3 ?? null,
    role: place?.role,
    placeAccuracy: place?.accuracy,
    sinceDay: figure.since?.day ?? null,
    asOf: figure.asOf?.day ?? null,
    asOfAccuracy: figure.asOf?.accuracy,
  }
  return Object.fromEntries(
    Object.entries(expected).map(([field, wanted]) => {
      const have = plain[field]
      // Two categories are both right where the text leaves it open; a place may be printed with its kind.
      if (Array.isArray(wanted) && wanted.includes(have)) return [field, wanted]
      if (field === 'place' && typeof have === 'string' && have.includes(String(wanted))) return [field, wanted]
      return [field, have]
    }),
  )
}

const check = (language: string, one: Case) => {
  const figures = read(language, one)
  for (const { excerpt } of figures) expect(one.text.slice(excerpt.start, excerpt.end)).toBe(excerpt.text)
  const expected = one.figures ?? []
  expect(
    figures.map((figure, i) => (expected[i] ? told(figure, expected[i]) : { excerpt: figure.excerpt.text })),
  ).toEqual(expected)
}

for (const language of goldenLanguages)
  describe(language, () => {
    for (const { name: file, cases } of goldenFiles(language))
      for (const one of cases) {
        const name = `${file}: ${one.why}`
        if (one.knownGap) test.fails(`${name} (known gap: ${one.knownGap})`, () => check(language, one))
        else test(name, () => check(language, one))
      }
  })
