/** How work fails: classified where the knowledge is, acted upon in one place. Codes are explained in docs/failures.md. */

/** transient: retried · permanent: recorded, not retried, nobody is woken · poison: quarantined, counted, becomes a fixture. */
export const failureKinds = ['transient', 'permanent', 'poison'] as const
export type FailureKind = (typeof failureKinds)[number]

/** Every code, once. A test keeps docs/failures.md equal to this list. */
export const failureCodes = {
  // fetch
  address_refused: 'permanent',
  host_not_found: 'transient',
  connect_failed: 'transient',
  timeout: 'transient',
  tls_failed: 'transient',
  too_large: 'permanent',
  truncated: 'transient',
  redirect_loop: 'permanent',
  http_client_error: 'permanent',
  http_gone: 'permanent',
  http_rate_limited: 'transient',
  http_server_error: 'transient',
  robots_forbidden: 'permanent',
  // parse
  unsupported_media_type: 'permanent',
  empty_body: 'permanent',
  not_text: 'permanent',
  no_text: 'permanent',
  scanned: 'permanent',
  unreadable_file: 'permanent',
  too_deep: 'permanent',
  parse_timeout: 'permanent',
  parse_memory: 'permanent',
  bad_feed: 'permanent',
  bad_place_list: 'permanent',
  // withdrawn by us
  withdrawn: 'permanent',
  // messages
  receiver_busy: 'transient',
  receiver_failed: 'transient',
  receiver_refused: 'transient',
  receiver_redirects: 'transient',
  receiver_gone: 'permanent',
  message_refused: 'permanent',
  login_refused: 'permanent',
  bad_channel_settings: 'permanent',
  // store and queue
  database_unavailable: 'transient',
  queue_unavailable: 'transient',
  bucket_unavailable: 'transient',
  // anything that nobody wrapped
  unexpected: 'poison',
} as const satisfies Record<string, FailureKind>

export type FailureCode = keyof typeof failureCodes

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
