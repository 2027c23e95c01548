/** Rows of a run as the contract tells them. */
import type { BackfillJson, BackfillSummaryJson } from '@displacement-monitor/shared/contracts'
import { trendHref } from '@displacement-monitor/shared/contracts'
import type { FailedChunk } from '@displacement-monitor/shared/db'
import type {
  BackfillClosing,
  BackfillProgress,
  BackfillRun,
  FigureCounts,
  FigureFace,
  Gazetteer,
} from '@displacement-monitor/shared/domain'

export function backfillSummary(run: BackfillRun, progress: BackfillProgress): BackfillSummaryJson {
  const { chunks, outcomes, found, settled, requests, share, reportsPerSecond, secondsLeft, lastError } = progress
  return {
    id: run.id,
    kind: run.kind,
    source: run.sourceId,
    from: run.from,
    to: run.to,
    state: run.state,
    dry_run: run.dryRun,
    requested_by: run.requestedBy,
    created_at: run.createdAt.toISOString(),
    started_at: run.startedAt?.toISOString() ?? null,
    finished_at: run.finishedAt?.toISOString() ?? null,
    failure: run.failureMessage,
    progress: {
      ...countsJson(progress),
      parts: chunks,
      found,
      settled,
      reports: outcomes,
      requests,
      share,
      reports_per_second: reportsPerSecond,
      seconds_left: secondsLeft,
      last_error: lastError,
    },
    links: { self: `/v1/backfills/${run.id}`, events: `/v1/backfills/${run.id}/events` },
  }
}

export type BackfillDetail = Omit<BackfillJson, 'notice' | 'attributions'>

export function backfillDetail(
  run: BackfillRun,
  progress: BackfillProgress,
  given: readonly FailedChunk[],
  gazetteer: Gazetteer,
): BackfillDetail {
  const { estimate, closing } = run
  return {
    ...backfillSummary(run, progress),
    estimate: estimate && {
      parts: estimate.chunks,
      list_requests: estimate.listRequests,
      sampled: estimate.sampled,
      sampled_reports: estimate.sampledReports,
      sampled_fresh: estimate.sampledFresh,
      reports: estimate.reports,
      requests: estimate.requests,
      seconds: estimate.seconds,
      notes: estimate.notes,
    },
    closing: closing && closingJson(closing, gazetteer),
    failed_parts: given.map(({ id, from, to, failureMessage }) => ({ id, from, to, failure: failureMessage })),
  }
}

const countsJson = ({ figuresSame, figuresNew, figuresChanged, figuresSuperseded }: FigureCounts) => ({
  figures_same: figuresSame,
  figures_new: figuresNew,
  figures_changed: figuresChanged,
  figures_superseded: figuresSuperseded,
})

function closingJson(closing: BackfillClosing, gazetteer: Gazetteer): NonNullable<BackfillJson['closing']> {
  return {
    ...countsJson(closing),
    reports: closing.reports,
    series_changed: closing.seriesChanged,
    series: closing.series.map(({ seriesId, placeId, category, pointsCame, pointsGone, before, after, ...series }) => ({
      id: seriesId,
      place: { id: placeId, name: gazetteer.place(placeId)?.name ?? placeId },
      category,
      ...series,
      before: pointJson(before),
      after: pointJson(after),
      points_came: pointsCame,
      points_gone: pointsGone,
      links: { trend: trendHref(placeId, { category }) },
    })),
    would_have_fired: closing.wouldHaveFired.map(({ thresholdId, name, incidents }) => ({
      threshold: thresholdId,
      name,
      incidents,
    })),
    reviews_to_decide: closing.reviewsToDecide,
    differences: closing.differences.map(({ reportId, before, after, fields, reviewed }) => ({
      report: reportId,
      before: faceJson(before),
      after: faceJson(after),
      fields,
      reviewed,
    })),
  }
}

const pointJson = (point: { asOf: string; value: number | null } | null) =>
  point && { as_of: point.asOf, value: point.value }

const faceJson = (face: FigureFace | null) =>
  face && {
    words: face.words,
    value: face.value,
    value_high: face.valueHigh,
    quantifier: face.quantifier,
    unit: face.unit,
    category: face.category,
    scope: face.scope,
    cause: face.cause,
    place: face.placeId,
    place_role: face.placeRole,
    since: face.since,
    as_of: face.asOf,
    counter: face.counter,
  }
