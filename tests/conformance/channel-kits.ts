/** For each push channel a receiver that behaves as told, and what is to come of it. A new channel adds its kit here. */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AlertMessageJson } from '@displacement-monitor/shared/contracts'
import type { FailureCode } from '@displacement-monitor/shared/errors'
import tlsOptions from 'smtp-server/lib/tls-options'
import { type Answer, localServer } from '../support/local-server.ts'
import { type MailBehaviour, mailServer } from '../support/mail-server.ts'

export const behaviours = [
  'takes',
  'is_busy',
  'has_a_fault',
  'refuses',
  'redirects',
  'is_gone',
  'says_nothing',
  'hangs_up',
  'bad_tls',
] as const
export type Behaviour = (typeof behaviours)[number]

export interface Receiver {
  settings: Record<string, unknown>
  /** As FETCH_ALLOW would name it. */
  host: string
  /** Whole messages that arrived, as bytes with their headers. */
  arrived: { id: string; headers: string; body: string }[]
  /** Connections or requests, whatever came of them. */
  asked(): number
  close(): Promise<void>
}

export interface Kit {
  /** Null: there is no such thing on this channel. */
  fails: Record<Exclude<Behaviour, 'takes'>, FailureCode | null>
  receiver(behaviour: Behaviour): Promise<Receiver>
  /** Settings that lead to this host and port. */
  leadsTo(host: string, port: number): Record<string, unknown>
  /** The message's id as this channel tells it. */
  idIn(arrived: Receiver['arrived'][number]): string | undefined
}

/** Marked, to be looked for in everything that is said. */
export const secret = `whsec_${Buffer.from('marked-secret-of-the-channel!!').toString('base64')}`
const hook = '/services/T0/B0/marked-secret-path'

export const messageOf = (kind: string): AlertMessageJson =>
  JSON.parse(
    readFileSync(new URL(`../golden/channels/${kind}/alert.json`, import.meta.url), 'utf8'),
  ) as AlertMessageJson

const answers: Record<Exclude<Behaviour, 'bad_tls'>, Answer> = {
  takes: { status: 204 },
  is_busy: { status: 429, headers: { 'retry-after': '120' } },
  has_a_fault: { status: 502, body: 'bad gateway' },
  refuses: { status: 404, body: 'no such hook' },
  redirects: { status: 302, headers: { location: '/elsewhere' } },
  is_gone: { status: 410 },
  says_nothing: { stall: 'before' },
  hangs_up: { reset: 'before' },
}

async function httpReceiver(
  behaviour: Behaviour,
  settingsOf: (url: string) => Record<string, unknown>,
): Promise<Receiver> {
  if (behaviour === 'bad_tls') return behindBadCertificate(settingsOf)
  const server = await localServer({ '*': answers[behaviour], '/elsewhere': { status: 200 } })
  return {
    settings: settingsOf(`${server.origin}${hook}`),
    host: `127.0.0.1:${server.port}`,
    get arrived() {
      return server.requests.map(({ headers, body }) => ({
        id: String(headers['webhook-id']),
        headers: JSON.stringify(headers),
        body,
      }))
    },
    asked: () => server.requests.length,
    close: () => server.close(),
  }
}

/** Signed by nobody, for another name, and out of date: any one of them is enough. */
async function behindBadCertificate(settingsOf: (url: string) => Record<string, unknown>): Promise<Receiver> {
  const { key, cert } = tlsOptions({})
  let asked = 0
  const server = createServer({ key, cert }, (_, response) => {
    asked += 1
    response.end()
  })
  server.on('tlsClientError', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const host = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  return {
    settings: settingsOf(`https://${host}${hook}`),
    host,
    arrived: [],
    asked: () => asked,
    close: () => new Promise((resolve) => void server.close(() => resolve()).closeAllConnections()),
  }
}

const mailSettings = (host: string, port: number, secure = false) => ({
  host,
  port,
  secure,
  user: null,
  password: null,
  from: 'monitor@desk.example',
  to: ['officer@desk.example'],
})

const atMailServer: Partial<Record<Behaviour, MailBehaviour>> = {
  is_busy: { recipient: () => 451 },
  has_a_fault: { recipient: () => 452 },
  refuses: { recipient: () => 550 },
  says_nothing: { silent: true },
  hangs_up: { hangsUp: true },
  bad_tls: { secure: true },
}

async function smtpReceiver(behaviour: Behaviour): Promise<Receiver> {
  const server = await mailServer(atMailServer[behaviour] ?? {})
  return {
    settings: mailSettings('127.0.0.1', server.port, behaviour === 'bad_tls'),
    host: `127.0.0.1:${server.port}`,
    get arrived() {
      return server.arrived.map(({ mail, raw }) => ({
        id: /^<([^@]+)@/.exec(mail.headers['message-id'] ?? '')?.[1] ?? '',
        headers: JSON.stringify(mail.headers),
        body: raw,
      }))
    },
    asked: server.asked,
    close: server.close,
  }
}

const always = {
  says_nothing: 'timeout',
  hangs_up: 'connect_failed',
  bad_tls: 'tls_failed',
  is_busy: 'receiver_busy',
} as const
const webhook = (url: string) => ({ url, secrets: [{ secret, until: null }] })

export const kits: Record<string, Kit> = {
  webhook: {
    fails: {
      ...always,
      has_a_fault: 'receiver_failed',
      refuses: 'receiver_refused',
      redirects: 'receiver_redirects',
      is_gone: 'receiver_gone',
    },
    receiver: (behaviour) => httpReceiver(behaviour, webhook),
    leadsTo: (host, port) => webhook(`http://${host}:${port}${hook}`),
    idIn: ({ id }) => id,
  },
  slack: {
    fails: {
      ...always,
      has_a_fault: 'receiver_failed',
      refuses: 'message_refused',
      redirects: 'receiver_redirects',
      is_gone: 'receiver_gone',
    },
    receiver: (behaviour) => httpReceiver(behaviour, (url) => ({ url })),
    leadsTo: (host, port) => ({ url: `http://${host}:${port}${hook}` }),
    // Slack knows no ids: a repeat is the same words.
    idIn: ({ body }) => (JSON.parse(body) as { text: string }).text,
  },
  mail: {
    fails: { ...always, has_a_fault: 'receiver_busy', refuses: 'message_refused', redirects: null, is_gone: null },
    receiver: smtpReceiver,
    leadsTo: (host, port) => mailSettings(host.replace(/^\[|\]$/g, ''), port),
    idIn: ({ id }) => id,
  },
}
