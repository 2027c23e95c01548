/** Asks the API, in a process of its own over a filled database, for the answers whose times are compared. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { listSeries, pointsOf } from '../../../packages/shared/dist/db/index.js'
import { askInTurns, askOnce } from './ask.mjs'

/** Each answer warm and made anew, beside the constant body of its length and beside the query alone. */
export async function measureAnswers(url, sql, { measured, busiest }, { say }) {
  const paths = {
    'one place, ten years': `/v1/trends/${measured}?category=idps`,
    'the busiest place': `/v1/trends/${busiest}`,
    'the list of series': '/v1/series?limit=50',
    'known on a past day': `/v1/trends/${measured}?category=idps&known_on=2025-01-02`,
    'as recorded by a day': `/v1/trends/${measured}?category=idps&known_on=${new Date().toISOString().slice(0, 10)}&clock=recorded`,
  }
  const child = fork(new URL('./serve.mjs', import.meta.url), { env: { ...process.env, DATABASE_URL: url } })
  try {
    const [{ apiUrl, bareUrl }] = await once(child, 'message')
    child.send({ paths: Object.values(paths) })
    const [{ lengths }] = await once(child, 'message')
    const answers = []
    for (const [n, [name, path]] of Object.entries(paths).entries()) {
      const warm = await askInTurns(`${apiUrl}${path}`, `${bareUrl}/constant/${n}`)
      const cold = await askOnce(neverAsked(path).map((one) => apiUrl + one))
      say(`${name}: asked`)
      answers.push({ name, length: lengths[n], ...warm, cold, query: await queryAlone(sql, path, measured, busiest) })
    }
    return answers
  } finally {
    child.disconnect()
  }
}

/** The same work under questions that nobody kept the answer to. */
function neverAsked(path) {
  const each = path.startsWith('/v1/series') ? (n) => `cursor=${n + 1}` : (n) => `from=${1801 + n}-01-01`
  return Array.from({ length: 150 }, (_, n) => `${path}${path.includes('?') ? '&' : '?'}${each(n)}`)
}

/** Series and their points as PostgreSQL gives them to one client, 300 times; milliseconds. */
async function queryAlone(sql, path, measured, busiest) {
  if (path.startsWith('/v1/series')) return null
  const placeIds = [path.includes(`/${busiest}`) ? busiest : measured]
  const times = []
  for (let n = 0; n < 300; n++) {
    const began = performance.now()
    const rows = await listSeries(sql, { placeIds })
    await pointsOf(
      sql,
      rows.map(({ id }) => id),
    )
    times.push(performance.now() - began)
  }
  times.sort((a, b) => a - b)
  return { p50: times[150], p99: times[297] }
}
