#!/usr/bin/env node
/** `npm run bench [-- NAME …]`: the benches by name, in processes of their own; without a name those that need no database. */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const benches = {
  gazetteer: 'gazetteer.mjs',
  extraction: 'extraction.mjs',
  articles: 'articles.mjs',
  trends: 'trends.mjs',
  ingest: 'ingest.mjs',
  backfill: 'backfill.mjs',
  queue: 'queue.mjs',
  dashboard: 'dashboard.mjs',
  upgrade: 'upgrade.mjs',
  curves: 'curves/draw.mjs',
}
const quick = ['gazetteer', 'extraction']

const given = process.argv.slice(2)
const names = given.filter((word, n) => !word.startsWith('-') && !(given[n - 1] ?? '').startsWith('--'))
const unknown = names.find((name) => !Object.hasOwn(benches, name))
if (unknown !== undefined) {
  console.error(`There is no bench "${unknown}"; known: ${Object.keys(benches).join(', ')}.`)
  process.exit(2)
}
const options = given.filter((word) => !names.includes(word))
for (const name of names.length > 0 ? names : quick) {
  const file = fileURLToPath(new URL(benches[name], import.meta.url))
  const { status } = spawnSync(process.execPath, [file, ...options], { stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
