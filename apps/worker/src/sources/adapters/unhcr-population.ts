/**
 * UNHCR Refugee Statistics. Docs: https://www.unhcr.org/refugee-statistics/insights/explainers/forcibly-displaced-api.html (read
 * 2026-11); no key; ask with cf_type=ISO, else countries come in UNHCR's own codes. A row is a year of a country of asylum, of a
 * country of origin, or of both: levels are those of 31 December, returns those of the year. Numbers come as numbers and as
 * text; "-" is untold, and a 0 stands for none and for untold alike, so it is no number here.
 */
import { parseIsoDate } from '@displacement-monitor/shared/domain'
import { refusal } from '../../parse/refusal.ts'
import { withQuery } from '../past/with-query.ts'
import { inDigits, rowText } from '../rows/lay-out-rows.ts'
import type { Release, RowFigure } from '../rows/release.ts'
import { countOf, isRow, parseJson, type Row, rowsIn, shapeNotes, textOf } from '../rows/shape.ts'
import { type Country, unhcrFigure, unhcrLines } from '../rows/unhcr-groups.ts'
import type { SourceAdapter } from '../source-adapter.ts'

const keys = [
  'year', 'coo_id', 'coo_name', 'coo', 'coo_iso', 'coa_id', 'coa_name', 'coa', 'coa_iso', 'refugees', 'asylum_seekers',
  'returned_refugees', 'idps', 'returned_idps', 'stateless', 'ooc', 'oip', 'hst',
] // biome-ignore format: a list
const address = 'https://api.unhcr.org/population/v1/population/'

export default {
  id: 'unhcr-population',
  accept: 'application/json',
  past: ({ url }) => ({
    grain: 'year',
    // Its oldest numbers: refugees of the year of the Convention.
    beginsOn: '1951-01-01',
    requests: ({ from, to }) => [
      { url: withQuery(url, { yearFrom: from.slice(0, 4), yearTo: to.slice(0, 4), year: null, page: null }) },
    ],
  }),
  parseReleases({ text, url }) {
    const answer = parseJson(text)
    if (!isRow(answer)) throw refusal('bad_feed', 'The answer holds no list of years.')
    const rows = rowsIn(answer.items, 'years')
    const read = rows.map(releaseOf)
    const releases = read.filter((release) => release !== null)
    const notes = shapeNotes(rows, [keys])
    if (releases.length < rows.length)
      notes.push(
        `${rows.length - releases.length} of ${rows.length} rows without year or country (ask with cf_type=ISO)`,
      )
    return { releases, nextUrl: nextPage(answer, url), notes }
  },
} satisfies SourceAdapter

function nextPage(answer: Row, url: string | null): string | null {
  const [page, last] = [countOf(answer, 'page'), countOf(answer, 'maxPages')]
  if (url === null || page === null || last === null || page >= last) return null
  const next = new URL(url)
  next.searchParams.set('page', String(page + 1))
  return next.href
}

function releaseOf(row: Row): Release | null {
  const year = countOf(row, 'year')
  const [asylum, origin] = [countryIn(row, 'coa'), countryIn(row, 'coo')]
  const first = parseIsoDate(`${year}-01-01`)
  const last = parseIsoDate(`${year}-12-31`)
  if (first === null || last === null || (asylum === null && origin === null)) return null
  const whose = [asylum?.name, origin && `${asylum === null ? 'From' : 'from'} ${origin.name}`]
    .filter(Boolean)
    .join(', ')
  const title = `${whose}: people displaced in ${year}`
  const text = rowText()
  text.line(title)
  text.paragraph()
  const figures = unhcrLines.flatMap((line): RowFigure[] => {
    const value = countOf(row, line.key)
    const excerpt = text.line(
      `${line.words} ${line.flow ? `in ${year}` : `at the end of ${year}`}: ${inDigits(value ?? 0)}`,
    )
    const figure = unhcrFigure(line, { asylum, origin, first, last, value, excerpt })
    return figure ? [figure] : []
  })
  const key = [year, textOf(row, 'coo_iso') ?? '-', textOf(row, 'coa_iso') ?? '-'].join('/')
  return {
    url: `${address}#${key}`,
    title,
    publisher: 'UNHCR',
    publishedOn: null,
    text: text.text(),
    figures,
    rows: [row],
  }
}

/** Null for all countries together ("-"), and where the code is no ISO one. */
function countryIn(row: Row, which: 'coa' | 'coo'): Country | null {
  const iso3 = textOf(row, `${which}_iso`)
  if (iso3 === null || !/^[A-Z]{3}$/.test(iso3)) return null
  const name = textOf(row, `${which}_name`) ?? iso3
  return { name, iso3, accuracy: 'adm0', paths: [], pcode: null, latitude: null, longitude: null }
}
