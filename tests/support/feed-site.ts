/** A publisher on 127.0.0.1: a feed and the articles it lists, in words of our own, each with one figure of its own. */
import { type LocalServer, localServer } from './local-server.ts'

export interface FeedSite extends LocalServer {
  feedUrl: string
  articleUrls: string[]
}

/** The n-th article tells (1,000 + n) people fled in the province of Idlib, on a day of its own. */
export const articleOf = (n: number): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Bulletin ${n}</title>
<meta property="og:site_name" content="Test Bulletin">
<meta property="article:published_time" content="2020-02-${String((n % 28) + 1).padStart(2, '0')}T08:00:00Z"></head>
<body><nav><a href="/">Home</a><a href="/about">About</a></nav>
<main><article><h1>Bulletin ${n}</h1>
<p>More than ${(1000 + n).toLocaleString('en')} people have fled the fighting in Idlib since December, the UN said in its bulletin number ${n}.</p>
<p>Aid workers are preparing tents, blankets and stoves for the winter, and ask for more of them in the coming weeks.</p>
</article></main><footer>Read by 50,000 people a day</footer></body></html>`

export const feedOf = (origin: string, count: number): string => `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Test Bulletin</title><link>${origin}/</link><language>en</language>
${Array.from({ length: count }, (_, n) => `<item><title>Bulletin ${n}</title><link>${origin}/article/${n}</link></item>`).join('\n')}
</channel></rss>`

export async function feedSite(count: number, { delayMs = 0 }: { delayMs?: number } = {}): Promise<FeedSite> {
  const site = await localServer({ '/robots.txt': { status: 404 } })
  const html = { 'content-type': 'text/html; charset=utf-8' }
  for (let n = 0; n < count; n++) site.set({ [`/article/${n}`]: { headers: html, body: articleOf(n), delayMs } })
  site.set({
    '/feed': ({ headers }) =>
      headers['if-none-match'] === '"v1"'
        ? { status: 304 }
        : { headers: { 'content-type': 'application/rss+xml', etag: '"v1"' }, body: feedOf(site.origin, count) },
  })
  return Object.assign(site, {
    feedUrl: `${site.origin}/feed`,
    articleUrls: Array.from({ length: count }, (_, n) => `${site.origin}/article/${n}`),
  })
}

/** A source of that site, polled without a pause between requests. */
export const sourceOf = (site: { feedUrl: string }, id = 'test-bulletin') => ({
  id,
  name: 'Test Bulletin',
  adapter: 'feed',
  url: site.feedUrl,
  language: 'en',
  licence: 'test',
  attribution: 'Test Bulletin',
  redistribution: 'open' as const,
  pollIntervalS: 3600,
  minDelayMs: 0,
})
