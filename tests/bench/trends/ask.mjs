/**
 * Asks two addresses by turns, many short ones, so that what else the machine does falls on both alike; and asks once each
 * for answers that nobody kept.
 */
import { once } from 'node:events'
import http from 'node:http'
import autocannon from 'autocannon'

const turns = 9
const secondsEach = 1.5
const connections = 4

/** Milliseconds at the middle of the turns, and the middle of the quotients of each turn's p99. */
export async function askInTurns(ours, constant) {
  await fire(ours, 1)
  await fire(constant, 1)
  const [mine, peers] = [[], []]
  for (let turn = 0; turn < turns; turn++) {
    mine.push(await fire(ours, secondsEach))
    peers.push(await fire(constant, secondsEach))
  }
  return {
    ours: middle(mine),
    constant: middle(peers),
    ratio: median(mine.map(({ p99 }, turn) => p99 / peers[turn].p99)),
  }
}

/** Each address once, one after the other; milliseconds. */
export async function askOnce(urls) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 })
  const times = []
  for (const url of urls) {
    const began = performance.now()
    const [response] = await once(http.get(url, { agent }), 'response')
    for await (const _ of response);
    if (response.statusCode !== 200) throw new Error(`${url}: ${response.statusCode}`)
    times.push(performance.now() - began)
  }
  agent.destroy()
  return quantiles(times)
}

/** The load generator's own quantiles are whole milliseconds; what it tells of each answer is exact. */
async function fire(url, duration) {
  const times = []
  const run = autocannon({ url, connections, duration })
  run.on('response', (_client, _status, _bytes, ms) => times.push(ms))
  const { requests, non2xx, errors } = await run
  if (non2xx + errors > 0) throw new Error(`${url}: ${non2xx + errors} requests failed`)
  return { ...quantiles(times), perSecond: requests.average }
}

function quantiles(times) {
  times.sort((a, b) => a - b)
  return { p50: times[Math.floor(times.length / 2)], p99: times[Math.floor(times.length * 0.99)] }
}

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)]

const middle = (runs) => ({
  p50: median(runs.map(({ p50 }) => p50)),
  p99: median(runs.map(({ p99 }) => p99)),
  perSecond: median(runs.map(({ perSecond }) => perSecond)),
})
