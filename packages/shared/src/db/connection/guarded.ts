/**
 * A client of postgres.js 3.4 that survives the loss of its connections. By itself the library has no hook for classifying
 * errors, and a transaction whose connection died writes its rollback to no socket, which ends the process, or goes on
 * with its next statement on a new connection, outside of any transaction. Here a lost transaction refuses all work.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { asDatabaseFailure, isConnectionLost } from './failures.ts'

/** One transaction or reserved connection. */
interface Scope {
  lost: unknown
  /** The library gave the transaction up. */
  over: boolean
}

interface Settling {
  reject: (error: unknown) => void
  handler: (query: Settling) => unknown
}
type Call = (...args: unknown[]) => unknown

/** Longest wait until the library notices that a connection is gone which the server said it would close. */
const noticeMs = 2_000
/** Seconds that the work under way has at the end. */
const endS = 5

export function guarded<T extends object>(sql: T, scope: Scope | null = null): T {
  return new Proxy(sql, {
    apply: (target, self, args) => watched(Reflect.apply(target as unknown as Call, self, args), scope),
    get(target, name) {
      const member: unknown = Reflect.get(target, name)
      if (typeof member !== 'function') return member
      const call = member as Call
      switch (name) {
        case 'unsafe':
        case 'file':
          return (...args: unknown[]) => watched(call(...args), scope)
        case 'begin':
          return (...args: unknown[]) => guardedScope(call, args, { lost: null, over: false })
        case 'savepoint':
          return (...args: unknown[]) => guardedScope(call, args, scope ?? { lost: null, over: false })
        case 'reserve':
          return async () => guarded(await classified(call() as Promise<object>), { lost: null, over: false })
        case 'end':
          // Without a limit it waits for ever on a connection that died in a query.
          return (options?: object) => call({ timeout: endS, ...options })
        case 'release':
          // A dead connection must not go back among the open ones.
          return () => (scope?.lost ? undefined : call())
        default:
          return member
      }
    },
  })
}

function guardedScope(begin: Call, args: readonly unknown[], scope: Scope): Promise<unknown> {
  const work = args.at(-1) as (tx: object) => unknown
  const guardedWork = async (tx: object) => {
    const outcome = await settle(async () => work(guarded(tx, scope)))
    // Neither commit nor rollback may be sent where nobody listens: the transaction is left to end with its connection.
    if (scope.lost) await pause(noticeMs, undefined, { ref: false })
    if (scope.over) return new Promise(() => {})
    if (scope.lost) throw scope.lost
    if ('error' in outcome) throw outcome.error
    return outcome.value
  }
  const running = begin(...args.slice(0, -1), guardedWork) as Promise<unknown>
  return classified(running).catch((error) => {
    scope.lost ??= error
    scope.over = true
    throw error
  })
}

async function settle(work: () => unknown): Promise<{ value: unknown } | { error: unknown }> {
  try {
    return { value: await work() }
  } catch (error) {
    return { error }
  }
}

async function classified<T>(promise: Promise<T>): Promise<T> {
  try {
    return await promise
  } catch (error) {
    throw asDatabaseFailure(error)
  }
}

/** A query is a promise that its connection settles through its own `reject`, and that runs through its own `handler`. */
function watched(result: unknown, scope: Scope | null): unknown {
  if (!(result instanceof Promise && 'handler' in result && 'reject' in result)) return result
  const query = result as unknown as Settling
  const { reject, handler } = query
  query.reject = (error) => {
    const failure = asDatabaseFailure(error)
    if (scope && isConnectionLost(error)) scope.lost ??= failure
    reject(failure)
  }
  if (scope) query.handler = (started) => (scope.lost ? started.reject(scope.lost) : handler(started))
  return result
}
