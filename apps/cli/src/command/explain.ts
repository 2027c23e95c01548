/** Failures from other rooms, told to a person at a terminal: what happened and what to do. */
import { PipelineError } from '@displacement-monitor/shared/errors'
import { type CommandFailure, failed } from './failure.ts'

export function explain(error: unknown): CommandFailure {
  if (error instanceof PipelineError) return failed(sentence(error.message), ...(adviceFor[error.code] ?? []))
  if (error instanceof Error && error.name === 'ConfigError') {
    const [first = '', ...problems] = error.message.split('\n')
    return failed(first, ...problems.map((line) => line.trim()), '.env.example explains each setting.')
  }
  // The launcher's own failures are one line with what to do.
  if (error instanceof Error && error.name === 'PlainError') return failed(error.message)
  const message = error instanceof Error ? error.message : String(error)
  return failed(
    `unexpected: ${message || 'an error without a message'}`,
    'This is a fault of the program. MONITOR_DEBUG=1 shows where; please report it.',
  )
}

const adviceFor: Readonly<Partial<Record<PipelineError['code'], readonly string[]>>> = {
  database_unavailable: [
    'Check DATABASE_URL, or unset it to use the embedded server. npx monitor doctor looks closer.',
  ],
  queue_unavailable: ['Check REDIS_URL, or unset it to queue in PostgreSQL. npx monitor doctor looks closer.'],
  bucket_unavailable: [
    'Check the settings that begin with S3_: the bytes of pages are there. npx monitor doctor looks closer.',
  ],
  address_refused: ['Private and local addresses are refused; FETCH_ALLOW=host[:port] exempts one.'],
  host_not_found: ['Check the spelling, and that this machine is online.'],
  robots_forbidden: ["The publisher's robots.txt asks not to be read; save the page and give the file."],
  http_client_error: ['Save the page from a browser and give the file.'],
  unsupported_media_type: ['Save it as text or HTML and give the file.'],
}

const sentence = (text: string): string => (/[.!?]$/u.test(text) ? text : `${text}.`)
