/**
 * Whatever went wrong, as a problem that may be shown. What nobody foresaw becomes a 500 without its words: a message
 * of the database never leaves the process.
 */
import { describeIssues } from '@displacement-monitor/shared/contracts'
import { isCancelled } from '@displacement-monitor/shared/db'
import { PipelineError } from '@displacement-monitor/shared/errors'
import { TrendRefusal } from '@displacement-monitor/trends'
import type { FastifyError, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Problem } from './problem.ts'

/** As the caller is told it: an empty list of values that would do is not shown. */
function refusedTrend({ message, parameter, nearest }: TrendRefusal): Problem {
  return new Problem(400, message, nearest.length > 0 ? { parameter, nearest } : { parameter })
}

const retrySoon = { 'retry-after': '5' }

/** What Fastify itself refuses, in our words; its messages name its own code. */
const refusals: Record<string, string> = {
  FST_ERR_BAD_URL: 'The address holds an escape that is no UTF-8.',
  FST_ERR_CTP_INVALID_JSON_BODY: 'The body is no JSON.',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'The body is empty.',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'The body must be application/json.',
  FST_ERR_CTP_BODY_TOO_LARGE: 'The body is larger than allowed here.',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'The body is not as long as its Content-Length says.',
}

export function asProblem(error: unknown, request: FastifyRequest): Problem {
  if (error instanceof Problem) return error
  if (error instanceof TrendRefusal) return refusedTrend(error)
  if (isValidationFailure(error)) return refusedBySchema(error, request)
  if (isCancelled(error))
    return new Problem(503, 'The answer took too long and was given up; ask for less at once.', {
      headers: retrySoon,
      cause: error,
    })
  if (error instanceof PipelineError && error.kind === 'transient')
    return new Problem(503, 'A part that this answer needs is away; try again in a moment.', {
      headers: retrySoon,
      cause: error,
    })
  const status = statusOf(error)
  if (status >= 400 && status < 500)
    return new Problem(status, refusals[codeOf(error) ?? ''] ?? 'The request was refused.', { cause: error })
  return new Problem(500, 'The failure was recorded; nothing is known that a caller could do about it.', {
    cause: error,
  })
}

/** The parts of a request that have a schema of their own. */
const sources = { querystring: 'query', params: 'params', body: 'body' } as const

function refusedBySchema(error: ValidationFailure, request: FastifyRequest): Problem {
  const part = error.validationContext
  const given = part !== undefined && part in sources ? request[sources[part as keyof typeof sources]] : undefined
  const schema = request.routeOptions.schema?.[part as keyof typeof sources]
  const known = schema instanceof z.ZodType ? schema : []
  const { detail, ...more } = describeIssues(error.validation, part, given, known)
  return new Problem(400, detail, more)
}

type ValidationFailure = FastifyError & { validation: NonNullable<FastifyError['validation']> }

function isValidationFailure(error: unknown): error is ValidationFailure {
  return error instanceof Error && 'validation' in error && Array.isArray(error.validation)
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
}

function statusOf(error: unknown): number {
  return error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : 500
}
