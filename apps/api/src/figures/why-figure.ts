/** Why this number: from a figure to its words, its report and bytes, its claim, and the rule that placed it on a line. */

import { sayClaim } from '@displacement-monitor/presentation'
import {
  attributionsJson,
  notice,
  placeRefOf,
  trendHref,
  type WhyFigureJson,
} from '@displacement-monitor/shared/contracts'
import {
  attributionsOfSources,
  claimWithWitnesses,
  type FigureDetail,
  getFigure,
  getReading,
  listSeries,
  pointsOf,
} from '@displacement-monitor/shared/db'
import type { Claim } from '@displacement-monitor/shared/domain'
import { isOpenSeries, openLength, sentenceOf } from '@displacement-monitor/trends'
import type { ApiContext } from '../context.ts'
import { Problem } from '../http/problem.ts'
import { withdrawalReason } from '../withdrawals/withdrawal-reason.ts'
import { figureView, viewOf } from './figure-view.ts'
import { tellReviews } from './tell-reviews.ts'

/** With a key: enough to judge the words in their paragraph. */
const keyLength = 1_500

/** Errors: 404 for what is unknown, embargoed or needs a key; 410 for a withdrawn report. */
export async function whyFigure(context: ApiContext, id: number, { all }: { all: boolean }): Promise<WhyFigureJson> {
  const { sql, gazetteer } = context
  const detail = await getFigure(sql, id)
  if (!detail) throw noFigure(id)
  refuseHidden(detail, context.now(), all)
  const view = viewOf(detail.figure, gazetteer, all)
  if (!view) throw new Problem(404, `Figure ${id} is of a sensitivity that needs a key.`)
  const reading = await getReading(sql, detail.reading.id)
  const found = detail.figure.claimId === null ? null : await claimWithWitnesses(sql, detail.figure.claimId)
  const figure = figureView(view, all)
  return {
    figure,
    sentence:
      // A text that was kept long enough is empty.
      view.showsWords && reading?.text
        ? sentenceOf(reading.text, detail.figure.excerpt, all ? keyLength : openLength)
        : null,
    claim: found && {
      id: found.claim.id,
      // A figure whose place or count is veiled must not be told whole by its claim.
      says:
        view.withheld === null ? sayClaim(found.claim, placeRefOf(found.claim.placeId, gazetteer).name) : view.withheld,
      witnesses: found.claim.witnesses,
      href: `/v1/claims/${found.claim.id}`,
    },
    series: found && view.withheld === null ? await pointsOfClaim(context, found.claim, all) : [],
    reading: {
      recorded_at: detail.reading.recordedAt.toISOString(),
      code_version: detail.reading.codeVersion,
      language: reading?.language ?? null,
    },
    snapshot: {
      sha256: detail.snapshot.sha256,
      url: detail.snapshot.url,
      status: detail.snapshot.status,
      media_type: detail.snapshot.mediaType,
      size_bytes: detail.snapshot.sizeBytes,
      fetched_at: detail.snapshot.fetchedAt.toISOString(),
    },
    reviews: tellReviews(detail.reviews, { names: all, corrections: view.withheld === null }),
    superseded_at: detail.figure.supersededAt?.toISOString() ?? null,
    notice,
    attributions: attributionsJson(await attributionsOfSources(sql, [detail.figure.sourceId])),
  }
}

const noFigure = (id: number): Problem => new Problem(404, `There is no figure ${id}.`)

/** Withdrawn: gone for everybody, with the reason. Embargoed: as if it were not there, unless a key is shown. */
export function refuseHidden({ report, figure }: FigureDetail, now: Date, all: boolean): void {
  if (report.withdrawnAt) throw new Problem(410, `The report was withdrawn: ${withdrawalReason(report)}`)
  if (!all && report.embargoUntil && report.embargoUntil > now) throw noFigure(figure.id)
}

async function pointsOfClaim(
  { sql, gazetteer }: ApiContext,
  claim: Claim,
  all: boolean,
): Promise<WhyFigureJson['series']> {
  const { placeId, category, scope, cause, placeRole } = claim
  const rows = (await listSeries(sql, { placeIds: [placeId], category, scope, cause })).filter(
    (row) => row.placeRole === placeRole && (all || isOpenSeries(row, gazetteer)),
  )
  const points = await pointsOf(
    sql,
    rows.map(({ id }) => id),
  )
  return rows.flatMap(({ id, kind, rule, leftOut }) => {
    const told = { id, kind, rule, href: trendHref(placeId, { category }) }
    const made = (points.get(id) ?? []).filter(({ claimIds }) => claimIds.includes(claim.id))
    const left = leftOut.filter(({ claimId }) => claimId === claim.id)
    return [
      ...made.map((point) => ({ ...told, as_of: point.asOf, value: point.value, reason: point.reason })),
      ...left.map(({ reason }) => ({ ...told, as_of: null, value: null, reason: `Makes no point: ${reason}.` })),
    ]
  })
}
