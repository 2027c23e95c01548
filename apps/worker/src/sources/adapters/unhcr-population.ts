/**
 * UNHCR Refugee Statistics. Docs: https://www.unhcr.org/refugee-statistics/insights/explainers/forcibly-displaced-api.html (read
 * 2026-11); no key; ask with cf_type=ISO, else countries come in UNHCR's own codes. A row is a year of a country of asylum, of a
 * country of origin, or of both: levels are those of 31 December, returns those of the year. Numbers come as numbers and as
 * text; "-" is untold, and a 0 stands for none and for untold alike, so it is no number here.
 */
import { type IsoDate, parseIsoDate } from '@displacement-monitor/shared/domain'
import { refusal } from '../../parse/refusal.ts'
import { withQuery } from '../past/with-query.ts'
import { inDigits, rowText } from '../rows/lay-out-rows.ts'
import { type PlaceHint, plainFigure, type Release, type RowFigure } from '../rows/release.ts'
import { countOf, isRow, parseJson, type Row, rowsIn, shapeNotes, textOf } from '../rows/shape.ts'
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
  const figures = lines.flatMap((line): RowFigure[] => {
    const value = countOf(row, line.key)
    const excerpt = text.line(
      `${line.words} ${line.flow ? `in ${year}` : `at the end of ${year}`}: ${inDigits(value ?? 0)}`,
    )
    const place = placeOf(line, asylum, origin)
    if (value === null || value === 0 || place === null) return []
    return [
      {
        ...plainFigure,
        ...line.is,
        ...spanOf(line, first, last),
        ...groupOf(line, asylum, origin),
        value,
        persons: value,
        place,
        excerpt,
      },
    ]
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

interface Line {
  key: string
  words: string
  flow: boolean
  /** Whose country the number is told of where the row names both or one: that of asylum first, or that of origin. */
  of: 'asylum' | 'origin'
  /** A group among the refugees of a place, or all of them. */
  group: string | null
  is: Pick<RowFigure, 'category' | 'term'> & Partial<Pick<RowFigure, 'cause' | 'border'>>
}

const lines: readonly Line[] = [
  { key: 'refugees', words: 'Refugees', flow: false, of: 'asylum', group: null, is: { category: 'refugees', term: 'refugee' } },
  { key: 'asylum_seekers', words: 'Asylum-seekers', flow: false, of: 'asylum', group: 'asylum-seekers', is: { category: 'refugees', term: 'asylum_seeker' } },
  { key: 'idps', words: 'Internally displaced people', flow: false, of: 'asylum', group: null, is: { category: 'idps', term: 'displaced', cause: 'conflict' } },
  { key: 'returned_refugees', words: 'Refugees who returned', flow: true, of: 'origin', group: null, is: { category: 'returns', term: 'returned', border: 'cross_border' } },
  { key: 'returned_idps', words: 'Internally displaced people who returned', flow: true, of: 'asylum', group: null, is: { category: 'returns', term: 'returned', border: 'internal', cause: 'conflict' } },
] // biome-ignore format: a table

/** Null where the line is told of neither country. Who returned went home: the country of origin is where they arrived. */
function placeOf({ of, flow }: Line, asylum: Country | null, origin: Country | null): PlaceHint | null {
  const told = of === 'asylum' ? (asylum ?? origin) : (origin ?? asylum)
  if (told === null) return null
  const arrived = flow ? told === origin || of === 'asylum' : told === asylum
  return { ...told, role: arrived ? 'destination' : 'origin' }
}

/** People of one country in another are a group among all of either, each a line of its own. */
function groupOf({ group }: Line, asylum: Country | null, origin: Country | null) {
  const pair = asylum !== null && origin !== null && asylum.iso3 !== origin.iso3
  const operation = [group, pair ? `from ${origin.name} in ${asylum.name}` : null].filter(Boolean).join(' ')
  const counted = { counter: 'UNHCR', assessmentType: 'annual total' }
  return operation === '' ? counted : ({ ...counted, scope: 'cohort', operation } as const)
}

const spanOf = ({ flow }: Line, first: IsoDate, last: IsoDate) =>
  flow
    ? ({ window: 'between', since: { day: first, accuracy: 'day' }, asOf: { day: last, accuracy: 'day' } } as const)
    : ({ window: null, asOf: { day: last, accuracy: 'day' } } as const)

type Country = Omit<PlaceHint, 'role'>

/** Null for all countries together ("-"), and where the code is no ISO one. */
function countryIn(row: Row, which: 'coa' | 'coo'): Country | null {
  const iso3 = textOf(row, `${which}_iso`)
  if (iso3 === null || !/^[A-Z]{3}$/.test(iso3)) return null
  const name = textOf(row, `${which}_name`) ?? iso3
  return { name, iso3, accuracy: 'adm0', paths: [], pcode: null, latitude: null, longitude: null }
}
