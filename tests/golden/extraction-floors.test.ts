/**
 * Accuracy may not fall: floors for labelled passages, and the digest of our own golden cases, so that a case cannot
 * change unseen. Lowering a floor is its own change, with the reason.
 */
import { existsSync, readFileSync } from 'node:fs'
import { extractFigures } from '@displacement-monitor/extraction'
import { measure, parsePassages } from '@displacement-monitor/extraction/accuracy'
import { loadGazetteer } from '@displacement-monitor/gazetteer'
import { describe, expect, test } from 'vitest'
import { agreedOn, goldenLanguages } from './golden-cases.mjs'

interface Floors {
  labelled: Record<string, Record<string, Record<string, number>>>
  cases: Record<string, ReturnType<typeof agreedOn>>
}

const floors = JSON.parse(readFileSync(new URL('./floors.json', import.meta.url), 'utf8')) as Floors
const gazetteer = loadGazetteer()

for (const [file, languages] of Object.entries(floors.labelled)) {
  const path = new URL(`../../../shared/data/${file}`, import.meta.url)
  describe.skipIf(!existsSync(path))(`../shared/data/${file} (skipped where it is missing)`, () => {
    for (const [language, floor] of Object.entries(languages))
      test(`${language}: no measure is below its floor`, () => {
        const passages = parsePassages(readFileSync(path, 'utf8')).filter(({ lang }) => lang === language)
        const result = measure(
          passages,
          ({ text, title, published }) =>
            extractFigures({ text, title, language, publishedOn: published }, gazetteer).figures,
        )
        const measured: Record<string, number> = {
          precision: result.precision.share ?? 0,
          recall: result.recall.share ?? 0,
          f1WithCategory: result.f1WithCategory ?? 0,
          cleanNegatives: result.cleanNegatives.share ?? 1,
          ...Object.fromEntries(Object.entries(result.fields).map(([field, { share }]) => [field, share ?? 1])),
        }
        const below = Object.entries(floor).filter(([name, least]) => (measured[name] ?? 0) < least)
        expect(below.map(([name, least]) => `${name} ${measured[name]?.toFixed(3)} < ${least}`)).toEqual([])
        expect(result.badSpans).toBe(0)
      })
  })
}

for (const language of goldenLanguages)
  test(`the golden cases of ${language} are those that were agreed on (renew: npm run golden:update)`, () => {
    expect(agreedOn(language)).toEqual(floors.cases[language])
  })
