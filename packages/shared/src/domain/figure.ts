/**
 * A figure: one stated number of displaced people, in the words of IDMC's Helix model where it has them
 * (https://github.com/idmc-labs/helix-server). The lists below are the vocabulary of code, SQL, JSON and pages alike.
 */
import type { DatedDay } from './dates.ts'
import type { StatedPlace } from './place.ts'

export const flowCategories = ['internal_displacements', 'cross_border_displacements', 'returns'] as const
export const stockCategories = ['idps', 'refugees', 'returnees'] as const
/** `displaced_unspecified`: the text does not say which; makes no series. */
export const categories = [...flowCategories, ...stockCategories, 'displaced_unspecified'] as const
export type FlowCategory = (typeof flowCategories)[number]
export type StockCategory = (typeof stockCategories)[number]
export type Category = (typeof categories)[number]

export const isFlow = (category: Category): category is FlowCategory =>
  (flowCategories as readonly string[]).includes(category)
export const isStock = (category: Category): category is StockCategory =>
  (stockCategories as readonly string[]).includes(category)

/** Of returns: over a border or within the country. */
export const borders = ['internal', 'cross_border', 'unknown'] as const
export type Border = (typeof borders)[number]

export const terms = [
  'displaced', 'fled', 'forced_to_flee', 'evacuated', 'uprooted', 'relocated', 'sheltered', 'in_camp', 'homeless',
  'returned', 'refugee', 'asylum_seeker', 'other',
] as const // biome-ignore format: a vocabulary reads best as a block
export type Term = (typeof terms)[number]

/** Only `all` makes the main line of a place. */
export const scopes = ['all', 'in_sites', 'outside_sites', 'registered', 'verified', 'new_arrivals', 'cohort'] as const
export type Scope = (typeof scopes)[number]

/** `vague`: a range in words; "tens of thousands" is value 10000, high 99999. */
export const quantifiers = [
  'exact', 'more_than', 'less_than', 'approximately', 'nearly', 'up_to', 'range', 'vague',
] as const // biome-ignore format: a vocabulary reads best as a block
export type Quantifier = (typeof quantifiers)[number]

export const units = ['person', 'household'] as const
export type Unit = (typeof units)[number]

/** `mixed`: a named set; `all`: a total over causes; null on a figure: the text does not say. */
export const causes = ['conflict', 'disaster', 'other', 'mixed', 'all'] as const
export type Cause = (typeof causes)[number]

/** `before`: pre-emptive evacuation. */
export const occurrences = ['before', 'during', 'after', 'unknown'] as const
export type Occurred = (typeof occurrences)[number]

export const statuses = ['preliminary', 'reported', 'verified', 'registered', 'estimated'] as const
export type Status = (typeof statuses)[number]

/** `published`: not stated; inferred from the day of print. */
export const asOfBases = ['stated', 'published'] as const
export type AsOfBasis = (typeof asOfBases)[number]

/**
 * How a text tells the days of a flow. since: a count that goes on from a fixed day ("since 1 December") · between: a closed
 * span ("between 9 and 12 February", "in June") · rolling: counted back from the telling ("in the last three days").
 */
export const windows = ['since', 'between', 'rolling'] as const
export type Window = (typeof windows)[number]

/** `candidate`: read by machine; the others as IDMC's analysts grade. */
export const figureRoles = ['candidate', 'recommended', 'triangulation'] as const
export type FigureRole = (typeof figureRoles)[number]

export const reviews = ['unreviewed', 'approved', 'rejected', 'corrected'] as const
export type Review = (typeof reviews)[number]

/** What happened to a reviewed figure's evidence: its words no longer stand in the report, or they are read otherwise now. */
export const evidenceChanges = ['words_gone', 'read_otherwise'] as const
export type EvidenceChange = (typeof evidenceChanges)[number]

/** A report's exact words. `text.slice(start, end) === excerpt.text` always; offsets in UTF-16 code units. */
export interface Excerpt {
  start: number
  end: number
  text: string
}

/** One stated number, as read from one text. Absent is null, never 0. */
export interface Figure {
  excerpt: Excerpt
  /** As printed; of a range the lower end; a whole number ≥ 0. */
  value: number
  /** The upper end of a range or of a vague amount; else null. */
  valueHigh: number | null
  quantifier: Quantifier
  unit: Unit
  /** Persons in a household, where the text states both numbers or the size; else null. */
  householdSize: number | null
  /** Persons: the value itself, or households × a named size; null where no size is known. */
  persons: number | null
  category: Category
  /** Of returns only; else null. */
  border: Border | null
  term: Term
  scope: Scope
  cause: Cause | null
  /** The hazard as a plain word ("flood", "earthquake"), where stated. */
  hazard: string | null
  occurred: Occurred
  status: Status
  /** Secondary displacement, where stated. */
  repeated: boolean
  place: StatedPlace | null
  /** First day covered; of a stock always null. */
  since: DatedDay | null
  /** Last day covered, or the day of a stock; null where neither the text nor a print date tells. */
  asOf: DatedDay | null
  asOfBasis: AsOfBasis
  /** The as-of is the day on which somebody told the number ("the UN said on Monday"): when folded, it counts as inferred. */
  asOfTold?: true
  /** Of a flow with a window; absent or null: judged from the dates alone. */
  window?: Window | null
  /** The office that counted, in the text's words with an article removed ("UN", "Turkish Red Crescent"); null if untold. */
  counter: string | null
  /** Index in the same list of the figure that this one is a part of ("…, including 300,000 children"); else null. */
  subsetOf: number | null
  /** 0 to 1: the share of figures said with this confidence that are right. */
  confidence: number
}

/** What an extractor needs to know of a text. */
export interface TextDocument {
  text: string
  title: string | null
  /** ISO 639-1; null: to be detected. */
  language: string | null
  /** The calendar day of publication at the publisher; null where unknown. */
  publishedOn: string | null
}
