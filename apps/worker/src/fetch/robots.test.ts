import { PipelineError } from '@displacement-monitor/shared/errors'
import { expect, test } from 'vitest'
import type { Fetched, Fetcher } from './fetch-url.ts'
import { createRobotsRules } from './robots.ts'

const answering = (answer: string | PipelineError): Fetcher & { asked: number } => {
  const fetcher = {
    asked: 0,
    async fetch(url: string): Promise<Fetched> {
      fetcher.asked++
      if (answer instanceof PipelineError) throw answer
      return {
        kind: 'body',
        movedTo: null,
        url,
        status: 200,
        mediaType: 'text/plain',
        bytes: Buffer.from(answer),
        etag: null,
        lastModified: null,
        fetchedAt: new Date(0),
      }
    },
    close: async () => {},
  }
  return fetcher
}
const page = new URL('https://a.example/private/x')
const outcome = (fetcher: Fetcher, url = page) =>
  createRobotsRules(fetcher)
    .check(url)
    .catch((error: PipelineError) => error.code)

test.each([
  ['User-agent: *\nDisallow: /private', 'robots_forbidden'],
  ['User-agent: *\nDisallow: /private\nUser-agent: displacement-monitor\nAllow: /', 0],
  ['User-agent: displacement-monitor\nDisallow: /', 'robots_forbidden'],
  ['User-agent: other\nDisallow: /', 0],
  ['User-agent: *\nDisallow: /private\nAllow: /private/x', 0],
  ['User-agent: *\nCrawl-delay: 7', 7_000],
  ['User-agent: *\nCrawl-delay: 100000', 60_000],
  ['User-agent: *\nCrawl-delay: nonsense', 0],
  ['<html><body>not found</body></html>', 0],
  ['', 0],
])('%j → %s', async (text, expected) => {
  expect(await outcome(answering(text))).toBe(expected)
})

test('a 4xx allows all, a failing server is tried again later (RFC 9309 §2.3.1)', async () => {
  expect(await outcome(answering(new PipelineError('http_client_error', '404')))).toBe(0)
  expect(await outcome(answering(new PipelineError('redirect_loop', 'six')))).toBe(0)
  for (const code of ['http_server_error', 'timeout', 'connect_failed', 'http_rate_limited'] as const)
    expect(await outcome(answering(new PipelineError(code, 'x')))).toBe(code)
})

test('rules hold for a day, a failure for five minutes', async () => {
  let now = 0
  const good = answering('')
  const rules = createRobotsRules(good, () => now)
  await rules.check(page)
  now = 23 * 3_600_000
  await rules.check(page)
  expect(good.asked).toBe(1)
  now = 25 * 3_600_000
  await rules.check(page)
  expect(good.asked).toBe(2)

  const bad = answering(new PipelineError('http_server_error', '503'))
  const failing = createRobotsRules(bad, () => now)
  await failing.check(page).catch(() => {})
  await failing.check(page).catch(() => {})
  expect(bad.asked).toBe(1)
  now += 6 * 60_000
  await failing.check(page).catch(() => {})
  expect(bad.asked).toBe(2)
})
