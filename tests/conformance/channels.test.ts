/** What every push channel must do, whatever it speaks: send once, say in our codes why not, keep its secrets, ask nobody inside. */
import { inspect } from 'node:util'
import { failureCodes, PipelineError } from '@displacement-monitor/shared/errors'
import {
  createPoster,
  loadChannels,
  type Outgoing,
  type Sender,
  type Sending,
  socketOpener,
} from '@displacement-monitor/worker'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { localServer } from '../support/local-server.ts'
import { type Behaviour, behaviours, kits, messageOf, type Receiver, secret } from './channel-kits.ts'

const senders = await loadChannels()
const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()))
})

/** The product's own way out, with patience of a second where it has fifteen. */
function way(allow: string[], resolve?: (host: string) => Promise<string[]>): Pick<Sending, 'post' | 'openSocket'> {
  const settings = { allow, contact: null, proxy: null, ...(resolve ? { resolve } : {}) }
  const poster = createPoster(settings)
  closing.push(() => poster.close())
  return {
    post: (address, posting) => {
      expect(posting.deadlineMs).toBe(15_000)
      return poster.post(address, { ...posting, deadlineMs: 1_000 })
    },
    openSocket: socketOpener(settings),
  }
}

const sendingWith = (more: Pick<Sending, 'post' | 'openSocket'> & Partial<Sending>): Sending => ({
  attempt: 1,
  now: new Date(),
  unsubscribeUrl: null,
  signal: new AbortController().signal,
  ...more,
})

const outgoingOf = (kind: string): Outgoing => ({ message: messageOf(kind), charts: new Map(), earlier: [] })

async function receiverOf(kind: string, behaviour: Behaviour): Promise<Receiver> {
  const receiver = await kits[kind]?.receiver(behaviour)
  if (!receiver) throw new Error(`The channel ${kind} has no kit in channel-kits.ts`)
  closing.push(() => receiver.close())
  return receiver
}

const failureOf = async (work: Promise<unknown>): Promise<PipelineError> => {
  const outcome = await work.then(
    () => null,
    (error: unknown) => error,
  )
  if (!(outcome instanceof PipelineError)) throw new Error(`expected a PipelineError, got ${inspect(outcome)}`)
  return outcome
}

test('every file of the folder has a kit', () => {
  expect([...senders.keys()].sort()).toEqual(Object.keys(kits).sort())
})

describe.each([...senders])('%s', (kind, sender: Sender) => {
  const kit = kits[kind]
  let outgoing: Outgoing
  beforeAll(() => {
    outgoing = outgoingOf(kind)
  })

  test('a receiver that takes it has it once; a repeat has the same id', async () => {
    const receiver = await receiverOf(kind, 'takes')
    const sending = sendingWith(way([receiver.host]))
    const receipt = await sender.send(outgoing, receiver.settings, sending)
    expect(receipt.status).toBeGreaterThanOrEqual(200)
    expect(receipt.status).toBeLessThan(300)
    expect(receiver.arrived).toHaveLength(1)
    await sender.send(outgoing, receiver.settings, { ...sending, attempt: 2, now: new Date(Date.now() + 60_000) })
    const [first, again] = receiver.arrived
    if (!first || !again || !kit) throw new Error('two arrivals were expected')
    expect(kit.idIn(again)).toBe(kit.idIn(first))
    expect(kit.idIn(first)?.length).toBeGreaterThan(10)
  })

  const failing = behaviours.flatMap((behaviour) => {
    const code = behaviour === 'takes' ? null : (kit?.fails[behaviour] ?? null)
    return code === null ? [] : [[behaviour, code] as const]
  })
  test.each(failing)('a receiver that %s: %s', async (behaviour, code) => {
    const receiver = await receiverOf(kind, behaviour)
    const limit = behaviour === 'says_nothing' && kind === 'mail' ? AbortSignal.timeout(1_000) : undefined
    const sending = sendingWith({ ...way([receiver.host]), ...(limit ? { signal: limit } : {}) })
    const failure = await failureOf(sender.send(outgoing, receiver.settings, sending))
    expect([failure.code, failure.kind]).toEqual([code, failureCodes[failure.code]])
    if (behaviour === 'is_busy' && kind !== 'mail') expect(failure.retryAfterMs).toBe(120_000)
    // One attempt is one attempt, and nothing follows a redirect.
    expect(receiver.asked()).toBeLessThanOrEqual(behaviour === 'bad_tls' && kind !== 'mail' ? 0 : 1)
    expect(failure.message).toMatch(/^[\x20-\x7e]{10,160}\.$/)
    for (const told of [failure.message, inspect(failure, { depth: 8 }), sender.describe(receiver.settings)])
      expect(told).not.toMatch(/marked/)
    expect(inspect(failure, { depth: 8 })).not.toContain(secret.slice(6))
  })

  test('addresses inside the network are refused, by form and by name, and never asked', async () => {
    const canary = await localServer({ '*': { status: 200 } })
    closing.push(() => canary.close())
    const inside: [string, string[]][] = [
      ['127.0.0.1', []],
      ['2130706433', []],
      ['0x7f.1', []],
      ['[::1]', []],
      ['[::ffff:127.0.0.1]', []],
      ['[64:ff9b::7f00:1]', []],
      ['localhost', ['127.0.0.1']],
      ['hooks.example', ['127.0.0.1']],
      ['hooks.example', ['::1', '10.0.0.8']],
      ['169.254.169.254', []],
    ]
    for (const [host, addresses] of inside) {
      // Its port alone would be reason enough for a web address: it is opened for another host.
      const sending = sendingWith(way([`other.example:${canary.port}`], async () => addresses))
      const settings = kit?.leadsTo(host, canary.port)
      const failure = await failureOf(sender.send(outgoing, settings, sending))
      expect([host, failure.code]).toEqual([host, 'address_refused'])
    }
    expect(canary.requests).toHaveLength(0)
  })

  test('settings that do not fit are named by their fields, never by their values', async () => {
    const failure = await failureOf(
      sender.send(outgoing, { url: 'marked', host: 'marked', extra: 'marked' }, sendingWith(way([]))),
    )
    expect(failure.code).toBe('bad_channel_settings')
    expect(failure.message).not.toContain('marked')
  })

  test('a worker that stops ends the attempt', async () => {
    const receiver = await receiverOf(kind, 'says_nothing')
    const stopping = new AbortController()
    const sent = sender.send(
      outgoing,
      receiver.settings,
      sendingWith({ ...way([receiver.host]), signal: stopping.signal }),
    )
    stopping.abort()
    expect((await failureOf(sent)).kind).toBe('transient')
  })
})

describe.each([...senders].filter(([kind]) => kind !== 'mail'))('%s over HTTP', (kind, sender) => {
  test.each([
    [200, null],
    [201, null],
    [204, null],
    [301, 'receiver_redirects'],
    [303, 'receiver_redirects'],
    [304, 'receiver_redirects'],
    [307, 'receiver_redirects'],
    [308, 'receiver_redirects'],
    [400, kits[kind]?.fails.refuses],
    [401, kits[kind]?.fails.refuses],
    [403, kits[kind]?.fails.refuses],
    [408, 'receiver_busy'],
    [413, kits[kind]?.fails.refuses],
    [425, 'receiver_busy'],
    [429, 'receiver_busy'],
    [500, 'receiver_failed'],
    [503, 'receiver_busy'],
    [504, 'receiver_failed'],
    [599, 'receiver_failed'],
  ])('%d', async (status, code) => {
    const server = await localServer({ '*': { status, headers: { location: '/elsewhere' } }, '/elsewhere': {} })
    closing.push(() => server.close())
    const settings = kits[kind]?.leadsTo('127.0.0.1', server.port)
    const sent = sender.send(outgoingOf(kind), settings, sendingWith(way(['127.0.0.1'])))
    if (code === null) expect((await sent).status).toBe(status)
    else expect(await failureOf(sent)).toMatchObject({ code, status })
    expect(server.hits('/elsewhere')).toBe(0)
  })

  test('whoever says yes and then talks for ever, or falls silent, has said yes', async () => {
    for (const answer of [{ endless: true as const }, { body: 'a long thank-you', stall: 'midway' as const }]) {
      const server = await localServer({ '*': answer })
      closing.push(() => server.close())
      const settings = kits[kind]?.leadsTo('127.0.0.1', server.port)
      const receipt = await sender.send(outgoingOf(kind), settings, sendingWith(way(['127.0.0.1'])))
      expect(receipt.status).toBe(200)
    }
  })

  test('whoever refuses and then talks for ever is cut off', async () => {
    const server = await localServer({ '*': { status: 500, endless: true } })
    closing.push(() => server.close())
    const settings = kits[kind]?.leadsTo('127.0.0.1', server.port)
    const failure = await failureOf(sender.send(outgoingOf(kind), settings, sendingWith(way(['127.0.0.1']))))
    expect(failure.code).toBe('receiver_failed')
  })

  test.each([
    ['120', 120_000],
    ['Mon, 23 Nov 2026 12:02:00 GMT', 120_000],
    ['315360000', 86_400_000],
    ['-5', null],
    ['soon', null],
  ])('Retry-After: %s', async (header, ms) => {
    const server = await localServer({ '*': { status: 503, headers: { 'retry-after': header } } })
    closing.push(() => server.close())
    const sending = sendingWith({ ...way(['127.0.0.1']), now: new Date('2026-11-23T12:00:00Z') })
    const failure = await failureOf(
      sender.send(outgoingOf(kind), kits[kind]?.leadsTo('127.0.0.1', server.port), sending),
    )
    expect(failure.retryAfterMs).toBe(ms)
  })
})
