#!/usr/bin/env node
/**
 * The text of news pages as their publishers serve them, by our reader and by its peers on the same pages in one process, by turns:
 * Readability.js on linkedom, and @extractus/article-extractor. Pages a second of processor time; how much of the articles written out by
 * hand each finds (F1 of 4-word shingles, as `../shared/tools/score-articles.mjs` counts). Needs a build and `../shared/data/articles`.
 */
import { existsSync, readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { extractFromHtml } from '@extractus/article-extractor'
import { Readability } from '@mozilla/readability'
import { load } from 'cheerio'
import { parseHTML } from 'linkedom'
import { runParseTask } from '../../apps/worker/dist/parse-process/parse-task.js'
import { loadAdapters } from '../../apps/worker/dist/sources/load-adapters.js'

const folder = new URL('../../../shared/data/articles/', import.meta.url)
if (!existsSync(folder)) {
  console.log('articles: skipped, the pages of ../shared/data/articles are not here')
  process.exit(0)
}
const truth = JSON.parse(readFileSync(new URL('ground-truth.json', folder), 'utf8'))
const pages = Object.entries(truth).flatMap(([id, { articleBody, url }]) => {
  const file = new URL(`html/${id}.html.gz`, folder)
  return existsSync(file) ? [{ url, body: articleBody, bytes: gunzipSync(readFileSync(file)) }] : []
})
const adapters = await loadAdapters()

const works = {
  'our reader': async ({ bytes, url }) => {
    const task = { want: 'report', adapterId: 'article', bytes, mediaType: 'text/html', url, settings: {} }
    return (await runParseTask(task, adapters)).document.text
  },
  'Readability.js + linkedom': async ({ bytes }) => {
    const { document } = parseHTML(bytes.toString('utf8'))
    return new Readability(document).parse()?.textContent ?? ''
  },
  '@extractus/article-extractor': async ({ bytes, url }) => {
    const article = await extractFromHtml(bytes.toString('utf8'), url)
    return load(article?.content ?? '').text()
  },
}

const wordsOf = (text) => text.match(/\w+/gu) ?? []
function shinglesOf(text) {
  const words = wordsOf(text)
  const counts = new Map()
  for (let at = 0; at + 4 <= Math.max(words.length, 4); at++) {
    const key = words.slice(at, at + 4).join(' ')
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}
function shares(found, wanted) {
  const [ours, theirs] = [shinglesOf(found), shinglesOf(wanted)]
  const sum = (counts) => [...counts.values()].reduce((total, count) => total + count, 0)
  let both = 0
  for (const [key, count] of ours) both += Math.min(count, theirs.get(key) ?? 0)
  return { precision: both / Math.max(1, sum(ours)), recall: both / Math.max(1, sum(theirs)) }
}

const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1]
async function timed(work) {
  const start = process.cpuUsage()
  for (const page of pages) await work(page).catch(() => '')
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1e6
}
const times = new Map(Object.keys(works).map((name) => [name, []]))
for (const work of Object.values(works)) await timed(work)
for (let round = 0; round < 5; round++)
  for (const [name, work] of Object.entries(works)) times.get(name).push(await timed(work))

const own = median(times.get('our reader'))
const rows = []
for (const [name, work] of Object.entries(works)) {
  const scores = []
  for (const page of pages) scores.push(shares(await work(page).catch(() => ''), page.body))
  const mean = (field) => scores.reduce((sum, score) => sum + score[field], 0) / scores.length
  const [precision, recall] = [mean('precision'), mean('recall')]
  const spent = median(times.get(name))
  rows.push({
    work: name,
    'pages a second': (pages.length / spent).toFixed(0),
    'time, ours = 1': (spent / own).toFixed(1),
    precision: precision.toFixed(3),
    recall: recall.toFixed(3),
    F1: ((2 * precision * recall) / (precision + recall)).toFixed(3),
  })
}
console.log(`Node ${process.version}, ${pages.length} pages, one process`)
console.table(rows)
