#!/usr/bin/env node
/**
 * Speed of extraction on one core, in one run beside wink-nlp tokenising the same texts, compromise tagging them, and cheerio
 * loading the pages that such texts come from; then whether time grows in proportion. Needs a build (npm run bench makes it). `--check`
 * fails where a bound of the design does not hold; docs/benchmarks.md says what was measured.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { gunzipSync } from 'node:zlib'
import { load } from 'cheerio'
import compromise from 'compromise'
import winkModel from 'wink-eng-lite-web-model'
import winkNLP from 'wink-nlp'
import { extractFigures } from '../../packages/extraction/dist/index.js'
import { loadGazetteer } from '../../packages/gazetteer/dist/index.js'

const shared = new URL('../../../shared/data/', import.meta.url)
const gazetteer = loadGazetteer()
const wink = winkNLP(winkModel, ['sbd'])
const extract = (text) => extractFigures({ text, title: null, language: 'en', publishedOn: '2021-06-15' }, gazetteer)
const megabytes = (list) => list.reduce((sum, each) => sum + Buffer.byteLength(each), 0) / 1e6

/** A plain page around a text: head, menu, its paragraphs, footer. Pages of publishers are many times heavier. */
const pageOf = (text) =>
  `<!doctype html><html><head><meta charset="utf-8"><title>Report</title></head><body><nav><ul><li><a href="/">Home</a></li><li><a href="/reports">Reports</a></li></ul></nav><main>${text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .split('\n')
    .map((line) => `<p>${line}</p>`)
    .join('')}</main><footer><p>Contact</p></footer></body></html>`

/** Blocks on lines of their own, as a reader of pages hands them on. */
function textOf(page) {
  const $ = load(page)
  $('script, style, nav, footer').remove()
  return $('h1, h2, h3, p, li, td')
    .map((_, block) => $(block).text().trim())
    .get()
    .join('\n\n')
}

const isEnglish = (text) => {
  const share = (pattern) => (text.match(pattern) ?? []).length / text.length
  return share(/[\u0600-\u06ff]/g) < 0.05 && share(/[éèàñíóúç]/g) < 0.01
}

/** Reports with a figure every few lines, and news pages as their publishers serve them. */
function collections() {
  const reports = new URL('texts.jsonl', shared)
  const golden = new URL('../golden/languages/en/passages.json', import.meta.url)
  const texts = existsSync(reports)
    ? readFileSync(reports, 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line).text)
        .filter(isEnglish)
    : Array.from({ length: 40 }, () => JSON.parse(readFileSync(golden, 'utf8')).map(({ text }) => text)).flat()
  const dense = { name: existsSync(reports) ? 'reports' : 'golden passages', texts, pages: texts.map(pageOf) }
  const articles = new URL('articles/html/', shared)
  if (!existsSync(articles)) return [dense]
  const pages = readdirSync(articles).map((name) => {
    const bytes = readFileSync(new URL(name, articles))
    return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  })
  return [dense, { name: 'news pages', texts: pages.map(textOf), pages }]
}

/** Seconds of processor time: the clock on the wall counts the neighbours too. */
function seconds(work) {
  const start = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1e6
}
const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1] ?? 0

/** Seconds of processor time that a work is warmed up for: the compiler works beside it for its first rounds. */
const warmUp = 4

/** Median of nine rounds after those that warm up; the works take turns, so that a busy machine slows all alike. */
function compare(works, warm = warmUp) {
  for (const work of works) for (let spent = 0; spent < warm; ) spent += seconds(work)
  const times = works.map(() => [])
  for (let round = 0; round < 9; round++)
    works.forEach((work, i) => {
      times[i].push(seconds(work))
    })
  return times.map(median)
}

const failed = []
const must = (holds, what) => {
  if (!holds) failed.push(what)
}

console.log(`Node ${process.version}, ${cpus()[0]?.model.trim()}, one core, gazetteer ${gazetteer.version}\n`)
const rows = []
for (const { name, texts, pages } of collections()) {
  const [own, peer, parser, tagger] = compare([
    () => {
      for (const text of texts) extract(text)
    },
    () => {
      for (const text of texts) wink.readDoc(text)
    },
    () => {
      for (const page of pages) load(page)
    },
    () => {
      for (const text of texts) compromise(text)
    },
  ])
  const row = (work, size, spent) =>
    rows.push({ texts: name, work, MB: size.toFixed(2), 'MB/s': (size / spent).toFixed(2), ms: (spent * 1000).toFixed(0), 'time, extraction = 1': (spent / own).toFixed(2) }) // biome-ignore format: one row
  row('extraction', megabytes(texts), own)
  row('wink-nlp tokenising', megabytes(texts), peer)
  row('cheerio loading pages', megabytes(pages), parser)
  row('compromise tagging', megabytes(texts), tagger)
  must(own <= peer, `${name}: slower than wink-nlp`)
  must(own <= parser, `${name}: slower than cheerio`)
}
console.table(rows)

const sample = collections()[0].texts.join('\n\n').slice(0, 1_000_000)
const half = sample.slice(0, sample.length / 2)
const [one, two] = compare([() => extract(half), () => extract(sample)], 1)
console.log(`twice the text: ${(two / one).toFixed(2)} × the time (at most 2.6)`)
must(two <= 2.6 * one, 'time does not grow in proportion')

const runs = ['1', ' ', '(', ')', '()', '[', '1,', '1.', '12 ', '\n', '"', "'", '- ', 'a', '. ', '\u00a0', '٣', '1-', '((1', '(1] 2-', '1\n'] // biome-ignore format: a list
const slowest = runs
  .map((unit) => {
    const text = unit.repeat(Math.ceil(100_000 / unit.length))
    return { unit, ms: compare([() => extract(text)], 0.2)[0] * 1000 }
  })
  .sort((a, b) => b.ms - a.ms)
console.log(`100 KB of one run: at most 100 ms; slowest ${slowest.slice(0, 4).map(({ unit, ms }) => `${JSON.stringify(unit)} ${ms.toFixed(0)} ms`).join(', ')}`) // biome-ignore format: one line
for (const { unit, ms } of slowest) must(ms < 100, `100 KB of ${JSON.stringify(unit)} take ${ms.toFixed(0)} ms`)

for (const what of failed) console.log(`does not hold: ${what}`)
if (process.argv.includes('--check') && failed.length > 0) process.exit(1)
