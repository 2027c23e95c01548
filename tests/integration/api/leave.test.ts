/** Leaving a mail channel by the link in a mail: by POST alone, once, without a word about who is on the list. */
import { randomUUID } from 'node:crypto'
import { leavePath } from '@displacement-monitor/alerts'
import { addTestDelivery, getChannel, putChannel } from '@displacement-monitor/shared/db'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { channel } from '../alerting/alerting-fixtures.ts'
import { type Api, openApi } from './api-under-test.ts'

let api: Api
beforeAll(async () => {
  // A monitor whose reading is closed lets people leave all the same.
  api = await openApi({ seedSet: 'minimal', apiRead: 'key' })
})
afterAll(() => api.close())

const settings = {
  host: 'smtp.example', port: 587, secure: false, user: null, password: null, from: 'desk@example.org', to: ['a@example.org', 'b@example.org'],
} // biome-ignore format: a row of fields
const form = { 'content-type': 'application/x-www-form-urlencoded' }
const oneClick = (url: string) =>
  api.app.inject({ method: 'POST', url, headers: form, payload: 'List-Unsubscribe=One-Click' })

test('a machine that opens the link changes nothing; one click takes the one recipient out; the last switches the channel off', async () => {
  const { channel: mail } = await putChannel(api.sql, channel({ name: 'mail', kind: 'mail', settings }), 'test')
  const message = await addTestDelivery(api.sql, mail.id, 'test')
  const stored = async () => {
    const now = await getChannel(api.sql, mail.id)
    return [now?.settings.to, now?.enabled, now?.disabledReason]
  }
  const asked = await api.get(leavePath(message, 'a@example.org'))
  expect([asked.status, asked.body.includes('method="post"'), asked.body.includes('a@example.org')]).toEqual([
    200,
    true,
    false,
  ])
  expect(await stored()).toEqual([settings.to, true, null])

  expect((await oneClick(leavePath(message, 'a@example.org'))).statusCode).toBe(200)
  expect(await stored()).toEqual([['b@example.org'], true, null])
  expect((await getChannel(api.sql, mail.id))?.settings).toEqual({ ...settings, to: ['b@example.org'] })
  // Again, by a stranger, for another message: the same answer, and nothing happens.
  const answers = [
    await oneClick(leavePath(message, 'a@example.org')),
    await oneClick(leavePath(message, 'c@example.org')),
    await oneClick(leavePath(randomUUID(), 'b@example.org')),
  ]
  expect(new Set(answers.map(({ statusCode, body }) => `${statusCode} ${body}`)).size).toBe(1)
  expect(await stored()).toEqual([['b@example.org'], true, null])

  await oneClick(leavePath(message, 'b@example.org'))
  expect(await stored()).toEqual([[], false, 'The last recipient has left.'])
  const audit = await api.sql`select actor, detail from audit where action = 'channel.leave' order by at`
  expect(audit.map((row) => [row.actor, row.detail])).toEqual([
    ['recipient', { recipientsLeft: 1 }],
    ['recipient', { recipientsLeft: 0 }],
  ])
})

test.each(['/leave/x/y', '/leave/5a0c9c1e-0f37-4d0f-b3a8-7f8f1c2d3e45/short'])('%s is no such link', async (url) => {
  expect((await oneClick(url)).statusCode).toBe(400)
})
