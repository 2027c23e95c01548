/**
 * Ways to say one thing, crossed: whoever is displaced by whatever verb, with asides, fronts and tails, and numbers of
 * another kind beside them. Of each table a share is read right; it may not fall (floors.json).
 */
import { readFileSync } from 'node:fs'
import { extractFigures } from '@displacement-monitor/extraction'
import { loadGazetteer } from '@displacement-monitor/gazetteer'
import { expect, test } from 'vitest'

interface Wordings {
  name: string
  /** `{a}` and `{b}` stand for one of each list; a member may hold the other's slot. */
  template: string
  a: string[]
  b: string[]
  /** The values that must be read, each once, and no others but parts. */
  read: number[]
}

const here = (file: string): unknown => JSON.parse(readFileSync(new URL(`./${file}`, import.meta.url), 'utf8'))
const floors = (here('floors.json') as { wordings: Record<string, number> }).wordings
const gazetteer = loadGazetteer()
/** Parts, households of the same people and the number of the month before may be read or not. */
const beside = new Set([900, 860])

const sentence = (template: string, a: string, b: string) => {
  const text = template.replace('{a}', () => a).replace('{b}', () => b)
  const filled = text.replace('{a}', () => a).replace('{b}', () => b)
  return filled.charAt(0).toUpperCase() + filled.slice(1)
}

function isRight(text: string, read: readonly number[]): boolean {
  const { figures } = extractFigures({ text, title: null, language: 'en', publishedOn: '2021-06-15' }, gazetteer)
  const values = figures.map(({ value }) => value).filter((value) => read.includes(value) || !beside.has(value))
  return values.sort().join() === [...read].sort().join()
}

for (const { name, template, a, b, read } of here('wordings.json') as Wordings[])
  test(`${name}: no smaller share is read right`, () => {
    const all = a.flatMap((first) => b.map((second) => sentence(template, first, second)))
    const wrong = all.filter((text) => !isRight(text, read))
    const share = 1 - wrong.length / all.length
    expect(share, wrong.slice(0, 12).join('\n')).toBeGreaterThanOrEqual(floors[name] ?? 1)
  })
