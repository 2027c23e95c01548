/**
 * The connection to PostgreSQL: types that cannot be misread (days as text, counts as safe integers) and lost
 * connections told as transient failures. All SQL stands in the files beside this one.
 */
import postgres from 'postgres'
import { guarded } from './guarded.ts'

/** What every function of the store takes first: the pool or a transaction alike. */
export type Sql = postgres.ISql<Record<string, never>>
/** The pool: can begin transactions and must be ended. */
export type Database = postgres.Sql<Record<string, never>>
export type JsonValue = postgres.JSONValue

export interface ConnectOptions {
  /** Connections at most; default 10. */
  max?: number
  /** Shown in pg_stat_activity. */
  applicationName?: string
  /** A statement is cancelled after this; default 0, never. */
  statementTimeoutMs?: number
}

/** `bigint` beyond 2^53 is an error rather than a number that is a little wrong. */
function parseCount(text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number)) throw new RangeError(`a count of ${text} exceeds the safe integers`)
  return number
}

const types = {
  count: { to: 20, from: [20], serialize: String, parse: parseCount },
  // postgres.js reads a date as a Date, which slips a day west of UTC.
  day: { to: 1082, from: [1082], serialize: (day: string) => day, parse: (text: string) => text },
}

/** A pool; connects on first use. Ends with `.end()`. */
export function connect(url: string, options: ConnectOptions = {}): Database {
  const sql = postgres(url, {
    max: options.max ?? 10,
    connect_timeout: 10,
    // Its own backs off to 20 s; a database that was restarted is wanted at once, and the queue paces the work.
    backoff: () => 0.2 + Math.random() / 5,
    onnotice: () => {},
    types,
    connection: {
      application_name: options.applicationName ?? 'displacement-monitor',
      statement_timeout: options.statementTimeoutMs ?? 0,
      TimeZone: 'UTC',
    },
  })
  return guarded(sql as unknown as Database)
}

/**
 * All or nothing. Within a transaction it joins that one: the outermost decides. `work` may run SQL of its `tx` alone.
 * Errors: what `work` throws; `database_unavailable` where the connection or a lock failed.
 */
export async function inTransaction<T>(sql: Sql, work: (tx: Sql) => Promise<T>): Promise<T> {
  if (!('begin' in sql)) return work(sql)
  return (await (sql as Database).begin((tx) => work(tx as unknown as Sql))) as T
}

/**
 * What statements of one transaction answer that do not wait for each other: sent at once, in this order, each of them the first that
 * its function awaits. Where one fails the others are waited for all the same, since none may run when the transaction is over.
 * Errors: of the first that failed.
 */
export async function together<T extends readonly unknown[]>(
  ...asked: { [K in keyof T]: Promise<T[K]> | T[K] }
): Promise<T> {
  const answers = await Promise.allSettled(asked)
  for (const answer of answers) if (answer.status === 'rejected') throw answer.reason
  return answers.map((answer) => (answer as PromiseFulfilledResult<unknown>).value) as unknown as T
}
