/** Which errors of the database pass with time, and how they are told. All others come from our own SQL and stay as they are. */
import { PipelineError } from '../../errors/index.ts'

/** SQLSTATE classes and codes after which the same work may succeed (https://www.postgresql.org/docs/18/errcodes-appendix.html). */
const passing =
  /^(08|53|57014|57P0[1-5]|58|40001|40P01|55P03|25P03|CONNECTION_|CONNECT_TIMEOUT|ECONN|EPIPE|ETIMEDOUT|EHOST|ENETUNREACH|ENOTFOUND|EAI_AGAIN)/

/** Codes after which the connection is gone. */
const lost = /^(08|57P0[1-5]|CONNECTION_|CONNECT_TIMEOUT|ECONN|EPIPE|ETIMEDOUT)/

/** By a person, or at its time-out. */
const cancelled = '57014'

const codeOf = (error: unknown): string | null =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : null

/** A lost connection, a server that is starting, full or shutting down, a deadlock, a cancelled statement: transient. Anything else unchanged. */
export function asDatabaseFailure(error: unknown): unknown {
  if (error instanceof PipelineError) return error
  // A refused connection to a name with several addresses arrives as an AggregateError that carries the code.
  const code = codeOf(error)
  if (code === null || !passing.test(code)) return error
  return new PipelineError('database_unavailable', `the database did not answer as it should (${code})`, {
    cause: error,
  })
}

export function isConnectionLost(error: unknown): boolean {
  const code = codeOf(error instanceof PipelineError ? error.cause : error)
  return code !== null && lost.test(code)
}

export function isCancelled(error: unknown): boolean {
  return codeOf(error instanceof PipelineError ? error.cause : error) === cancelled
}
