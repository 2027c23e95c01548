/**
 * The first view right after a start is somebody's, and paid for everything that is made once: connections, plans of
 * queries, the hierarchy of places, the page's files packed. It took 0.4 to 0.7 s a question on two cores; here it is paid
 * before anybody asks, by asking what the overview asks, as a stranger.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Gazetteer } from '@displacement-monitor/shared/domain'
import type { App } from '../context.ts'
import { warmSearch } from '../places/find-place.ts'

/** A database that does not answer keeps nobody from being told so. */
const mostMs = 1_500

const questions = [
  '/v1/series?detail=points&limit=200',
  '/v1/incidents?state=open&limit=20',
  '/v1/sources',
  '/v1/trends/SY-ID',
]

/** Never throws: what cannot be warmed now is made when it is asked for. Where reading takes a key, answers stay cold. */
export async function warmUp(app: App, gazetteer: Gazetteer): Promise<void> {
  warmSearch(gazetteer)
  const answers = questions.map((url) => app.inject({ url, headers: { 'accept-encoding': 'gzip' } }).catch(() => null))
  const patience = new AbortController()
  await Promise.race([Promise.all(answers), sleep(mostMs, null, { signal: patience.signal }).catch(() => null)])
  patience.abort()
}
