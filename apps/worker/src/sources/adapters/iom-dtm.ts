/**
 * IOM Displacement Tracking Matrix, API v3. Docs: https://dtm-apim-portal.iom.int (read 2026-11); a key is sent as the header
 * Ocp-Apim-Subscription-Key. Rows split one count by reason and origin: they are added within operation, round and
 * assessment type alone (rule 7 of docs/method.md). A round is one release; its day is the reporting date, which the
 * service tells in place of the last day of data collection.
 */
import { parseIsoDate } from '@displacement-monitor/shared/domain'
import { refusal } from '../../parse/refusal.ts'
import { withQuery } from '../past/with-query.ts'
import type { PlaceHint } from '../rows/release.ts'
import { countOf, isRow, parseJson, type Row, rowsIn, shapeNotes, textOf } from '../rows/shape.ts'
import { roundReleases, type StatedRoundRow } from '../rows/sum-rounds-in-words.ts'
import type { SourceAdapter } from '../source-adapter.ts'

const country = [
  'operation', 'admin0Name', 'admin0Pcode', 'numPresentIdpInd', 'reportingDate', 'yearReportingDate', 'monthReportingDate',
  'roundNumber', 'displacementReason', 'numberMales', 'numberFemales', 'idpOriginAdmin1Name', 'idpOriginAdmin1Pcode',
  'assessmentType',
] // biome-ignore format: a list
const admin1 = [...country, 'id', 'admin1Name', 'admin1Pcode']
const admin2 = [...admin1, 'admin2Name', 'admin2Pcode']

export default {
  id: 'iom-dtm',
  accept: 'application/json',
  statusWords: {
    401: 'IOM wants a subscription key: set the source\'s header "Ocp-Apim-Subscription-Key" (401).',
    403: 'IOM does not accept the subscription key of this source (403).',
  },
  past: ({ url }) => ({
    grain: 'year',
    requests: ({ from, to }) => [{ url: withQuery(url, { FromReportingDate: from, ToReportingDate: to }) }],
  }),
  parseReleases({ text }) {
    const answer = parseJson(text)
    if (!isRow(answer)) throw refusal('bad_feed', 'The answer holds no list of rounds.')
    if (answer.isSuccess === false) throw refusal('bad_feed', 'IOM answers that the request did not succeed.')
    const rows = rowsIn(answer.result, 'rounds')
    const notes = shapeNotes(rows, [admin2, admin1, country])
    const total = countOf(answer, 'totalRecordsCount')
    if (total !== null && total !== rows.length) notes.push(`${rows.length} rows where the answer counts ${total}`)
    const stated = rows.map(statedRow)
    const unread = stated.filter((row) => row === null).length
    if (unread > 0) notes.push(`${unread} of ${rows.length} rows without operation, country, day or round`)
    const releases = roundReleases(
      stated.filter((row) => row !== null),
      {
        publisher: 'IOM DTM',
        counter: 'IOM DTM',
        urlOf: (key) => `https://dtmapi.iom.int/v3/displacement/${levelOf(rows)}#${encodeURIComponent(key)}`,
      },
    )
    return { releases, nextUrl: null, notes }
  },
} satisfies SourceAdapter

/** Answers for units and for whole countries tell the same rounds at another grain. */
const levelOf = (rows: readonly Row[]): string =>
  rows.some((row) => 'admin2Pcode' in row) ? 'admin2' : rows.some((row) => 'admin1Pcode' in row) ? 'admin1' : 'admin0'

function statedRow(row: Row): StatedRoundRow | null {
  const [operation, iso3] = [textOf(row, 'operation'), textOf(row, 'admin0Pcode')]
  const asOf = parseIsoDate(textOf(row, 'reportingDate')?.slice(0, 10) ?? '')
  const round = countOf(row, 'roundNumber')
  if (operation === null || iso3 === null || asOf === null || round === null) return null
  const names = [textOf(row, 'admin2Name'), textOf(row, 'admin1Name')].filter((name) => name !== null)
  const at: PlaceHint = {
    name: textOf(row, 'admin0Name') ?? iso3,
    iso3,
    role: 'destination',
    accuracy: 'adm0',
    paths: [],
    pcode: null,
    latitude: null,
    longitude: null,
  }
  const pcode = textOf(row, 'admin2Pcode') ?? textOf(row, 'admin1Pcode')
  const accuracy = names.length === 2 ? 'adm2' : 'adm1'
  const unit: PlaceHint = names.length === 0 ? at : { ...at, name: names.join(', '), accuracy, paths: [names], pcode }
  return {
    operation,
    round,
    assessmentType: textOf(row, 'assessmentType') ?? '',
    asOf,
    placeId: pcode ?? names.join(', '),
    reason: textOf(row, 'displacementReason') ?? 'No reason told',
    value: countOf(row, 'numPresentIdpInd'),
    place: unit,
    country: at,
    row,
  }
}
