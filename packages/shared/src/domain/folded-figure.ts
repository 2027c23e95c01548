/** A figure with the claim it makes: the key and subject under which it meets what others say, and the office by its settled name. */
import type { Subject } from './claim.ts'
import type { Figure, FigureRole } from './figure.ts'
import type { PlaceId } from './place.ts'
import type { Sensitivity } from './source.ts'

export interface FoldedFigure extends Figure {
  /** What figures that say the same share; null where the figure makes no claim (a part, no place, unspecified). */
  claimKey: string | null
  /** Null exactly where `claimKey` is. */
  subject: Subject | null
  /** The office by its settled name ("OCHA"); null where nobody is named. */
  counterName: string | null
  /** Root of its tree ("UN"); null where nobody is named. */
  counterFamily: string | null
  /** 0 to 1; null where nobody is named. */
  counterReliability: number | null
  /** The counter itself published the report; default: the report's publisher bears the counter's name. */
  ownDocument?: boolean
  /** Default: candidate. */
  role?: FigureRole
  /** Default: the source's. */
  sensitivity?: Sensitivity
  eventId?: number | null
  /** Of structured sources. */
  operation?: string | null
  round?: number | null
  assessmentType?: string | null
  coverage?: readonly PlaceId[] | null
}
