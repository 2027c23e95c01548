/**
 * The tag of an answer: everything that its bytes depend on. What all answers share stands here (the code, the gazetteer, the
 * day, the terms of the sources); the question and the state of what it asks about come from the route.
 */
import { type Sql, termsState } from '@displacement-monitor/shared/db'
import { type Gazetteer, utcDay } from '@displacement-monitor/shared/domain'
import { tagOf } from '../http/etag.ts'
import { version } from '../version.ts'

/** A process may run other code under the same version while it is developed. */
const born = process.env.NODE_ENV === 'production' ? '' : String(Date.now())
/** Terms of sources change by an operator's hand; a tag may be this much behind them. */
const termsMs = 2_000

export type AnswerTags = (query: Readonly<Record<string, unknown>>, ...state: readonly string[]) => Promise<string>

/** `state`: what the answer is made of, as short texts; equal texts are equal answers. */
export function answerTags(sql: Sql, gazetteer: Gazetteer, now: () => Date): AnswerTags {
  let terms = { until: 0, state: Promise.resolve('') }
  const knownTerms = (): Promise<string> => {
    if (Date.now() >= terms.until) {
      const state = termsState(sql)
      terms = { until: Date.now() + termsMs, state }
      state.catch(() => {
        terms.until = 0
      })
    }
    return terms.state
  }
  return async (query, ...state) => {
    const question = JSON.stringify(Object.entries(query).sort(([a], [b]) => (a < b ? -1 : 1)))
    return tagOf(version, born, gazetteer.version, utcDay(now()), await knownTerms(), question, ...state)
  }
}
