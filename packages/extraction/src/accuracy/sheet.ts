/** Sheets with one labelled fact a row, in the columns of the IDETECT challenge: excerpt, Quantity, Term, Unit, Location, Country. */
import type { Figure } from '@displacement-monitor/shared/domain'
import { type Rate, rate } from './rate.ts'

export interface SheetRow {
  excerpt: string
  quantity: number
  unit: string
  country: string
}

export interface SheetAccuracy {
  rows: number
  /** Some figure of the row has the labelled quantity; the figure of the highest confidence has it. */
  quantityAny: Rate
  quantityTop: Rate
  unit: Rate
  /** Of the rows that tell a country: all of them, and those whose excerpt names some place from which it can be told. */
  country: Rate
  countryNamed: Rate
  misses: string[]
}

/** Cells of CSV after RFC 4180: quotes may hold commas, line breaks and doubled quotes. */
export function parseCsv(content: string): string[][] {
  const rows: string[][] = [[]]
  let cell = ''
  let quoted = false
  for (let i = 0; i < content.length; i++) {
    const char = content[i]
    if (quoted) {
      if (char !== '"') cell += char
      else if (content[i + 1] === '"') {
        cell += '"'
        i++
      } else quoted = false
    } else if (char === '"' && cell === '') quoted = true
    else if (char === ',' || char === '\n') {
      rows.at(-1)?.push(cell.replace(/\r$/, ''))
      cell = ''
      if (char === '\n') rows.push([])
    } else cell += char
  }
  rows.at(-1)?.push(cell)
  return rows.filter((row) => row.some((each) => each.trim() !== ''))
}

/** The cells of rows that are objects, one a line of JSON: their keys are the columns. Null for lines of another kind. */
export function parseRows(content: string): string[][] | null {
  const rows: Record<string, unknown>[] = []
  for (const line of content.split('\n')) {
    if (line.trim() === '') continue
    try {
      rows.push(JSON.parse(line) as Record<string, unknown>)
    } catch {
      return null
    }
  }
  const columns = Object.keys(rows[0] ?? {})
  if (!columns.some((column) => column.toLowerCase() === 'quantity')) return null
  return [columns, ...rows.map((row) => columns.map((column) => String(row[column] ?? '')))]
}

/** Rows by their column names, whatever their order and case; rows without a number or on destroyed housing are left out. */
export function readSheet(cells: readonly (readonly string[])[]): SheetRow[] {
  const [head = [], ...body] = cells
  const column = (...names: string[]) => head.findIndex((name) => names.includes(name.trim().toLowerCase()))
  const [excerpt, quantity, term, unit, country] = [
    column('excerpt', 'excerpt text', 'text', 'content'), column('quantity'), column('term', 'reporting term'), column('unit', 'reporting unit'), column('country', 'iso3'),
  ] // biome-ignore format: one look-up
  if (excerpt < 0 || quantity < 0)
    throw new Error(
      `the sheet needs the columns excerpt and Quantity in its first row; it has ${head.filter(Boolean).join(', ') || 'none'}`,
    )
  return body.flatMap((row) => {
    const number = Number((row[quantity] ?? '').replace(/[,\s]/g, ''))
    if (!row[quantity]?.trim() || Number.isNaN(number) || /housing/i.test(row[term] ?? '')) return []
    return [
      { excerpt: row[excerpt] ?? '', quantity: number, unit: row[unit] ?? '', country: (row[country] ?? '').trim() },
    ]
  })
}

/** `isoOf` turns a country's name or code into ISO 3166-1 alpha-3; `namesPlace` tells whether a text names any place. */
export function measureSheet(
  rows: readonly SheetRow[],
  read: (text: string) => readonly Figure[],
  isoOf: (country: string) => string | null,
  namesPlace: (text: string) => boolean,
): SheetAccuracy {
  const counts = { any: 0, top: 0, unit: 0, units: 0, country: 0, countries: 0, named: 0, namedRight: 0 }
  const misses: string[] = []
  for (const row of rows) {
    const figures = read(row.excerpt).filter((figure) => figure.subsetOf === null)
    const hit = figures.find((figure) => figure.value === row.quantity || figure.valueHigh === row.quantity)
    const best = [...figures].sort((a, b) => b.confidence - a.confidence)[0]
    if (hit) counts.any++
    else misses.push(`${row.quantity}: «${row.excerpt.slice(0, 160)}»`)
    if (best?.value === row.quantity) counts.top++
    if (hit && row.unit) {
      counts.units++
      if ((hit.unit === 'household') === /house|famil/i.test(row.unit)) counts.unit++
    }
    const iso3 = row.country ? isoOf(row.country) : null
    if (iso3) {
      const right = (hit ?? best)?.place?.countryIso3 === iso3
      const named = namesPlace(row.excerpt)
      counts.countries++
      if (right) counts.country++
      if (named) counts.named++
      if (named && right) counts.namedRight++
      if (named && !right && hit)
        misses.push(`${iso3}, read ${hit.place?.countryIso3 ?? 'no country'}: «${row.excerpt.slice(0, 160)}»`)
    }
  }
  return {
    rows: rows.length,
    quantityAny: rate(counts.any, rows.length),
    quantityTop: rate(counts.top, rows.length),
    unit: rate(counts.unit, counts.units),
    country: rate(counts.country, counts.countries),
    countryNamed: rate(counts.namedRight, counts.named),
    misses,
  }
}
