/** Mail as a mail server gets it: its parts, its headers, one to each recipient, nobody twice without need. */
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { inspect } from 'node:util'
import type { AlertMessageJson } from '@displacement-monitor/shared/contracts'
import { loadChannels, type Outgoing, type Sender, type Sending, socketOpener } from '@displacement-monitor/worker'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { type MailBehaviour, type MailServer, mailServer } from '../../support/mail-server.ts'
import { partsOf } from '../../support/read-mail.ts'

const message = JSON.parse(
  readFileSync(new URL('../../golden/channels/mail/alert.json', import.meta.url), 'utf8'),
) as AlertMessageJson

let mail: Sender
const open: MailServer[] = []
beforeAll(async () => {
  const sender = (await loadChannels()).get('mail')
  if (!sender) throw new Error('there is no mail channel')
  mail = sender
})
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()))
})

const serverThat = async (behaviour: MailBehaviour = {}): Promise<MailServer> => {
  const server = await mailServer(behaviour)
  open.push(server)
  return server
}
const fresh = (more: Partial<Outgoing> = {}): Outgoing => ({
  message: { ...message, id: randomUUID() },
  charts: new Map(),
  earlier: [],
  ...more,
})
const settingsOf = ({ port }: MailServer, to: string[], more: Record<string, unknown> = {}) => ({
  host: '127.0.0.1',
  port,
  secure: false,
  user: null,
  password: null,
  from: 'monitor@desk.example',
  to,
  ...more,
})
const sending = (more: Partial<Sending> = {}): Sending => ({
  attempt: 1,
  now: new Date('2020-02-17T14:05:00Z'),
  post: () => Promise.reject(new Error('mail posts nothing')),
  openSocket: socketOpener({ allow: ['127.0.0.1'] }),
  unsubscribeUrl: null,
  signal: new AbortController().signal,
  ...more,
})
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'sent',
    (error: { code?: string }) => error.code,
  )

test('plain text first, then HTML with the charts it shows beside it', async () => {
  const server = await serverThat()
  await mail.send(fresh(), settingsOf(server, ['officer@desk.example']), sending())
  const parts = server.arrived.flatMap(({ mail }) => partsOf(mail))
  expect(parts.map(({ type }) => type)).toEqual([
    'multipart/alternative',
    'text/plain',
    'multipart/related',
    'text/html',
    'image/svg+xml',
    'image/svg+xml',
  ])
  const [, text, , page, ...charts] = parts
  expect(text?.text.replace(/\r\n/g, '\n')).toContain(
    'Who says so\n  * OCHA, 17 February 2020: North-west Syria: flash note 6',
  )
  const shown = [...(page?.text ?? '').matchAll(/src="cid:([^"]+)"/g)].map(([, cid]) => `<${cid}>`)
  // The correction withdraws a number: nothing of it is drawn.
  expect(shown).toHaveLength(2)
  expect(charts.map(({ headers }) => headers['content-id'])).toEqual(shown)
  for (const chart of charts) {
    expect(chart.headers['content-disposition']).toMatch(/^inline/)
    expect(chart.text).toMatch(/^<svg [\s\S]*<\/svg>\s*$/)
  }
})

test('headers: whose, in which thread, made by a machine, and how to leave', async () => {
  const server = await serverThat()
  const earlier = [randomUUID(), randomUUID()]
  const outgoing = fresh({ earlier })
  await mail.send(outgoing, settingsOf(server, ['officer@desk.example']), sending())
  const [headers] = server.arrived.map(({ mail: { headers } }) => headers)
  const { from, to, subject, date } = headers ?? {}
  expect({ from, to, subject, date }).toEqual({
    from: 'Displacement monitor <monitor@desk.example>',
    to: 'officer@desk.example',
    subject: '[extreme] 3 alerts, 3 places',
    date: 'Mon, 17 Feb 2020 14:05:00 +0000',
  })
  expect(headers?.['message-id']).toBe(`<${outgoing.message.id}@desk.example>`)
  expect(headers?.references).toBe(earlier.map((id) => `<${id}@desk.example>`).join(' '))
  expect(headers?.['in-reply-to']).toBe(`<${earlier[1]}@desk.example>`)
  expect(headers?.['auto-submitted']).toBe('auto-generated')
  expect(headers?.['list-unsubscribe']).toBe('<mailto:monitor@desk.example?subject=unsubscribe>')
  // Promised only where there is a place that keeps it.
  expect(headers?.['list-unsubscribe-post']).toBeUndefined()
})

test('a sender with a name of its own', async () => {
  const server = await serverThat()
  const settings = settingsOf(server, ['a@desk.example'], { from: 'Desk, Amman <desk@office.example>' })
  const outgoing = fresh()
  await mail.send(outgoing, settings, sending())
  const [headers] = server.arrived.map(({ mail: { headers } }) => headers)
  expect(headers?.from).toBe('"Desk, Amman" <desk@office.example>')
  expect(headers?.['message-id']).toBe(`<${outgoing.message.id}@office.example>`)
  expect(headers?.['list-unsubscribe']).toBe('<mailto:desk@office.example?subject=unsubscribe>')
})

test('each recipient has a mail of his own, with his own way to leave by one click', async () => {
  const server = await serverThat()
  const to = ['a@desk.example', 'b@desk.example']
  const unsubscribeUrl = (recipient: string) => `https://monitor.example/leave/${recipient.slice(0, 1)}`
  await mail.send(fresh(), settingsOf(server, to), sending({ unsubscribeUrl }))
  expect(server.arrived.map(({ to }) => to)).toEqual([['a@desk.example'], ['b@desk.example']])
  const headers = server.arrived.map(({ mail }) => mail.headers)
  expect(headers.map((one) => one['list-unsubscribe'])).toEqual([
    '<https://monitor.example/leave/a>, <mailto:monitor@desk.example?subject=unsubscribe>',
    '<https://monitor.example/leave/b>, <mailto:monitor@desk.example?subject=unsubscribe>',
  ])
  expect(headers.map((one) => one['list-unsubscribe-post'])).toEqual(Array(2).fill('List-Unsubscribe=One-Click'))
})

test('one is asked to wait: the others have it, and only he is tried again', async () => {
  let greylisted = true
  const server = await serverThat({ recipient: (address) => (address.startsWith('b') && greylisted ? 451 : null) })
  const settings = settingsOf(server, ['a@desk.example', 'b@desk.example', 'c@desk.example'])
  const outgoing = fresh()
  expect(await code(mail.send(outgoing, settings, sending()))).toBe('receiver_busy')
  expect(server.arrived.flatMap(({ to }) => to)).toEqual(['a@desk.example', 'c@desk.example'])
  greylisted = false
  expect(await code(mail.send(outgoing, settings, sending({ attempt: 2 })))).toBe('sent')
  expect(server.arrived.flatMap(({ to }) => to)).toEqual(['a@desk.example', 'c@desk.example', 'b@desk.example'])
  // Sent again by a person, it goes to all.
  expect(await code(mail.send(outgoing, settings, sending()))).toBe('sent')
  expect(server.arrived).toHaveLength(6)
})

test('one is refused for good: the others have it, and the receipt says so', async () => {
  const server = await serverThat({ recipient: (address) => (address.startsWith('b') ? 550 : null) })
  const settings = settingsOf(server, ['a@desk.example', 'b@desk.example'])
  expect(await mail.send(fresh(), settings, sending())).toEqual({
    status: 250,
    says: 'refused for 1 of 2 recipients: 127.0.0.1 does not take the message (550).',
  })
  expect(await code(mail.send(fresh(), settingsOf(server, ['b@desk.example']), sending()))).toBe('message_refused')
})

test.each([
  [452, 'receiver_busy'],
  [554, 'message_refused'],
])('refused after its text with %i: %s', async (data, expected) => {
  const server = await serverThat({ data })
  expect(await code(mail.send(fresh(), settingsOf(server, ['a@desk.example']), sending()))).toBe(expected)
})

test('a login that is refused says so once, for all recipients; a password leaves this machine encrypted or not at all', async () => {
  const server = await serverThat({ login: true })
  const to = ['a@desk.example', 'b@desk.example']
  const settings = settingsOf(server, to, { user: 'desk', password: 'marked-password' })
  const refused: unknown = await mail.send(fresh(), settings, sending()).catch((error: unknown) => error)
  expect(refused).toMatchObject({ code: 'login_refused', status: 535 })
  // Neither the password, as it is or as it was sent, nor what the server said.
  expect(inspect(refused, { depth: 8 })).not.toMatch(/marked|bWFya2Vk/)
  expect(mail.describe(settings)).toBe(`a@desk.example and 1 more by 127.0.0.1:${server.port}`)
  expect(server.logins).toEqual(['desk'])
  const here = socketOpener({ allow: ['127.0.0.1'] })
  const openSocket: Sending['openSocket'] = async (...address) =>
    Object.defineProperty(await here(...address), 'remoteAddress', { value: '203.0.113.7' })
  expect(await code(mail.send(fresh(), settings, sending({ openSocket })))).toBe('tls_failed')
  expect(server.logins).toEqual(['desk'])
  expect(server.arrived).toEqual([])
})

test('a name with line ends makes no header of its own', async () => {
  const server = await serverThat()
  const outgoing = fresh()
  outgoing.message.title = 'x\r\nBcc: victim@evil.example\r\n\r\nbody'
  await mail.send(outgoing, settingsOf(server, ['a@desk.example']), sending())
  const [arrival] = server.arrived
  expect(arrival?.to).toEqual(['a@desk.example'])
  expect(arrival?.mail.headers.bcc).toBeUndefined()
  expect(arrival?.mail.headers.subject).toBe('[extreme] x Bcc: victim@evil.example body')
})
