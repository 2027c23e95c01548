/** Mail by SMTP, one transaction at a time: its connection guarded like every request, its errors in the product's codes. */
import type { Socket } from 'node:net'
import { PipelineError } from '@displacement-monitor/shared/errors'
import { createTransport, type SendMailOptions } from 'nodemailer'
import { classifyFetchError, type OpenSocket } from '../fetch/index.ts'

export interface MailServer {
  host: string
  port: number
  secure: boolean
  user: string | null
  password: string | null
}

/** Of connecting, of greeting and of silence each; the signal ends all of it. */
const patienceMs = 10_000

/** Throws a PipelineError. Returns the server's code (250). */
export async function sendMail(
  server: MailServer,
  mail: SendMailOptions,
  openSocket: OpenSocket,
  signal: AbortSignal,
): Promise<number> {
  const { host, port, secure, user, password } = server
  const transport = createTransport({
    host,
    port,
    secure,
    ...(user === null ? {} : { auth: { user, pass: password ?? '' } }),
    getSocket: (_, callback) => {
      openSocket(host, port, patienceMs).then(
        // A password is sent in the clear to nobody but a relay on this machine.
        (connection) => callback(null, { connection, requireTLS: !secure && password !== null && !isHere(connection) }),
        callback,
      )
    },
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: patienceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  try {
    const { response } = await transport.sendMail({ ...mail, signal })
    return Number(/^\d{3}/.exec(response)?.[0] ?? 250)
  } catch (error) {
    throw smtpFailure(error, server)
  } finally {
    transport.close()
  }
}

const isHere = ({ remoteAddress }: Socket): boolean => /^(127\.|::1$|::ffff:127\.)/.test(remoteAddress ?? '')

interface SmtpError extends Error {
  code?: string
  /** What the socket said, where the library says something broader. */
  originalCode?: string
  responseCode?: number
  response?: string
}

function smtpFailure(error: unknown, { host, port }: MailServer): PipelineError {
  if (error instanceof PipelineError) return error
  const { code, responseCode: status, response } = error as SmtpError
  // "550 5.1.1": what else the server says may hold anything.
  const answer = /^\d{3}(?:[ -]\d\.\d{1,3}\.\d{1,3})?/.exec(response ?? '')?.[0].replace('-', ' ') ?? String(status)
  const fail = (kind: ConstructorParameters<typeof PipelineError>[0], message: string) =>
    new PipelineError(kind, message, { cause: withoutWords(error), ...(status === undefined ? {} : { status }) })
  if (code === 'EABORT' || code === 'ETIMEDOUT') return fail('timeout', `${host} did not finish in time.`)
  if (code === 'ENOAUTH' || (code === 'EAUTH' && (status === undefined || status >= 500)))
    return fail('login_refused', `${host} does not take this user and password (${answer}).`)
  if (code === 'ETLS') return fail('tls_failed', `No secure connection to ${host} came about.`)
  if (status !== undefined && status >= 400 && status < 500)
    return fail('receiver_busy', `${host} asks to come again later (${answer}).`)
  if (status !== undefined && status >= 500)
    return fail('message_refused', `${host} does not take the message (${answer}).`)
  return classifyFetchError(
    withoutWords(error),
    new URL(`smtp://${host.includes(':') ? `[${host}]` : host}:${port}`),
    false,
  )
}

/** Its stack and codes alone: some errors of the library repeat what was sent. */
function withoutWords(error: unknown): Error {
  const { code, originalCode, stack } = error as SmtpError
  const clean = Object.assign(new Error('SMTP'), { code: originalCode ?? code })
  const calls = (stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  clean.stack = ['SMTP', ...calls].join('\n')
  return clean
}
