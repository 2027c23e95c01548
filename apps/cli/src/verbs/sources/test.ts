/** `sources test`: what a source would tell, fetched now; nothing is stored. */
import type { Listing } from '@displacement-monitor/worker'
import { exitCode } from '../../command/exit-code.ts'
import { defineVerb } from '../../command/verb.ts'
import { withDatabase } from '../../database/with-database.ts'
import { isAddress } from '../../input/read-input.ts'
import { counted } from '../../output/amounts.ts'
import { tableLines } from '../../output/table.ts'
import { findSource } from '../../sources/find-source.ts'

type Entry = Listing['reports'][number]
const shown = 10

export const testSource = defineVerb({
  name: 'sources test',
  summary: 'fetch a source once and show what it lists; nothing is stored',
  positionals: [
    {
      name: 'ID or ADDRESS',
      description: 'a source in the list, or a feed that is to become one',
      required: true,
      many: false,
    },
  ],
  options: {},
  examples: [
    ['sources test un-news', 'Is it alive, and what does it list?'],
    ['sources test https://news.un.org/feed/subscribe/en/news/all/rss.xml', 'Before adding it.'],
  ],
  run: async (invocation) => {
    const { positionals, options, console, env } = invocation
    const word = positionals[0] ?? ''
    const source = isAddress(word) ? null : await withDatabase(invocation, ({ sql }) => findSource(sql, word))
    const url = source?.url ?? word
    const { fetchAddress, withFetcher } = await import('../../parse/fetch-address.ts')
    const { parseFeedBytes, previewSource } = await import('@displacement-monitor/worker')
    const feedAt = async (address: string) => {
      const fetched = await fetchAddress(address, env)
      return parseFeedBytes(fetched.bytes, fetched)
    }
    const { reports } =
      source === null ? await feedAt(word) : await withFetcher(env, (fetcher) => previewSource(fetcher, source))
    if (options.json) {
      const entries = reports.map((entry) => ({
        url: entry.url,
        title: entry.title,
        published_at: entry.publishedAt?.toISOString() ?? null,
        published_on: entry.publishedOn ?? entry.publishedAt?.toISOString().slice(0, 10) ?? null,
        lang: entry.language,
      }))
      await console.print(JSON.stringify({ url, entries }, null, 2))
      return exitCode.ok
    }
    const listed = console.onTerminal ? reports.slice(0, shown) : reports
    await console.print(
      ...tableLines<Entry>(
        [
          {
            heading: 'PRINTED',
            cell: ({ publishedAt, publishedOn }) => publishedAt?.toISOString().slice(0, 10) ?? publishedOn ?? 'undated',
          },
          { heading: 'TITLE', cell: ({ title }) => title ?? 'no title', grows: true },
          ...(console.onTerminal ? [] : [{ heading: 'ADDRESS', cell: ({ url }: Entry) => url }]),
        ],
        listed,
        console,
      ),
    )
    const more = reports.length - listed.length
    console.note(
      `${counted(reports.length, 'report')} listed${more > 0 ? `, the first ${shown} shown` : ''}; nothing was stored.`,
    )
    return exitCode.ok
  },
})
