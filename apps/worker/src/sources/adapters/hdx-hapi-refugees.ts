/**
 * HDX HAPI, refugees and returnees: UNHCR's yearly statistics as OCHA serves them. Docs: https://hapi.humdata.org/docs (v1, read 2026-11);
 * asked with an app_identifier, at most once a second. A row is a group of one country of origin in one country of asylum, split by
 * gender and age; the totals are the rows of all genders and ages (people of unknown ones count there alone), and no others are added
 * up. Who returned stands under the country of origin twice; its number is that of all who came back. The numbers are UNHCR's own, and join
 * the same claims as those that `unhcr-population` reads.
 */
import { parseIsoDate } from '@displacement-monitor/shared/domain'
import { refusal } from '../../parse/refusal.ts'
import { withQuery } from '../past/with-query.ts'
import { groupBy } from '../rows/group-by.ts'
import { inDigits, rowText } from '../rows/lay-out-rows.ts'
import type { Release } from '../rows/release.ts'
import { countOf, isRow, parseJson, type Row, rowsIn, shapeNotes, textOf } from '../rows/shape.ts'
import { type Country, unhcrFigure, unhcrLines } from '../rows/unhcr-groups.ts'
import type { SourceAdapter } from '../source-adapter.ts'

const keys = [
  'resource_hdx_id', 'origin_location_ref', 'origin_location_code', 'origin_location_name', 'asylum_location_ref', 'asylum_location_code',
  'asylum_location_name', 'population_group', 'gender', 'age_range', 'min_age', 'max_age', 'population', 'reference_period_start',
  'reference_period_end',
] // biome-ignore format: a list
const keysAtTimes = ['origin_has_hrp', 'origin_in_gho', 'asylum_has_hrp', 'asylum_in_gho']

/** By UNHCR's codes of groups. */
const lineOfGroup: Readonly<Record<string, string>> = {
  REF: 'refugees',
  ASY: 'asylum_seekers',
  RET: 'returned_refugees',
  RDP: 'returned_idps',
}
/** Stateless people, hosts, others of concern and the like: nobody of them is known to be displaced, or they are told with others. */
const groupsWithoutLine = new Set(['ROC', 'OIP', 'IDP', 'IOC', 'STA', 'OOC', 'HST', 'RST', 'NAT', 'POC', 'RRI', 'ALL'])

export default {
  id: 'hdx-hapi-refugees',
  accept: 'application/json',
  statusWords: {
    403: 'HDX HAPI wants an app_identifier: set the source\'s query "app_identifier" to one made at hapi.humdata.org (403).',
  },
  // All years are behind one address, page by page; no filter by day is described.
  past: ({ url }) => ({ grain: 'whole', requests: () => [{ url: withQuery(url, { offset: '0' }) }] }),
  parseReleases({ text, url }) {
    const answer = parseJson(text)
    if (!isRow(answer)) throw refusal('bad_feed', 'The answer holds no list of groups.')
    const rows = rowsIn(answer.data, 'groups')
    const always = rows.map((row) =>
      Object.fromEntries(Object.entries(row).filter(([key]) => !keysAtTimes.includes(key))),
    )
    const notes = shapeNotes(always, [keys])
    const totals = rows.filter(isTotal)
    if (rows.length > 0 && totals.length === 0)
      notes.push('no row of all genders and ages: the parts of a group are not added up here')
    const read = totals.map(releaseOf)
    const unread = read.filter((release) => release === null).length
    for (const [group, own] of groupBy(totals, groupIn))
      if (group !== '' && lineOfGroup[group] === undefined && !groupsWithoutLine.has(group))
        notes.push(`unknown population_group "${group.slice(0, 20)}" in ${own.length} of ${rows.length} rows`)
    if (unread > 0) notes.push(`${unread} of ${rows.length} rows without countries, group or year`)
    // A number that is told under two resources is told once.
    const releases = [...new Map(read.flatMap((release) => (release ? [[release.url, release]] : []))).values()]
    return { releases, nextUrl: nextPage(rows.length, url), notes }
  },
} satisfies SourceAdapter

const isTotal = (row: Row): boolean =>
  [textOf(row, 'gender'), textOf(row, 'age_range')].every((part) => part?.toLowerCase() === 'all')

/** Nothing tells how many rows there are: pages are asked for until a short one comes. */
function nextPage(count: number, url: string | null): string | null {
  if (url === null) return null
  const next = new URL(url)
  const limit = Number(next.searchParams.get('limit'))
  if (!(limit > 0) || count < limit) return null
  next.searchParams.set('offset', String(Number(next.searchParams.get('offset') ?? 0) + count))
  return next.href
}

const groupIn = (row: Row): string => textOf(row, 'population_group')?.toUpperCase() ?? ''

function releaseOf(row: Row): Release | null {
  const [asylum, origin] = [countryIn(row, 'asylum'), countryIn(row, 'origin')]
  const group = groupIn(row)
  const [first, last] = [dayIn(row, 'reference_period_start'), dayIn(row, 'reference_period_end')]
  if (asylum === null || origin === null || group === '' || first === null || last === null) return null
  const line = unhcrLines.find(({ key }) => key === lineOfGroup[group])
  const value = countOf(row, 'population')
  const whose = asylum.iso3 === origin.iso3 ? asylum.name : `${asylum.name}, from ${origin.name}`
  const title = `${whose}: people counted by UNHCR from ${first} to ${last}`
  const text = rowText()
  text.line(title)
  text.paragraph()
  const excerpt = text.line(
    `${line?.words ?? `Group ${group}`} ${line?.flow ? `from ${first} to ${last}` : `on ${last}`}: ${inDigits(value ?? 0)}`,
  )
  const figure = line ? unhcrFigure(line, { asylum, origin, first, last, value, excerpt }) : null
  const path = group === 'RET' || group === 'RDP' ? 'returnees' : 'refugees'
  return {
    url: `https://hapi.humdata.org/api/v1/affected-people/${path}#${[last, origin.iso3, asylum.iso3, group].join('/')}`,
    title,
    publisher: 'HDX HAPI',
    publishedOn: null,
    text: text.text(),
    figures: figure ? [figure] : [],
    rows: [row],
  }
}

const dayIn = (row: Row, key: string) => parseIsoDate((textOf(row, key) ?? '').slice(0, 10))

function countryIn(row: Row, which: 'asylum' | 'origin'): Country | null {
  const iso3 = textOf(row, `${which}_location_code`)
  if (iso3 === null || !/^[A-Z]{3}$/.test(iso3)) return null
  const name = textOf(row, `${which}_location_name`) ?? iso3
  return { name, iso3, accuracy: 'adm0', paths: [], pcode: null, latitude: null, longitude: null }
}
