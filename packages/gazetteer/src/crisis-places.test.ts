/** The list of crisis places in three spellings and Arabic: each must be looked up, resolved and found in a sentence. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { loadGazetteer } from './index.ts'

const gazetteer = loadGazetteer()
const rows = readFileSync(new URL('../../../tests/golden/places/crisis-places.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('\t'))

const resolved = (name: string, country: string): string | null => {
  const countryWeights = new Map(country === '-' ? [] : [[country, 1] as const])
  return gazetteer.resolve(gazetteer.lookUp(name), { countryWeights })?.placeId ?? null
}

describe('crisis places', () => {
  test('the list has at least 200 places', () => {
    expect(rows.length).toBeGreaterThanOrEqual(200)
  })

  test('every spelling of a place resolves to it', () => {
    const misses = rows.flatMap(([id, country = '-', ...names]) =>
      names
        .filter((name) => name !== '-')
        .map((name) => name.replace(/[()]/g, ''))
        .filter((name) => resolved(name, country) !== id)
        .map((name) => `${name} is not ${id} but ${resolved(name, country)}`),
    )
    expect(misses).toEqual([])
  })

  test('every spelling is found in a sentence', () => {
    const misses = rows.flatMap(([id = '', , ...names]) =>
      names
        .filter((name) => name !== '-' && !name.startsWith('('))
        .filter((name) => {
          const sentence = /\p{Script=Arabic}/u.test(name)
            ? `وفر الناس إلى ${name} في مايو`
            : `People fled to ${name} in May.`
          return !gazetteer.findMentions(sentence).some((mention) => mention.candidateIds.includes(id))
        }),
    )
    expect(misses).toEqual([])
  })
})
