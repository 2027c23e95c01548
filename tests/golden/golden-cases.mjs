/**
 * The golden cases of a language: every `languages/<code>/*.json`, one file for each row of what is read. `passages.json`
 * holds passages; a case without `figures` is a text that states none.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'

/**
 * @typedef {Record<string, unknown>} Expected fields of one figure, in the case's own words
 * @typedef {{why: string, text: string, title?: string, language?: null, published?: string | null, knownGap?: string, figures?: Expected[]}} Case
 * @typedef {{digest: string, sentences: number, withoutFigure: number, passages: number, knownGaps: number}} Agreed
 */

const folder = new URL('./languages/', import.meta.url)

/** @param {URL} within @param {string} ending */
const named = (within, ending) =>
  readdirSync(within)
    .filter((name) => (ending ? name.endsWith(ending) : !name.includes('.')))
    .sort()

export const goldenLanguages = named(folder, '')

/** @param {string} language @returns {{ name: string, content: string, cases: Case[] }[]} */
export function goldenFiles(language) {
  const within = new URL(`${language}/`, folder)
  return named(within, '.json').map((file) => {
    const content = readFileSync(new URL(file, within), 'utf8')
    return { name: file.slice(0, -'.json'.length), content, cases: JSON.parse(content) }
  })
}

/** How many cases there are and a digest of their files, so that none goes or changes unseen. @param {string} language @returns {Agreed} */
export function agreedOn(language) {
  const files = goldenFiles(language)
  const hash = createHash('sha256')
  for (const { name, content } of files) hash.update(`${name}\n${content}`)
  const all = files.flatMap(({ cases }) => cases)
  const passages = files.find(({ name }) => name === 'passages')?.cases ?? []
  const single = all.filter((one) => !passages.includes(one))
  const stating = single.filter(({ figures }) => figures && figures.length > 0)
  return {
    digest: hash.digest('hex').slice(0, 16),
    sentences: stating.length,
    withoutFigure: single.length - stating.length,
    passages: passages.length,
    knownGaps: all.filter(({ knownGap }) => knownGap).length,
  }
}
