/**
 * The connection to PostgreSQL: types that cannot be misread (days as text, counts as safe integers) and lost
 * connections told as transient failures. All SQL stands in the files beside this one.
 */
import postgres from 'postgres'
import { asDatabaseFailure } from './failures.ts'

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

/** The same client whose failed queries reject with classified errors; postgres.js has no hook for that. */
function guarded<T extends object>(sql: T): T {
  return new Proxy(sql, {
    apply: (target, self, args) => classified(Reflect.apply(target as never, self, args)),
    get(target, name) {
      const member: unknown = Reflect.get(target, name)
      if (typeof member !== 'function') return member
      switch (name) {
        case 'unsafe':
        case 'file':
          return (...args: unknown[]) => classified(Reflect.apply(member, target, args))
        case 'begin':
        case 'savepoint':
          return (...args: unknown[]) => guardedScope(target, member, args)
        case 'reserve':
          return async () => guarded(await settled(Reflect.apply(member, target, []) as Promise<object>))
        default:
          return member
      }
    },
  })
}

// biome-ignore lint/complexity/noBannedTypes: a member of the client, of whatever shape
function guardedScope(target: object, begin: Function, args: unknown[]): Promise<unknown> {
  const work = args.at(-1) as (tx: object) => unknown
  const rest = args.slice(0, -1)
  return settled(Reflect.apply(begin, target, [...rest, (tx: object) => work(guarded(tx))]) as Promise<unknown>)
}

async function settled<T>(promise: Promise<T>): Promise<T> {
  try {
    return await promise
  } catch (error) {
    throw asDatabaseFailure(error)
  }
}

/** A query of postgres.js 3.4 is a promise that its connection settles through its own `reject`. */
function classified(result: unknown): unknown {
  if (result instanceof Promise && 'reject' in result && typeof result.reject === 'function') {
    const reject = result.reject as (error: unknown) => void
    ;(result as { reject: (error: unknown) => void }).reject = (error) => reject(asDatabaseFailure(error))
  }
  return result
}
