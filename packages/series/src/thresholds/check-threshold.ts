/** Refuses thresholds that can never fire or contradict themselves, with the reason and what to do. Knows no places. */
import { isFlow, isStock, type SeriesKind, type Watch } from '@displacement-monitor/shared/domain'
import { checkNumbers } from './check-numbers.ts'
import { type Refusal, refuse, type ThresholdTerms } from './refusal.ts'
import { isBars } from './tell-point.ts'

/** Empty where it is good. Whether its place exists is for who knows places. */
export function checkThreshold(threshold: ThresholdTerms): Refusal[] {
  return [...checkNumbers(threshold), ...checkWatch(threshold.watch), ...checkSeries(threshold)]
}

function checkWatch({ category, seriesKind, placeId, adminLevel, withChildren }: Watch): Refusal[] {
  const refusals: Refusal[] = []
  if (category === 'displaced_unspecified') {
    const advice = 'Name a category, or none for all.'
    refusals.push(refuse('watch.category', 'Where the text does not say which kind, a number is in no series.', advice))
  } else if (category !== null && seriesKind !== null && isStock(category) !== (seriesKind === 'stock')) {
    const reason = `There is no ${seriesKind} series of ${category}.`
    const advice = isStock(category) ? 'Leave the kind out, or take stock.' : 'Leave the kind out.'
    refusals.push(refuse('watch.seriesKind', reason, advice))
  }
  const level = placeId === null ? null : levelOf(placeId)
  if (level !== null && adminLevel !== null && (adminLevel < level || (!withChildren && adminLevel !== level))) {
    const advice =
      adminLevel > level ? 'Watch the places inside it as well.' : 'Leave the level out, or name a wider place.'
    refusals.push(refuse('watch.adminLevel', `No place of level ${adminLevel} is watched with ${placeId}.`, advice))
  }
  return refusals
}

/** As its id tells; null where it does not. */
function levelOf(placeId: string): number | null {
  if (/^[A-Z]{3}$/.test(placeId)) return 0
  return /^[A-Z]{2}-[A-Z0-9]{1,3}$/.test(placeId) ? 1 : null
}

/** Kinds of rule that no series which is watched can meet. */
function checkSeries({ rule, watch }: ThresholdTerms): Refusal[] {
  const kinds = watchedKinds(watch)
  const every = (is: (kind: SeriesKind) => boolean): boolean => kinds.length > 0 && kinds.every(is)
  const isCount = (kind: SeriesKind): boolean => kind === 'cumulative'
  const atRule = (reason: string, advice: string): Refusal[] => [refuse('rule.kind', reason, advice)]
  switch (rule.kind) {
    case 'level':
      if (rule.clearBelow === null || !every((kind) => kind !== 'stock')) return []
      return [refuse('rule.clearBelow', 'Only a stock can fall below a clear level.', 'Leave the clear level out.')]
    case 'record': {
      if (every(isCount)) return atRule('A count since a day is always its own record.', 'Take level or rise.')
      if (rule.sumDays === null || !every((kind) => !isBars(kind))) return []
      const reason = 'Only flows are summed over days: the people of a stock are there every day.'
      return [refuse('rule.sumDays', reason, 'Leave the days of the sum out.')]
    }
    case 'rise':
      if (!every((kind) => kind === 'event_sum')) return []
      return atRule('One event is not more than another in the sense of a rise.', 'Take record with a sum over days.')
    case 'drop':
      if (!every((kind) => isCount(kind) || kind === 'event_sum')) return []
      return atRule('A count since a day never falls, and events are not compared.', 'Take revised, or watch stocks.')
    case 'stale':
    case 'conflict':
      if (!every(isBars)) return []
      return atRule(`${rule.kind} needs a line: bars come when something happens.`, 'Watch counts or stocks.')
    case 'revised':
      if (!every((kind) => !isCount(kind))) return []
      return atRule('Only a count since a day can be taken back by its counter.', 'Take drop, or watch counts.')
    case 'first':
      return []
  }
}

const flowKinds: readonly SeriesKind[] = ['cumulative', 'period', 'event_sum']

/** Empty where the category and the kind exclude each other, which is told on its own. */
function watchedKinds({ category, seriesKind }: Watch): SeriesKind[] {
  const ofCategory =
    category === null ? [...flowKinds, 'stock' as const] : isFlow(category) ? flowKinds : ['stock' as const]
  return ofCategory.filter((kind) => seriesKind === null || kind === seriesKind)
}
