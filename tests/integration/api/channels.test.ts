/** Channels over the API: secrets go in and never come back, addresses inside the network are refused, rotation overlaps. */
import { channelChangedSchema, channelSchema, channelsSchema } from '@displacement-monitor/shared/contracts'
import { getChannel } from '@displacement-monitor/shared/db'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Api, openApi } from './api-under-test.ts'

const now = new Date('2026-11-23T03:00:00Z')
let api: Api
let desk: Record<string, string>
beforeAll(async () => {
  api = await openApi({
    seedSet: 'minimal',
    now: () => now,
    allow: ['10.1.2.3:25', 'hooks.office.example'],
    names: {
      'desk.example': ['93.184.216.34'],
      'hooks.slack.example': ['93.184.216.34'],
      'smtp.example': ['93.184.216.34'],
      'inside.example': ['127.0.0.1', '::1'],
      'metadata.example': ['169.254.169.254'],
    },
  })
  desk = await api.keyFor('read', 'operate')
})
afterAll(() => api.close())

const send = (method: 'POST' | 'PUT' | 'DELETE', url: string, payload?: unknown, headers = desk) =>
  api.send(method, url, payload, headers)
const get = (url: string) => api.get(url, desk)
const webhook = (more: object = {}) => ({
  name: 'desk',
  kind: 'webhook',
  settings: { url: 'https://desk.example/hook?token=abc' },
  ...more,
})
const mail = (settings: object = {}) => ({
  name: 'mail', kind: 'mail',
  settings: { host: 'smtp.example', user: 'monitor', password: 'hunter2', from: 'Monitor <monitor@desk.example>', to: ['duty@desk.example'], ...settings },
}) // biome-ignore format: a row of fields

test('a webhook gets a secret that is shown once, keeps it through changes, and rotates it with an overlap', async () => {
  const added = await send('POST', '/v1/channels', webhook())
  const { outcome, channel, secret } = channelChangedSchema.parse(added.json)
  expect([added.status, outcome, secret]).toEqual([201, 'added', expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/)])
  expect(channel).toEqual({
    id: channel.id, name: 'desk', kind: 'webhook',
    settings: { url: 'https://desk.example/…', secrets: [{ until: null }] },
    approval: 'none', minimum_severity: 'minor', enabled: true, disabled_reason: null, gather_minutes: 5, digest: 'none',
    digest_hour: 7, digest_weekday: 1, time_zone: 'UTC', created_at: expect.any(String),
    links: { self: `/v1/channels/${channel.id}`, deliveries: `/v1/deliveries?channel=${channel.id}` },
  }) // biome-ignore format: a row of fields
  const stored = async () => (await getChannel(api.sql, channel.id))?.settings
  expect(await stored()).toEqual({ url: 'https://desk.example/hook?token=abc', secrets: [{ secret, until: null }] })
  for (const url of ['/v1/channels', channel.links.self, '/v1/channels/desk'])
    expect([url, /whsec|token=abc/.test((await get(url)).body)]).toEqual([url, false])

  expect((await send('POST', '/v1/channels', webhook())).json).toMatchObject({ status: 409, parameter: 'name', detail: expect.stringContaining('PUT /v1/channels/desk') })
  expect((await send('PUT', '/v1/channels/desk', { kind: 'webhook', settings: {} })).json).toMatchObject({ outcome: 'unchanged', secret: null })
  const changed = await send('PUT', channel.links.self, { kind: 'webhook', settings: {}, approval: 'required', time_zone: 'Asia/Amman' })
  expect(changed.json).toMatchObject({ outcome: 'changed', secret: null, channel: { approval: 'required', time_zone: 'Asia/Amman' } })
  expect(await stored()).toEqual({ url: 'https://desk.example/hook?token=abc', secrets: [{ secret, until: null }] })

  const rotated = await send('POST', '/v1/channels/desk/rotate-secret', { overlap_hours: 2 })
  expect(rotated.json).toMatchObject({ outcome: 'changed', channel: { settings: { secrets: [{ until: null }, { until: '2026-11-23T05:00:00.000Z' }] } } })
  const second = rotated.json.secret
  expect(await stored()).toMatchObject({ secrets: [{ secret: second, until: null }, { secret, until: '2026-11-23T05:00:00.000Z' }] })
  const third = (await send('POST', '/v1/channels/desk/rotate-secret', { overlap_hours: 0 })).json.secret
  expect(await stored()).toMatchObject({ secrets: [{ secret: third, until: null }] })

  expect([(await send('DELETE', channel.links.self)).status, (await get(channel.links.self)).status]).toEqual([204, 404])
}) // biome-ignore format: one request a line

test('a mail channel keeps its password for the same account alone, and never tells it', async () => {
  const added = await send('POST', '/v1/channels', mail())
  expect([added.status, added.json.secret, added.json.channel.approval, added.json.channel.settings]).toEqual([201, null, 'required', {
    host: 'smtp.example', port: 587, secure: false, user: 'monitor', has_password: true, from: 'Monitor <monitor@desk.example>', to: ['duty@desk.example'],
  }])
  const put = async (settings: object) => (await send('PUT', '/v1/channels/mail', mail({ password: undefined, ...settings }))).json.channel.settings
  expect((await put({ to: ['a@desk.example', 'b@desk.example'] })).has_password).toBe(true)
  expect((await put({ host: 'desk.example' })).has_password).toBe(false)
  expect((await get('/v1/channels')).body).not.toContain('hunter2')
}) // biome-ignore format: one request a line

test('the other kinds, with the approval that fits each', async () => {
  const slack = await send('PUT', '/v1/channels/chat', { kind: 'slack', settings: { url: 'https://hooks.slack.example/services/T0/B0/xyz' } })
  expect([slack.status, slack.json.channel.settings, slack.json.channel.approval]).toEqual([201, { url: 'https://hooks.slack.example/…' }, 'required'])
  const cap = await send('PUT', '/v1/channels/warnings', { kind: 'cap', settings: { sender: 'alerts@desk.example', status: 'Actual', scope: 'Public' } })
  expect([cap.status, cap.json.channel.settings]).toEqual([201, { sender: 'alerts@desk.example', sender_name: null, status: 'Actual', scope: 'Public' }])
  const sse = await send('PUT', '/v1/channels/stream', { kind: 'sse', gather_minutes: 0 })
  expect([sse.status, sse.json.channel.settings, sse.json.channel.approval]).toEqual([201, {}, 'none'])
  const { channels } = channelsSchema.parse((await get('/v1/channels')).json)
  expect(channels.map(({ name }) => name)).toEqual([...channels.map(({ name }) => name)].sort())
  expect(channelSchema.parse((await get('/v1/channels/chat')).json).kind).toBe('slack')
  expect((await send('PUT', '/v1/channels/chat', { kind: 'sse' })).json).toMatchObject({ status: 409, parameter: 'kind' })
  expect((await send('POST', '/v1/channels/chat/rotate-secret', {})).json).toMatchObject({ status: 409 })
  expect((await get('/v1/channels/caht')).json).toMatchObject({ status: 404, nearest: expect.arrayContaining(['chat']) })
}) // biome-ignore format: one request a line

test.each([
  'http://127.0.0.1/hook', 'http://2130706433/hook', 'http://0x7f.1/', 'http://[::1]/hook', 'http://localhost./hook', 'http://x.localhost/',
  'http://169.254.169.254/latest/meta-data/', 'http://[::ffff:169.254.169.254]/', 'http://10.0.0.8/', 'https://inside.example/hook', 'https://metadata.example/',
  'https://nowhere.example/hook', 'https://user:pass@desk.example/', 'https://desk.example:22/', 'file:///etc/passwd', 'javascript:alert(1)', 'desk', '',
])('the address %s is refused', async (url) => {
  for (const [kind, settings] of [['webhook', { url }], ['slack', { url }]] as const) {
    const { status, json } = await send('POST', '/v1/channels', { name: 'inside', kind, settings })
    expect([kind, status, json.parameter, json.detail.length > 20]).toEqual([kind, 400, 'settings.url', true])
  }
  expect((await get('/v1/channels/inside')).status).toBe(404)
}) // biome-ignore format: a list of addresses

test('the allow-list names what may be asked inside', async () => {
  expect((await send('POST', '/v1/channels', webhook({ name: 'office', settings: { url: 'http://hooks.office.example:8080/x' } }))).status).toBe(201)
  const relay = { ...mail({ host: '10.1.2.3', port: 25 }), name: 'relay' }
  expect((await send('POST', '/v1/channels', relay)).status).toBe(201)
  expect((await send('PUT', '/v1/channels/relay', { ...relay, settings: { ...relay.settings, port: 26 } })).json).toMatchObject({ status: 400, parameter: 'settings.host' })
}) // biome-ignore format: one request a line

test.each([
  ['no kind', { name: 'x', settings: {} }, 'kind', 'The field "kind" is missing.'],
  ['a kind that is none', { name: 'x', kind: 'pager', settings: {} }, 'kind', expect.stringMatching(/^The field "kind" must be one of webhook, mail, slack, /)],
  ['settings of another kind', { ...webhook(), settings: { host: 'x' } }, 'settings.host', 'There is no field "settings.host" here. Known: url, secret.'],
  ['no address', { ...webhook(), settings: {} }, 'settings.url', 'The field "settings.url" is missing.'],
  ['a short secret', webhook({ settings: { url: 'https://desk.example/', secret: 'whsec_abc' } }), 'settings.secret', 'The field "settings.secret" must be whsec_ and the base64 of 24 to 64 bytes.'],
  ['a line break in a mail address', mail({ to: ['a@b.example\r\nBcc: c@d.example'] }), 'settings.to.0', expect.stringMatching(/no mail address|control character/)],
  ['nobody to mail to', mail({ to: [] }), 'settings.to', 'The field "settings.to" is empty.'],
  ['a password of nobody', mail({ user: null }), 'settings.user', 'A password needs the user whose it is.'],
  ['a time zone that is none', webhook({ time_zone: 'Mars/Base' }), 'time_zone', 'The field "time_zone" is no time zone: as Asia/Amman or UTC.'],
  ['an hour that is none', webhook({ digest_hour: 24 }), 'digest_hour', 'The field "digest_hour" must be from 0 to 23.'],
  ['a public warning of nobody', { name: 'x', kind: 'cap', settings: { status: 'Actual' } }, 'settings.sender', expect.stringContaining('Without a sender')],
])('%s is refused by field', async (_, body, parameter, detail) => {
  expect((await send('POST', '/v1/channels', { ...body, name: 'refused' })).json).toMatchObject({ status: 400, parameter, detail })
}) // biome-ignore format: a table

test('a test message waits to be sent at once; nobody without a key sees channels', async () => {
  await send('PUT', '/v1/channels/tried', webhook({ name: 'tried' }))
  const { status, json } = await send('POST', '/v1/channels/tried/test')
  expect([status, json.links.delivery]).toEqual([202, `/v1/deliveries/${json.delivery}`])
  for (const url of ['/v1/channels', '/v1/channels/tried'])
    expect([url, (await api.get(url)).status]).toEqual([url, 401])
  const reader = await api.keyFor('read')
  for (const act of ['test', 'rotate-secret'])
    expect([act, (await send('POST', `/v1/channels/tried/${act}`, {}, reader)).status]).toEqual([act, 403])
})
