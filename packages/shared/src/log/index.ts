/** Events with fields as JSON lines on stdout, without secrets. The same field names everywhere: sourceId, reportId, url … */
import pino, { type DestinationStream, type Logger } from 'pino'
import { redactSecrets } from './redact.ts'

export type { Logger } from 'pino'
export { redactSecrets } from './redact.ts'

const secretFields = [
  'key',
  'secret',
  'password',
  'token',
  'authorization',
  'cookie',
  'DATABASE_URL',
  'REDIS_URL',
  'HTTPS_PROXY',
]

/** `level` defaults to LOG_LEVEL of the environment, else info; `stream` to stdout. */
export function createLog(name: string, options: { level?: string; stream?: DestinationStream } = {}): Logger {
  const level = options.level ?? process.env.LOG_LEVEL ?? 'info'
  const settings = {
    name,
    level: level in pino.levels.values || level === 'silent' ? level : 'info',
    base: {},
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: secretFields.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]), censor: '***' },
    hooks: {
      // Addresses stand in messages, in fields and in the text of errors alike: one pass over the finished line.
      streamWrite: redactSecrets,
    },
  }
  return options.stream ? pino(settings, options.stream) : pino(settings)
}
