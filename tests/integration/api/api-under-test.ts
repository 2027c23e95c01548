/** The API on a database of its own, seeded, with every answer checked against the contract it promises. */
import { buildApp } from '@displacement-monitor/api'
import { loadGazetteer, PcodeGazetteer } from '@displacement-monitor/gazetteer'
import { foldFigure } from '@displacement-monitor/series'
import { connect, createKey, type Database, type KeyScope, seed } from '@displacement-monitor/shared/db'
import type { DiscoveredReport, Figure } from '@displacement-monitor/shared/domain'
import { createLog } from '@displacement-monitor/shared/log'
import { reconcileMarked } from '@displacement-monitor/worker'
import { freshDatabase } from '../../support/fresh-database.ts'

export type Api = Awaited<ReturnType<typeof openApi>>

export async function openApi(
  options: {
    apiRead?: 'open' | 'key'
    seedSet?: 'minimal' | 'full'
    now?: () => Date
    /** Default: no limit. */
    perMinute?: number
    trustProxy?: string[]
    statementTimeoutMs?: number
    publicUrl?: string
    contact?: string
    /** Of the stream of events. */
    stream?: { pollMs: number; heartbeatMs: number; mostReaders: number }
    /** Entries of FETCH_ALLOW. */
    allow?: string[]
    /** Where names lead; default: nowhere. */
    names?: Readonly<Record<string, string[]>>
  } = {},
) {
  const database = await freshDatabase()
  const sql: Database = connect(database.url, { max: 4, statementTimeoutMs: options.statementTimeoutMs ?? 5_000 })
  const gazetteer = new PcodeGazetteer(loadGazetteer())
  await seed(sql, { set: options.seedSet ?? 'full', fold: foldFigure })
  await reconcileMarked(sql, gazetteer, options.now ? { now: options.now } : {})
  const app = await buildApp({
    sql,
    gazetteer,
    config: {
      API_READ: options.apiRead ?? 'open',
      API_REQUESTS_PER_MINUTE: options.perMinute ?? 0,
      API_TRUST_PROXY: options.trustProxy ?? [],
      FETCH_ALLOW: options.allow ?? [],
      PUBLIC_URL: options.publicUrl ?? null,
      CONTACT: options.contact ?? null,
    },
    queues: null,
    ...(options.stream ? { stream: options.stream } : {}),
    log: createLog('api', { level: 'silent' }),
    resolve: async (host) => options.names?.[host] ?? [],
    ...(options.now ? { now: options.now } : {}),
  })
  return {
    app,
    sql,
    gazetteer,
    databaseUrl: database.url,
    /** A GET; `json` is the body as parsed. */
    async get(url: string, headers: Record<string, string> = {}) {
      const response = await app.inject({ method: 'GET', url, headers })
      const isJson = response.body !== '' && String(response.headers['content-type']).includes('json')
      return {
        status: response.statusCode,
        headers: response.headers,
        body: response.body,
        json: isJson ? response.json() : null,
      }
    },
    /** Any other method; `json` null where the answer is empty. */
    async send(
      method: 'POST' | 'PUT' | 'DELETE',
      url: string,
      payload?: unknown,
      headers: Record<string, string> = {},
    ) {
      const response = await app.inject({
        method,
        url,
        headers: { ...(payload === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        ...(payload === undefined ? {} : { payload: JSON.stringify(payload) }),
      })
      return {
        status: response.statusCode,
        headers: response.headers,
        json: response.body === '' ? null : response.json(),
      }
    },
    async keyFor(...scopes: KeyScope[]): Promise<Record<string, string>> {
      const { bearer } = await createKey(sql, { name: `test ${scopes.join(' ')}`, scopes })
      return { authorization: `Bearer ${bearer}` }
    },
    async close() {
      await app.close()
      await sql.end({ timeout: 1 })
      await database.drop()
    },
  }
}

/** A plain conflict displacement with the words that state it; the rest as a test needs it. */
export function figureIn(text: string, words: string, more: Partial<Figure>): Figure {
  const start = text.indexOf(words)
  if (start < 0) throw new Error(`"${words}" is not in the text`)
  return {
    excerpt: { start, end: start + words.length, text: words },
    value: 100,
    valueHigh: null,
    quantifier: 'exact',
    unit: 'person',
    householdSize: null,
    persons: 100,
    category: 'internal_displacements',
    border: null,
    term: 'fled',
    scope: 'all',
    cause: 'conflict',
    hazard: null,
    occurred: 'unknown',
    status: 'reported',
    repeated: false,
    place: null,
    since: null,
    asOf: { day: '2024-03-01', accuracy: 'day' },
    asOfBasis: 'stated',
    counter: null,
    subsetOf: null,
    confidence: 0.9,
    ...more,
  }
}

export const discovered = (url: string): DiscoveredReport => ({ url, title: null, publishedAt: null, language: 'en' })
