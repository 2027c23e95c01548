// @ts-check
/** A process of its own that fetches: one address under the caps, with what it cost; or many in the turns of a host that all processes share. */
import { beginRequest, connect, sentRequest, takeDailyRequest, takeHostTurn } from '@displacement-monitor/shared/db'
import { createFetcher, createPoliteFetcher } from '@displacement-monitor/worker'

const [task, address = '', ...more] = process.argv.slice(2)
const settings = {
  allow: ['127.0.0.1'],
  contact: null,
  proxy: null,
  deadlineMs: 60_000,
  maxBytes: Number(more[0] ?? 20_000_000),
}

if (task === 'cost') {
  const before = process.memoryUsage.rss()
  let peak = before
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }, 10)
  const fetcher = createFetcher(settings)
  const code = await fetcher.fetch(address).then(
    (fetched) => (fetched.kind === 'body' ? fetched.bytes.length : fetched.kind),
    (error) => error.code,
  )
  clearInterval(watch)
  process.stdout.write(JSON.stringify({ code, grownMb: Math.round((peak - before) / 1e6) }))
  await fetcher.close()
}

if (task === 'turns') {
  const [databaseUrl = '', count = '0', delayMs = '0'] = more
  const sql = connect(databaseUrl, { max: 2 })
  const fetcher = createFetcher({ ...settings, maxBytes: 100_000 })
  const polite = createPoliteFetcher(fetcher, {
    takeHostTurn: (host, ms) => takeHostTurn(sql, host, ms),
    beginRequest: (host, ms) => beginRequest(sql, host, ms),
    sentRequest: (host) => sentRequest(sql, host),
    takeDailyRequest: (host, max) => takeDailyRequest(sql, host, max),
    recordFetch: async () => {},
  })
  const options = { sourceId: null, reportId: null, minDelayMs: Number(delayMs) }
  await Promise.all(Array.from({ length: Number(count) }, () => polite.fetch(address, options)))
  await fetcher.close()
  await sql.end()
}
