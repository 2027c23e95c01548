#!/usr/bin/env node
/**
 * Speed of extraction on one core, beside cheerio loading the pages that the texts come from and, where it is
 * installed, beside wink-nlp tokenising the same texts. Needs a build. Pages: ../shared/data/articles/html; without
 * them, pages made of our own golden passages.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { load } from 'cheerio'
import { extractFigures } from '../../packages/extraction/dist/index.js'
import { loadGazetteer } from '../../packages/gazetteer/dist/index.js'

const folder = new URL('../../../shared/data/articles/html/', import.meta.url)
const golden = new URL('../golden/languages/en/passages.json', import.meta.url)
const pages = existsSync(folder)
  ? readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'))
  : JSON.parse(readFileSync(golden, 'utf8')).map(
      ({ text }) => `<html><body><main><p>${text.replaceAll('\n', '</p><p>')}</p></main></body></html>`,
    )
const texts = pages.map((page) => {
  const $ = load(page)
  $('script, style, nav, footer').remove()
  // Text as a reader of pages hands it on: blocks on lines of their own.
  return $('h1, h2, h3, p, li, td')
    .map((_, block) => $(block).text().trim())
    .get()
    .join('\n\n')
})
const gazetteer = loadGazetteer()
const bytes = (list) => list.reduce((sum, each) => sum + Buffer.byteLength(each), 0)

/** Best of seven rounds after two to warm up, in seconds of processor time. */
function seconds(work) {
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < 9; round++) {
    const start = process.cpuUsage()
    work()
    const { user, system } = process.cpuUsage(start)
    if (round > 1) best = Math.min(best, (user + system) / 1e6)
  }
  return best
}

const rows = []
const time = (name, size, work) => {
  const spent = seconds(work)
  rows.push({ name, 'MB/s': (size / 1e6 / spent).toFixed(2), ms: (spent * 1000).toFixed(1) })
  return spent
}
const extraction = time('extraction of the texts', bytes(texts), () => {
  for (const text of texts) extractFigures({ text, title: null, language: 'en', publishedOn: '2021-06-15' }, gazetteer)
})
const cheerio = time('cheerio loading the pages', bytes(pages), () => {
  for (const page of pages) load(page)
})
let wink = null
try {
  const [{ default: winkNLP }, { default: model }] = await Promise.all([
    import('wink-nlp'),
    import('wink-eng-lite-web-model'),
  ])
  const nlp = winkNLP(model, ['sbd'])
  wink = time('wink-nlp tokenising the texts', bytes(texts), () => {
    for (const text of texts) nlp.readDoc(text)
  })
} catch {
  rows.push({ name: 'wink-nlp', 'MB/s': 'not installed', ms: '' })
}
console.table(rows)
console.log(
  `extraction takes ${((extraction / cheerio) * 100).toFixed(0)} % of cheerio's time${wink ? `, ${((extraction / wink) * 100).toFixed(0)} % of wink-nlp's` : ''}`,
)
if (process.argv.includes('--check') && (extraction > cheerio || (wink !== null && extraction > wink))) process.exit(1)
