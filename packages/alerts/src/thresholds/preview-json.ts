/** What a threshold would have found over a past period, with the evidence of each day. */
import { previewThreshold } from '@displacement-monitor/series'
import {
  attributionsJson,
  notice,
  type PreviewJson,
  placeRefOf,
  trendHref,
} from '@displacement-monitor/shared/contracts'
import { attributionsOfSources, type NewThreshold } from '@displacement-monitor/shared/db'
import type { Crossing, IncidentState, IsoDate } from '@displacement-monitor/shared/domain'
import { evidenceOf } from '../evidence-reports.ts'
import type { MessageStore } from '../message-store.ts'
import { type Crossed, openCrossings } from '../open-crossings.ts'
import { pointJson } from '../point-json.ts'
import { ruleInWords } from '../rule-in-words.ts'
import { lookBack } from './look-back.ts'

/** Messages told with their reports; the others with their numbers alone. */
const toldInFull = 50

/** `all`: for somebody with a key, nothing is withheld. Errors: TrendRefusal. */
export async function previewJson(
  store: MessageStore,
  threshold: NewThreshold,
  period: { from: IsoDate; to: IsoDate },
  all: boolean,
): Promise<PreviewJson> {
  const { days, places, series } = await lookBack({ ...store, now: () => new Date() }, threshold, period)
  const found = previewThreshold(threshold, days).flatMap((one) => {
    const line = series.get(one.seriesId)
    return line
      ? [{ ...one, line, placeId: line.placeId, placeRole: line.placeRole, category: line.category, cause: line.cause }]
      : []
  })
  const open = all ? found : await openOnly(store, found)
  const sources = new Set<string>()
  let told = 0
  const incidents: PreviewJson['incidents'] = []
  for (const { line, openedOn, state, states, messages } of open) {
    const tellings: PreviewJson['incidents'][number]['messages'] = []
    for (const { day, alert, crossing, reason } of messages) {
      const evidence = told++ < toldInFull ? await evidenceOf(store, crossing.at.claimIds, day) : null
      for (const id of evidence?.sourceIds ?? []) sources.add(id)
      const { before, at, latest } = crossing
      tellings.push({
        day,
        kind: alert,
        reason,
        before: before && pointJson(before),
        at: pointJson(at),
        latest: pointJson(latest),
        reports: evidence?.reports ?? [],
        more_reports: evidence?.more ?? 0,
      })
    }
    incidents.push({
      place: placeRefOf(line.placeId, store.gazetteer),
      category: line.category,
      cause: line.cause,
      kind: line.kind,
      unit: line.unit,
      since: line.since?.day ?? null,
      counter: line.counter,
      opened_on: openedOn,
      state,
      states: states.filter(({ state: was }) => all || was !== 'possible'),
      messages: tellings,
      links: { trend: trendHref(line.placeId, { category: line.category, known_on: openedOn }) },
    })
  }
  return {
    rule: ruleInWords(threshold),
    ...period,
    days: days.length,
    places,
    messages: incidents.reduce((sum, { messages }) => sum + messages.length, 0),
    incidents,
    notice,
    attributions: attributionsJson(await attributionsOfSources(store.sql, [...sources].sort())),
  }
}

/** Without those that are only possible, and those of which any message would tell what needs a key. */
async function openOnly<Row extends Crossed & { state: IncidentState; messages: readonly { crossing: Crossing }[] }>(
  store: MessageStore,
  rows: readonly Row[],
): Promise<Row[]> {
  const told = rows.flatMap((row, index) => [row, ...row.messages].map(({ crossing }) => ({ ...row, crossing, index })))
  const open = await openCrossings(store, told, false)
  const count = (list: readonly { index: number }[], of: number) => list.filter(({ index }) => index === of).length
  return rows.filter((row, index) => row.state !== 'possible' && count(open, index) === count(told, index))
}
