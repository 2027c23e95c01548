/** Of each name in a sentence the place that is meant, or none: the gazetteer's part of what the engine does with a text. */
import { readFileSync } from 'node:fs'
import { loadGazetteer } from '@displacement-monitor/gazetteer'
import { describe, expect, test } from 'vitest'

const gazetteer = loadGazetteer()
const rows = readFileSync(new URL('meant-places.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('\t'))
  .map(([kind = '', text = '', name = '', id = '']) => ({ kind, text, name, id: id === '-' ? null : id }))

/** As a reader would: the countries of the whole text, and what stands beside the name. */
function meant(text: string, name: string): string | null {
  const mentions = gazetteer.findMentions(text)
  const context = gazetteer.contextOf(null, mentions)
  const asked = mentions.find((mention) => mention.kind === 'name' && mention.text.includes(name))
  if (asked === undefined) return null
  const nearbyIds = mentions
    .filter((mention) => mention !== asked)
    .flatMap((mention) => gazetteer.resolve(mention.candidateIds, context)?.placeId ?? [])
  return gazetteer.resolve(asked.candidateIds, { ...context, nearbyIds })?.placeId ?? null
}

describe('the place that is meant', () => {
  test('there are 150 cases or more, as many nulls as places, each of a class', () => {
    const nulls = rows.filter(({ id }) => id === null).length
    expect(rows.length).toBeGreaterThanOrEqual(150)
    expect(Math.abs(rows.length - 2 * nulls)).toBeLessThanOrEqual(rows.length / 10)
    expect(rows.filter(({ kind, text, name }) => kind === '' || !text.includes(name))).toEqual([])
  })

  test.each([...new Set(rows.map(({ kind }) => kind))])('%s', (kind) => {
    const misses = rows
      .filter((row) => row.kind === kind)
      .map(({ text, name, id }) => ({ text, name, id, got: meant(text, name) }))
      .filter(({ id, got }) => got !== id)
    expect(misses).toEqual([])
  })
})
