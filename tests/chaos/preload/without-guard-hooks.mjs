// @ts-check
/** Hooks of Node's loader: a file that holds the guard is changed on its way in. */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { guards } from './guards.mjs'

/** @type {readonly [string, string, string][]} */
let changes = []

/** @param {string} guard */
export function initialize(guard) {
  const known = guards[guard]
  if (!known) throw new Error(`CHAOS_WITHOUT=${guard} is no guard: ${Object.keys(guards).join(', ')}`)
  changes = [...known]
}

/** @param {string} url @param {object} context @param {(url: string, context: object) => Promise<{ format: string }>} next */
export async function load(url, context, next) {
  const wanted = changes.filter(([file]) => url.endsWith(file))
  if (wanted.length === 0) return next(url, context)
  let source = await readFile(fileURLToPath(url), 'utf8')
  for (const [file, words, instead] of wanted) {
    // A guard that is written otherwise now would look as if it were not needed.
    if (!source.includes(words))
      throw new Error(`${file} does not hold "${words}" any more: see tests/chaos/preload/guards.mjs`)
    source = source.replace(words, instead)
  }
  return { format: 'module', source, shortCircuit: true }
}
