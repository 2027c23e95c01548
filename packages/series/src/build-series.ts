/** All series of one subject from its claims, under `reconciled@1`, `latest`, `highest` or `naive`. Pure; order of arrival never matters. */

import {
  type Claim,
  type DatedDay,
  daysBetween,
  type IsoDate,
  isFlow,
  isStock,
  type LeftOut,
  type Method,
  type Series,
  type SeriesKind,
  type SeriesPoint,
  type Unit,
} from '@displacement-monitor/shared/domain'
import { buildCumulative, isClosed } from './cumulative.ts'
import { buildEventSum, isPart } from './event-sum.ts'
import { foldReadings } from './fold-claims.ts'
import { leadOf, type Named, nobody } from './lead.ts'
import { type Line, leave } from './line.ts'
import { buildNaive, naiveRule } from './naive.ts'
import { foldName, isSameOrAbove, normaliseCounter } from './normalise-counter.ts'
import { buildPeriods } from './period.ts'
import { buildPlain, isPlain } from './plain-methods.ts'
import { printDay, type Reading, readClaim } from './reading.ts'
import { restatedFrom } from './restated.ts'
import { ruleNumbers, seriesRule } from './rule.ts'
import { splitFlows } from './split-flows.ts'
import { buildStock } from './stock.ts'

export interface BuildOptions {
  /** Today; decides only whether a cumulative line is closed. */
  now: IsoDate
  method?: Method
  /** What had been printed by this day (undated: recorded). The claims' witness facts must be those of that day too. */
  knownOn?: IsoDate | null
  /** The counter or family that the operator names for the place; without a claim of it, the heaviest leads. */
  counter?: string | null
  /** `counter=` of a query: claims of this counter or family alone, no other; empty where it has none. */
  onlyCounter?: string | null
  /** Claims of places that contain or overlap this one. */
  relatedClaims?: readonly Claim[]
}

interface Context {
  subject: Claim
  method: Method
  now: IsoDate
  named: Named
}

/** Claims of one subject; empty for none, and for `displaced_unspecified`. Cumulative by start, then period, stock, event_sum. */
export function buildSeries(claims: readonly Claim[], options: BuildOptions): Series[] {
  const knownOn = options.knownOn ?? null
  const known = (some: readonly Claim[]): Claim[] =>
    knownOn === null ? [...some] : some.filter((claim) => printDay(claim) <= knownOn)
  const own = options.onlyCounter ? ofCounter(options.onlyCounter) : null
  const readings = known(claims)
    .map(readClaim)
    .filter((reading) => own === null || own(reading))
  const wider = known(options.relatedClaims ?? [])
    .filter((claim) => !isPart(claim))
    .map(readClaim)
  const series: Series[] = []
  for (const unit of ['person', 'household'] as const) {
    const ofUnit = readings.filter((reading) => reading.unit === unit)
    const subject = ofUnit[0]?.claim
    if (!subject) continue
    const context: Context = {
      subject,
      method: options.method ?? 'reconciled',
      now: options.now,
      named: options.counter ? ofCounter(options.counter) : nobody,
    }
    if (context.method === 'naive') {
      const kind = isStock(subject.category) ? 'stock' : 'cumulative'
      series.push({ ...toSeries(kind, unit, null, null, buildNaive(ofUnit), context), rule: naiveRule })
      continue
    }
    const restated = restatedFrom(ofUnit, wider)
    const [first, ...rest] = ofReadings(ofUnit.filter(isPossible), unit, context)
    if (!first) continue
    const impossible = ofUnit.filter((reading) => !isPossible(reading))
    series.push(...[withLeftOut(first, impossible), ...rest].map((one) => markRestated(one, restated)))
  }
  return series.sort(bySeries)
}

/** An as-of before its start, or well after its print, is a misreading (a day's grace for the zones). */
function isPossible({ since, asOf, dated, printedOn }: Reading): boolean {
  if (dated && daysBetween(printedOn, asOf) > 1) return false
  return since === null || since.day <= asOf
}

function withLeftOut(series: Series, impossible: readonly Reading[]): Series {
  if (impossible.length === 0) return series
  const more = impossible.flatMap((reading) => leave(reading, 'its as-of lies before its start, or after its print'))
  return { ...series, leftOut: [...series.leftOut, ...more].sort((a, b) => a.claimId - b.claimId) }
}

/** Readings of an office, of the offices under it, or of a family by its own name. */
function ofCounter(name: string): Named {
  const wanted = normaliseCounter(name)
  const folded = foldName(wanted.name)
  return ({ office, family }) =>
    office !== null &&
    (foldName(office) === folded ||
      foldName(family) === folded ||
      (isSameOrAbove(office, wanted.name) && office !== family))
}

function ofReadings(readings: readonly Reading[], unit: Unit, context: Context): Series[] {
  if (readings.length === 0) return []
  const { category } = context.subject
  if (isStock(category)) return [stockOf(foldReadings(readings).leads, unit, context)]
  if (!isFlow(category)) return []
  const parts = readings.filter(({ claim }) => isPart(claim))
  const leads = foldReadings(readings.filter(({ claim }) => !isPart(claim))).leads
  return flowsOf({ leads, parts }, unit, context)
}

function stockOf(leads: readonly Reading[], unit: Unit, context: Context): Series {
  const { method, named } = context
  if (isPlain(method)) return toSeries('stock', unit, null, null, buildPlain(leads, method, false), context)
  const line = buildStock(leads, named)
  return toSeries('stock', unit, null, line.counter, line, context)
}

interface Flows {
  leads: readonly Reading[]
  /** Of places within this one, for its event sum alone. */
  parts: readonly Reading[]
}

function flowsOf({ leads, parts }: Flows, unit: Unit, context: Context): Series[] {
  const { method, named } = context
  const { cumulative, periods, untold } = splitFlows(leads)
  const series: Series[] = []
  const taken = new Set<Reading>()
  for (const { since, readings } of cumulative) {
    const near = untold.filter((reading) => !taken.has(reading) && readings.some((count) => runsBeside(count, reading)))
    for (const reading of near) taken.add(reading)
    const line = countLine(readings, periods, method, named)
    line.leftOut.push(...near.flatMap((reading) => leave(reading, 'no report tells since when it counts')))
    const family = method === 'reconciled' ? familyOf(readings, named) : null
    series.push(toSeries('cumulative', unit, since, family || null, line, context))
  }
  const bars = [...periods, ...untold.filter((reading) => !taken.has(reading))]
  if (bars.length > 0) {
    const family = leadOf(bars, ({ family }) => family, named)
    const own = bars.filter((reading) => method !== 'reconciled' || reading.family === family)
    const others = bars.filter((reading) => method === 'reconciled' && reading.family !== family)
    series.push(toSeries('period', unit, null, family || null, buildPeriods(own, others), context))
  }
  const sum = buildEventSum([...leads, ...parts])
  if (sum.points.length > 0) series.push(toSeries('event_sum', unit, null, null, sum, context))
  return series
}

/** A number without a start, printed while a count of the same family runs, is most likely that count: no bar of its own. */
const runsBeside = (count: Reading, untold: Reading): boolean =>
  (untold.family === '' || count.family === untold.family) &&
  Math.abs(count.day - untold.day) <= ruleNumbers.closedAfterDays

function countLine(readings: readonly Reading[], periods: readonly Reading[], method: Method, named: Named): Line {
  if (isPlain(method)) return buildPlain(readings, method, true)
  const family = familyOf(readings, named)
  const isOwn = (reading: Reading): boolean => reading.family === family || reading.family === ''
  const own = readings.filter(isOwn)
  const others = readings.filter((reading) => !isOwn(reading))
  return buildCumulative(own, others, periods)
}

/** A family that is named leads; numbers without a counter follow it. */
function familyOf(readings: readonly Reading[], named: Named): string | null {
  const told = readings.filter(({ family }) => family !== '')
  return leadOf(told.length > 0 ? told : readings, ({ family }) => family, named)
}

function toSeries(
  kind: SeriesKind,
  unit: Unit,
  since: DatedDay | null,
  counter: string | null,
  line: { points: readonly SeriesPoint[]; leftOut: readonly LeftOut[] },
  { subject, method, now }: Context,
): Series {
  const { placeId, placeRole, category, scope, cause } = subject
  const last = line.points.at(-1)
  const closed = kind === 'cumulative' && last !== undefined && isClosed(last.asOf, now)
  return {
    placeId,
    placeRole,
    category,
    scope,
    cause,
    kind,
    unit,
    since,
    counter,
    state: closed ? 'closed' : 'open',
    method,
    rule: seriesRule,
    points: line.points,
    leftOut: [...line.leftOut].sort((a, b) => a.claimId - b.claimId),
  }
}

/** A hollow dot on its own place's line: in no rollup, no second alert. */
function markRestated(series: Series, restated: ReadonlyMap<Reading, Reading>): Series {
  const sources = new Map([...restated].map(([{ claim }, source]) => [claim.id, source]))
  if (sources.size === 0) return series
  const points = series.points.map((point): SeriesPoint => {
    const source = point.claimIds.map((id) => sources.get(id)).find((found) => found !== undefined)
    if (!source) return point
    const reason = `${point.reason} The same number is said of ${source.claim.placeId}.`
    return { ...point, flags: [...point.flags, 'restated'], reason }
  })
  return { ...series, points }
}

const kindOrder: readonly SeriesKind[] = ['cumulative', 'period', 'stock', 'event_sum']
const sinceKey = ({ since }: Series): string => (since ? `${since.day} ${since.accuracy}` : '')
const bySeries = (a: Series, b: Series): number =>
  kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind) ||
  (sinceKey(a) < sinceKey(b) ? -1 : sinceKey(a) > sinceKey(b) ? 1 : 0) ||
  (a.unit < b.unit ? 1 : a.unit > b.unit ? -1 : 0)
