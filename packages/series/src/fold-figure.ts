/** A figure to the claim it makes: which key and subject it has, and which office counted. A pure function of one figure. */
import type { Figure, FoldedFigure, Subject } from '@displacement-monitor/shared/domain'
import { claimKey } from './claim-key.ts'
import { namesNobody, normaliseCounter, officeNamed } from './normalise-counter.ts'

/** What a structured source tells of its figures besides. */
export type StatedOfRow = Pick<FoldedFigure, 'role' | 'eventId' | 'operation' | 'round' | 'assessmentType' | 'coverage'>

/**
 * A figure without a place of ours, of no told category, or that is a part of another, makes no claim. `publisher`: who
 * printed the report. An office that counts and names nobody in its own report speaks for itself.
 */
export function foldFigure(figure: Figure & StatedOfRow, publisher: string | null = null): FoldedFigure {
  const { asOfTold, ...rest } = figure
  const own = publisher === null ? null : officeNamed(publisher)
  const counter = figure.counter === null || namesNobody(figure.counter) ? own : normaliseCounter(figure.counter)
  const folded = {
    ...rest,
    // "The UN said on Monday": the day of telling bounds the count from one side, as the day of print does (rule 2).
    asOfBasis: asOfTold ? ('published' as const) : figure.asOfBasis,
    ...(own !== null && counter?.name === own.name ? { ownDocument: true } : {}),
  }
  const subject = subjectOf(folded)
  return {
    ...folded,
    subject,
    claimKey: subject === null ? null : claimKey(subject, { ...folded, counter: counter?.name ?? null }),
    counterName: counter?.name ?? null,
    counterFamily: counter?.family ?? null,
    counterReliability: counter?.reliability ?? null,
  }
}

function subjectOf({ place, category, scope, cause, subsetOf }: Figure): Subject | null {
  if (place === null || place.placeId === null || subsetOf !== null || category === 'displaced_unspecified') return null
  return { placeId: place.placeId, placeRole: place.role, category, scope, cause }
}
