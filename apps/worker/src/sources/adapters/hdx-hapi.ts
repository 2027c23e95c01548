/**
 * HDX HAPI, internally displaced people: IOM's tracking rounds as OCHA serves them. Docs: https://hapi.humdata.org/docs (v1, read
 * 2026-11); asked with an app_identifier, at most once a second. Rows split one count by place and reason: they are added within
 * operation, round and assessment type alone (rule 7 of docs/method.md). Nothing tells how many rows there are: pages are asked until a
 * short one comes, and a round that a page may have cut is left to the next.
 */
import { parseIsoDate } from '@displacement-monitor/shared/domain'
import { refusal } from '../../parse/refusal.ts'
import { withQuery } from '../past/with-query.ts'
import type { PlaceHint } from '../rows/release.ts'
import { countOf, isRow, parseJson, type Row, rowsIn, shapeNotes, textOf } from '../rows/shape.ts'
import { roundReleases, type StatedRoundRow } from '../rows/sum-rounds-in-words.ts'
import type { SourceAdapter } from '../source-adapter.ts'

const keys = [
  'resource_hdx_id', 'location_ref', 'location_code', 'location_name', 'admin1_ref', 'admin1_code', 'admin1_name',
  'provider_admin1_name', 'admin2_ref', 'admin2_code', 'admin2_name', 'provider_admin2_name', 'reporting_round', 'assessment_type',
  'operation', 'population', 'reference_period_start', 'reference_period_end',
] // biome-ignore format: a list
const keysAtTimes = ['admin_level', 'has_hrp', 'in_gho', 'displacement_reason']

export default {
  id: 'hdx-hapi',
  accept: 'application/json',
  statusWords: {
    403: 'HDX HAPI wants an app_identifier: set the source\'s query "app_identifier" to one made at hapi.humdata.org (403).',
  },
  // All rounds are behind one address, page by page; no filter by day is described.
  past: ({ url }) => ({ grain: 'whole', requests: () => [{ url: withQuery(url, { offset: '0' }) }] }),
  parseReleases({ text, url }) {
    const answer = parseJson(text)
    if (!isRow(answer)) throw refusal('bad_feed', 'The answer holds no list of rounds.')
    const rows = rowsIn(answer.data, 'rounds')
    const always = rows.map((row) =>
      Object.fromEntries(Object.entries(row).filter(([key]) => !keysAtTimes.includes(key))),
    )
    const notes = shapeNotes(always, [keys])
    const { whole, nextUrl } = cutOf(rows, url)
    if (url !== null && nextUrl !== null && whole.length === 0)
      notes.push('one round is longer than a page: raise the limit in the address')
    const stated = whole.map(statedRow)
    const unread = stated.filter((row) => row === null).length
    if (unread > 0) notes.push(`${unread} of ${rows.length} rows without operation, country, day or round`)
    const releases = roundReleases(
      stated.filter((row) => row !== null),
      {
        publisher: 'HDX HAPI',
        counter: 'IOM DTM',
        urlOf: (key) =>
          `https://hapi.humdata.org/api/v1/affected-people/idps#${levelOf(rows)}/${encodeURIComponent(key)}`,
      },
    )
    // Numbers without reasons are those of all of them; the same ones with an untold reason would be a second line.
    const told = releases.map((release) => ({
      ...release,
      figures: release.figures.filter(({ cause }) => cause !== null),
    }))
    return { releases: told, nextUrl: whole.length === 0 ? null : nextUrl, notes }
  },
} satisfies SourceAdapter

const roundOf = (row: Row): string =>
  JSON.stringify([row.location_code, row.operation, row.reporting_round, row.assessment_type])

/** A full page may end within a round: its rows are asked for again, whole, as the beginning of the next page. */
function cutOf(rows: readonly Row[], url: string | null): { whole: readonly Row[]; nextUrl: string | null } {
  const limit = Number(url === null ? NaN : new URL(url).searchParams.get('limit'))
  const last = rows.at(-1)
  if (url === null || last === undefined || !(limit > 0) || rows.length < limit) return { whole: rows, nextUrl: null }
  const cut = roundOf(last)
  const whole = rows.filter((row) => roundOf(row) !== cut)
  const next = new URL(url)
  const began = Number(next.searchParams.get('offset') ?? 0)
  next.searchParams.set('offset', String(began + rows.findIndex((row) => roundOf(row) === cut)))
  return { whole, nextUrl: next.href }
}

const levelOf = (rows: readonly Row[]): string =>
  rows.some((row) => textOf(row, 'provider_admin2_name'))
    ? 'admin2'
    : rows.some((row) => textOf(row, 'provider_admin1_name'))
      ? 'admin1'
      : 'admin0'

function statedRow(row: Row): StatedRoundRow | null {
  const [operation, iso3] = [textOf(row, 'operation'), textOf(row, 'location_code')]
  const asOf = parseIsoDate(
    (textOf(row, 'reference_period_end') ?? textOf(row, 'reference_period_start') ?? '').slice(0, 10),
  )
  const round = countOf(row, 'reporting_round')
  if (operation === null || iso3 === null || asOf === null || round === null) return null
  const country: PlaceHint = {
    name: textOf(row, 'location_name') ?? iso3,
    iso3,
    role: 'destination',
    accuracy: 'adm0',
    paths: [],
    pcode: null,
    latitude: null,
    longitude: null,
  }
  const names = [unitName(row, 'admin2'), unitName(row, 'admin1')].filter((name) => name !== null)
  const pcode = textOf(row, 'admin2_code') ?? textOf(row, 'admin1_code')
  const place: PlaceHint =
    names.length === 0
      ? country
      : { ...country, name: names.join(', '), accuracy: names.length === 2 ? 'adm2' : 'adm1', paths: [names], pcode }
  return {
    operation,
    round,
    assessmentType: textOf(row, 'assessment_type') ?? '',
    asOf,
    placeId: pcode ?? names.join(', '),
    reason: textOf(row, 'displacement_reason') ?? 'No reason told',
    value: countOf(row, 'population'),
    place,
    country,
    row,
  }
}

/** The provider's own name stands where OCHA knows no code for it. */
const unitName = (row: Row, unit: 'admin1' | 'admin2'): string | null =>
  textOf(row, `${unit}_name`) ?? textOf(row, `provider_${unit}_name`)
