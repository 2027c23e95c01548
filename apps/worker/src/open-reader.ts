/** What reading reports needs, opened from the settings: for the worker and for the terminal. */
import type { Config } from '@displacement-monitor/shared/config'
import {
  beginRequest,
  type Database,
  recordFetch,
  sentRequest,
  takeDailyRequest,
  takeHostTurn,
} from '@displacement-monitor/shared/db'
import type { Gazetteer } from '@displacement-monitor/shared/domain'
import { redactSecrets } from '@displacement-monitor/shared/log'
import { createFetcher, createPoliteFetcher, type PoliteOptions } from './fetch/index.ts'
import { openParser } from './parse-process/parser.ts'
import { type BucketSettings, openBucket } from './snapshot-bucket/s3-bucket.ts'
import { loadAdapters } from './sources/load-adapters.ts'
import { type StepFields, unwatched, type Watch } from './watch/watch.ts'
import type { ReaderContext } from './worker-context.ts'

export type FetchSettings = Pick<
  Config,
  'FETCH_ALLOW' | 'FETCH_CONTACT' | 'FETCH_DEADLINE_MS' | 'FETCH_MAX_BYTES' | 'HTTPS_PROXY'
> &
  Partial<BucketSettings>

export interface OpenReader {
  context: ReaderContext
  /** Ends the parsing child and open connections; the database stays the caller's. */
  close(): Promise<void>
}

export async function openReader(
  config: FetchSettings,
  { sql, gazetteer, watch = unwatched }: { sql: Database; gazetteer: Gazetteer; watch?: Watch },
): Promise<OpenReader> {
  const fetcher = createFetcher({
    allow: config.FETCH_ALLOW,
    contact: config.FETCH_CONTACT,
    proxy: config.HTTPS_PROXY,
    deadlineMs: config.FETCH_DEADLINE_MS,
    maxBytes: config.FETCH_MAX_BYTES,
  })
  const polite = createPoliteFetcher(fetcher, {
    takeHostTurn: (host, minDelayMs) => takeHostTurn(sql, host, minDelayMs),
    beginRequest: (host, minDelayMs) => beginRequest(sql, host, minDelayMs),
    sentRequest: (host) => sentRequest(sql, host),
    takeDailyRequest: (host, max) => takeDailyRequest(sql, host, max),
    recordFetch: ({ failure, url, ...entry }) =>
      recordFetch(sql, {
        ...entry,
        url: redactSecrets(url),
        failureCode: failure?.code ?? null,
        failureMessage: failure?.message ?? null,
      }),
  })
  const parser = openParser()
  const bucket = openBucket(config)
  return {
    context: {
      sql,
      bucket,
      gazetteer,
      watch,
      fetcher: {
        fetch: (address, options) => watch.step('fetch', idsOf(options), () => polite.fetch(address, options)),
      },
      parser: { ...parser, parse: (task) => watch.step('parse', {}, () => parser.parse(task)) },
      adapters: await loadAdapters(),
    },
    async close() {
      await Promise.all([parser.close(), fetcher.close(), bucket?.close()])
    },
  }
}

const idsOf = ({ sourceId, reportId }: PoliteOptions): StepFields => ({
  ...(sourceId === null ? {} : { sourceId }),
  ...(reportId === null ? {} : { reportId }),
})
