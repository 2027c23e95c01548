#!/usr/bin/env node
import { createHash } from 'node:crypto'
/**
 * npm run accuracy -- FILE… : reads labelled passages (.jsonl) and labelled sheets (.csv, .xlsx, .jsonl), prints precision,
 * recall and the accuracy of each field with 95 % intervals, lists misses, and compares with the last run of that file.
 * `--misses N` lists at most N misses of each file (default 20). Needs a build (npm run build).
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { loadGazetteer } from '@displacement-monitor/gazetteer'
import {
  fields,
  measure,
  measureSheet,
  parseCsv,
  parsePassages,
  parseRows,
  rateText,
  readSheet,
} from '../dist/accuracy/index.js'
import { extractFigures, extractionVersion } from '../dist/index.js'
import { readXlsx } from './read-xlsx.mjs'

const args = process.argv.slice(2)
const at = args.indexOf('--misses')
const shown = at < 0 ? 20 : Number(args.splice(at, 2)[1])
if (args.length === 0) {
  console.error(
    [
      'Use: npm run accuracy -- FILE… [--misses N]',
      'FILE: labelled passages (.jsonl: text, figures, lang, title, published, ignore)',
      '      or a labelled sheet (.csv, .xlsx, .jsonl: excerpt, Quantity, Term, Unit, Location, Country)',
    ].join('\n'),
  )
  process.exit(2)
}
const gazetteer = loadGazetteer()
const lastRuns = new URL('../../../.cache/accuracy/', import.meta.url)
mkdirSync(lastRuns, { recursive: true })

const read = (text, title, language, publishedOn) =>
  extractFigures({ text, title, language, publishedOn }, gazetteer).figures

function passageLines(content) {
  const passages = parsePassages(content)
  const byLanguage = Map.groupBy ? Map.groupBy(passages, (passage) => passage.lang) : groupBy(passages)
  return [...byLanguage].flatMap(([language, group]) => {
    const result = measure(group, (passage) => read(passage.text, passage.title, passage.lang, passage.published))
    return [
      { name: `${language}: passages`, text: String(result.passages) },
      { name: `${language}: precision`, rate: result.precision },
      { name: `${language}: recall`, rate: result.recall },
      { name: `${language}: F1`, value: result.f1 },
      { name: `${language}: F1 with category`, value: result.f1WithCategory },
      ...fields.map((field) => ({ name: `${language}: ${field}`, rate: result.fields[field] })),
      { name: `${language}: clean negatives`, rate: result.cleanNegatives },
      { name: `${language}: bad spans`, text: String(result.badSpans) },
      ...result.calibration.map(({ from, said, rate }) => ({
        name: `${language}: confidence ${from.toFixed(1)}–${(from + 0.1).toFixed(1)}, said ${said.toFixed(2)}`,
        rate,
      })),
      ...result.misses.map((miss) => ({ miss: `${language} ${miss}` })),
    ]
  })
}

function groupBy(passages) {
  const groups = new Map()
  for (const passage of passages) groups.set(passage.lang, [...(groups.get(passage.lang) ?? []), passage])
  return groups
}

function sheetLines(cells) {
  const isoOf = (country) =>
    /^[A-Z]{3}$/.test(country) ? country : (gazetteer.lookUp(country).find((id) => /^[A-Z]{3}$/.test(id)) ?? null)
  const namesPlace = (text) => gazetteer.findMentions(text, 'en').length > 0
  const result = measureSheet(readSheet(cells), (text) => read(text, null, null, null), isoOf, namesPlace)
  return [
    { name: 'rows', text: String(result.rows) },
    { name: 'quantity, any figure', rate: result.quantityAny },
    { name: 'quantity, top figure', rate: result.quantityTop },
    { name: 'unit of hits', rate: result.unit },
    { name: 'country, all rows', rate: result.country },
    { name: 'country, rows that name a place', rate: result.countryNamed },
    ...result.misses.map((miss) => ({ miss })),
  ]
}

function linesOf(file) {
  if (/\.xlsx$/i.test(file)) return sheetLines(readXlsx(readFileSync(file)))
  const content = readFileSync(file, 'utf8').replace(/^\ufeff/, '')
  if (/\.csv$/i.test(file)) return sheetLines(parseCsv(content))
  if (!/\.jsonl$/i.test(file)) throw new Error('it is neither .jsonl nor .csv nor .xlsx')
  const rows = parseRows(content)
  return rows ? sheetLines(rows) : passageLines(content)
}

/** Two files of one name in different folders are two. */
const digest = (path) => createHash('sha256').update(path).digest('hex').slice(0, 8)

for (const file of args) {
  let lines
  try {
    lines = linesOf(file)
  } catch (error) {
    const reason = error.code === 'ENOENT' ? 'there is no such file' : error.message
    console.error(`\n${file} could not be read: ${reason}. docs/accuracy.md tells the formats.`)
    process.exitCode = 1
    continue
  }
  const lastFile = new URL(`${basename(file)}-${digest(resolve(file))}.json`, lastRuns)
  let last = {}
  try {
    last = JSON.parse(readFileSync(lastFile, 'utf8'))
  } catch {
    // The first run has nothing to compare with.
  }
  console.log(`\n${file} (${extractionVersion}, gazetteer ${gazetteer.version})`)
  const now = {}
  for (const line of lines) {
    if (line.miss) continue
    const number = line.rate ? line.rate.share : (line.value ?? null)
    if (number !== null) now[line.name] = number
    const before = last[line.name]
    const change =
      number !== null && before !== undefined && Math.abs(number - before) >= 0.0005
        ? `  (${number > before ? '+' : ''}${(number - before).toFixed(3)})`
        : ''
    console.log(
      `  ${line.name.padEnd(34)} ${line.rate ? rateText(line.rate) : (line.text ?? line.value?.toFixed(3) ?? 'none to count')}${change}`,
    )
  }
  const misses = lines.flatMap((line) => line.miss ?? [])
  for (const miss of misses.slice(0, shown)) console.log(`    ${miss.replace(/\s+/g, ' ')}`)
  if (misses.length > shown) console.log(`    … and ${misses.length - shown} more (--misses ${misses.length})`)
  writeFileSync(lastFile, JSON.stringify(now))
}
