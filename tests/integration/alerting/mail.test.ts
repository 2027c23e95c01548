/** From a number that was read to a mail in a mailbox: what it says, draws and leads to. */

import { leavePath } from '@displacement-monitor/alerts'
import { loadGazetteer } from '@displacement-monitor/gazetteer'
import {
  connect,
  type Database,
  listDeliveries,
  putChannel,
  putThreshold,
  storeReading,
} from '@displacement-monitor/shared/db'
import { deliver, evaluateMarked, openAlerting, reconcileMarked } from '@displacement-monitor/worker'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase } from '../../support/fresh-database.ts'
import { type MailServer, mailServer } from '../../support/mail-server.ts'
import { partsOf } from '../../support/read-mail.ts'
import { figure, readingOf } from '../store/store-fixtures.ts'
import { channel, threshold } from './alerting-fixtures.ts'

const gazetteer = loadGazetteer()
let database: Awaited<ReturnType<typeof freshDatabase>>
let sql: Database
let server: MailServer
let alerting: Awaited<ReturnType<typeof openAlerting>>

beforeAll(async () => {
  database = await freshDatabase()
  sql = connect(database.url, { max: 4 })
  server = await mailServer()
  alerting = await openAlerting({
    FETCH_ALLOW: ['127.0.0.1'], FETCH_CONTACT: null, HTTPS_PROXY: null, PUBLIC_URL: 'https://monitor.example/', ALERTS_DRY_RUN: false,
  }) // biome-ignore format: a row of fields
})
afterAll(async () => {
  await Promise.all([alerting.close(), server.close(), sql.end()])
  await database.drop()
})

test('a number over the level is a mail with its sentence, its line and a way to leave', async () => {
  const now = () => new Date()
  const to = ['officer@desk.example']
  const settings = {
    host: '127.0.0.1',
    port: server.port,
    secure: false,
    user: null,
    password: null,
    from: 'monitor@desk.example',
    to,
  }
  await putChannel(sql, channel({ kind: 'mail', gatherMinutes: 0, settings }), 'test')
  await putThreshold(sql, threshold(), 'test')
  const today = now().toISOString().slice(0, 10)
  const read = figure({ asOf: { day: today, accuracy: 'day' }, since: { day: today, accuracy: 'month' } })
  await storeReading(sql, await readingOf(sql, 'https://a.example/1', [read], { publishedOn: today }))
  await reconcileMarked(sql, gazetteer, { now })
  await evaluateMarked(sql, gazetteer, { now })
  const [message] = await listDeliveries(sql)
  if (!message) throw new Error('a message was expected')
  const told = await deliver({ sql, gazetteer, alerting, now, stopping: new AbortController().signal }, message.id)
  expect(told).toMatchObject({ outcome: 'delivered', alerts: 1, failure: null })

  const [arrival, ...more] = server.arrived
  expect([arrival?.to, more]).toEqual([to, []])
  const { headers } = arrival?.mail ?? { headers: {} as Record<string, string> }
  expect(headers.subject).toMatch(/^\[moderate\] Idlib: more than 800,000 internal displacements/)
  expect(headers['list-unsubscribe']).toBe(
    `<https://monitor.example${leavePath(message.id, 'officer@desk.example')}>, <mailto:monitor@desk.example?subject=unsubscribe>`,
  )
  expect(headers['list-unsubscribe-post']).toBe('List-Unsubscribe=One-Click')
  const parts = arrival ? partsOf(arrival.mail) : []
  const [text, page, chart] = ['text/plain', 'text/html', 'image/svg+xml'].map(
    (type) => parts.find((part) => part.type === type)?.text ?? '',
  )
  expect(text).toContain('"800000 people fled"')
  expect(text).toContain('https://monitor.example/v1/incidents/1')
  expect(page).toContain('movements, not people')
  // Of the series itself, which begins at nothing.
  expect(chart).toContain('the count begins')
})
