/** How work fails: classified where the knowledge is, acted upon in one place. */
import { type FailureCode, type FailureKind, failureCodes } from './failure-codes.ts'

/** A failure with its kind. `message` is written for a person and holds no secret and no text of a report. */
export class PipelineError extends Error {
  readonly code: FailureCode
  readonly kind: FailureKind
  /** Of a transient failure: not before this many ms (Retry-After); null where the other side did not say. */
  readonly retryAfterMs: number | null
  /** What the other side answered, of HTTP or SMTP; null where it did not come to that. */
  readonly status: number | null

  constructor(
    code: FailureCode,
    message: string,
    options: { cause?: unknown; retryAfterMs?: number; status?: number } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'PipelineError'
    this.code = code
    this.kind = failureCodes[code]
    this.retryAfterMs = options.retryAfterMs ?? null
    this.status = options.status ?? null
  }
}

/** I/O edges wrap what they throw, so an unwrapped error came from pure code: retrying repeats it. */
export const asFailure = (error: unknown): PipelineError =>
  error instanceof PipelineError ? error : new PipelineError('unexpected', String(error), { cause: error })
