/**
 * Golden cases of every language: sentences and passages written by us, each with its reason, and texts that state no
 * figure. A case with `knownGap` is a known miss; the suite complains when it starts to pass.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { extractFigures } from '@displacement-monitor/extraction'
import { loadGazetteer } from '@displacement-monitor/gazetteer'
import type { Figure } from '@displacement-monitor/shared/domain'
import { describe, expect, test } from 'vitest'

interface Expected {
  [field: string]: unknown
}
interface Case {
  why: string
  text: string
  title?: string
  published?: string
  knownGap?: string
  figures?: Expected[]
}

const folder = new URL('./languages/', import.meta.url)
const gazetteer = loadGazetteer()
const printed = '2021-06-15'
const casesOf = (language: string, file: string): Case[] =>
  JSON.parse(readFileSync(new URL(`${language}/${file}.json`, folder), 'utf8')) as Case[]

const read = (language: string, { text, title, published }: Case) =>
  extractFigures({ text, title: title ?? null, language, publishedOn: published ?? printed }, gazetteer).figures

/** The fields of a figure that a case speaks of, in the case's own words. */
function told(figure: Figure | undefined, expected: Expected): Expected {
  if (!figure) return {}
  const place = figure.place
  const plain: Expected = {
    ...figure,
    place: place?.name,
    country: place?.countryIso3,
    role: place?.role,
    asOf: figure.asOf?.day,
  }
  return Object.fromEntries(
    Object.entries(expected).map(([field, wanted]) => {
      const have = plain[field]
      // Two categories are both right where the text leaves it open; a place may be printed with its kind.
      if (Array.isArray(wanted) && wanted.includes(have)) return [field, wanted]
      if (field === 'place' && typeof have === 'string' && have.includes(String(wanted))) return [field, wanted]
      if (field === 'repeated') return [field, have]
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

for (const language of readdirSync(folder)) {
  if (language.includes('.')) continue
  describe(language, () => {
    for (const file of ['figures', 'none', 'passages'])
      for (const one of casesOf(language, file)) {
        const name = `${file}: ${one.why}`
        if (one.knownGap) test.fails(`${name} (known gap: ${one.knownGap})`, () => check(language, one))
        else test(name, () => check(language, one))
      }
  })
}
