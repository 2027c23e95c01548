// @ts-check
/** What all packages share on their way out: which files travel, and how their manifests read away from the checkout. */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Tests, what tests need, and maps to sources that are not there stay at home. @param {string} path */
const travels = (path) => !/\.test\.|\.map$|\.tsbuildinfo$|[/\\]testing$/.test(path)

/** @param {string} from @param {string} to */
export const copyBuilt = (from, to) => cpSync(from, to, { recursive: true, filter: travels })

/** @param {string} folder */
export function emptied(folder) {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
}

/** Doors without the sources, which stay at home. @param {Record<string, Record<string, string>>} doors */
export const withoutSources = (doors) =>
  Object.fromEntries(Object.entries(doors).map(([door, { source: _, ...ways }]) => [door, ways]))

/** @param {string} folder @returns {Record<string, any>} */
export const manifestOf = (folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))

/** @param {string} folder @param {object} manifest */
export const writeManifest = (folder, manifest) =>
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
