/** A figure to the claim it makes: which key and subject it has, and which office counted. A pure function of one figure. */
import type { Figure, FoldedFigure, Subject } from '@displacement-monitor/shared/domain'
import { claimKey } from './claim-key.ts'
import { normaliseCounter } from './normalise-counter.ts'

/** A figure without a place of ours, of no told category, or that is a part of another, makes no claim. */
export function foldFigure(figure: Figure): FoldedFigure {
  const subject = subjectOf(figure)
  const counter = figure.counter === null ? null : normaliseCounter(figure.counter)
  return {
    ...figure,
    subject,
    claimKey: subject === null ? null : claimKey(subject, figure),
    counterName: counter?.name ?? null,
    counterFamily: counter?.family ?? null,
    counterReliability: counter?.reliability ?? null,
  }
}

function subjectOf({ place, category, scope, cause, subsetOf }: Figure): Subject | null {
  if (place === null || place.placeId === null || subsetOf !== null || category === 'displaced_unspecified') return null
  return { placeId: place.placeId, placeRole: place.role, category, scope, cause }
}
