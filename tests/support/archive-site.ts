/** A publisher on 127.0.0.1 whose archive has a list for each month, in words of our own; each report has one figure of its own. */
import { type LocalServer, localServer } from './local-server.ts'

export interface ArchiveSite extends LocalServer {
  /** The `archive` setting of a source that reads it. */
  archive: string
  /** Sets a month's list and reports, as they are at first. */
  publish(month: string): void
  /** All figures that its reports state, ascending. */
  numbers: number[]
}

/** The n-th report of a month: (10,000 × month + n) people, printed on its n-th day. */
export const notePage = (
  month: string,
  n: number,
): string => `<!doctype html><html lang="en"><head><title>Note ${month} ${n}</title>
<meta property="article:published_time" content="${month}-${String(n).padStart(2, '0')}T08:00:00Z"></head>
<body><article><h1>Note ${month} ${n}</h1>
<p>More than ${numberOf(month, n).toLocaleString('en')} people have fled the fighting in Idlib since December, the UN said.</p>
<p>Aid workers prepare tents, blankets and stoves for the winter, and ask for more of them.</p></article></body></html>`

const numberOf = (month: string, n: number): number => 10_000 * Number(month.slice(-2)) + n

const listOf = (
  origin: string,
  month: string,
  count: number,
) => `<?xml version="1.0"?><rss version="2.0"><channel><title>Notes</title>
${Array.from({ length: count }, (_, at) => itemOf(`${origin}/${month}/${at + 1}`, `${month}-${String(at + 1).padStart(2, '0')}`)).join('')}
${itemOf(`${origin}/2019/1`, '2019-01-01')}</channel></rss>`
const itemOf = (url: string, day: string) =>
  `<item><title>Note</title><link>${url}</link><pubDate>${new Date(`${day}T08:00:00Z`).toUTCString()}</pubDate></item>`

/** `reports`: of each month, at most 28. */
export async function archiveSite(
  months: readonly string[],
  reports: number,
  { delayMs = 20 } = {},
): Promise<ArchiveSite> {
  const site = await localServer({ '/robots.txt': { status: 404 }, '*': { status: 404 } })
  const nth = Array.from({ length: reports }, (_, at) => at + 1)
  const publish = (month: string) => {
    site.set({
      [`/list/${month}`]: {
        headers: { 'content-type': 'application/rss+xml' },
        body: listOf(site.origin, month, reports),
      },
    })
    for (const n of nth)
      site.set({
        [`/${month}/${n}`]: {
          headers: { 'content-type': 'text/html; charset=utf-8' },
          body: notePage(month, n),
          delayMs,
        },
      })
  }
  for (const month of months) publish(month)
  return Object.assign(site, {
    archive: `${site.origin}/list/{yyyy}-{mm}`,
    publish,
    numbers: months.flatMap((month) => nth.map((n) => numberOf(month, n))).sort((a, b) => a - b),
  })
}

/** A source of that site, polled by nobody. */
export const archiveSource = (site: ArchiveSite, id = 'notes') => ({
  id,
  name: 'Notes',
  adapter: 'feed',
  url: `${site.origin}/feed`,
  language: 'en',
  licence: 'test',
  attribution: 'Notes',
  redistribution: 'open' as const,
  minDelayMs: 0,
  enabled: false,
  settings: { archive: site.archive },
})
