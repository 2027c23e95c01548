/** Every way in which work fails, with its kind; failure-words.ts says what each means. */

/** transient: retried · permanent: recorded, not retried, nobody is woken · poison: quarantined, counted, becomes a fixture. */
export const failureKinds = ['transient', 'permanent', 'poison'] as const
export type FailureKind = (typeof failureKinds)[number]

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
