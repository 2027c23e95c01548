/** The verbs of alerting on a database: thresholds by options and by file, channels, incidents, the queue of messages. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadGazetteer } from '@displacement-monitor/gazetteer'
import { connect, type Database } from '@displacement-monitor/shared/db'
import { evaluateMarked } from '@displacement-monitor/worker'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts'
import { callMonitor } from '../../support/terminal.ts'

const example = fileURLToPath(new URL('../../../infra/thresholds.example.yaml', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'terminal-alerts-'))
const now = new Date('2020-02-18T08:00:00Z')
let database: FreshDatabase
let sql: Database
beforeAll(async () => {
  database = await freshDatabase({ empty: true })
  sql = connect(database.url, { max: 2 })
})
afterAll(async () => {
  await sql.end()
  await database.drop()
  rmSync(folder, { recursive: true, force: true })
})

const run = (words: readonly string[], env: Record<string, string> = {}, input?: string) =>
  callMonitor(words, {
    env: { DATABASE_URL: database.url, SEED: 'minimal', FETCH_ALLOW: 'desk.example', ...env },
    ...(input === undefined ? {} : { input }),
  })
const lines = (text: string) => text.trimEnd().split('\n')
const level = ['--place', 'Idlib', '--category', 'internal_displacements', '--kind', 'level', '--at-least', '500,000']

test('a threshold is added, said again, changed, listed and removed', async () => {
  expect((await run(['thresholds', 'add', 'idlib-500k', ...level, '--severity', 'severe', '--json'])).json()).toMatchObject({
    outcome: 'added',
    threshold: { name: 'idlib-500k', watch: { place: { id: 'SY-ID' }, category: 'internal_displacements' }, rule: { kind: 'level', at_least: 500_000, clear_below: null }, severity: 'severe' },
  })
  expect((await run(['thresholds', 'add', 'idlib-500k', ...level, '--severity', 'severe'])).stdout).toBe("'idlib-500k' says so already.\n")
  const taken = await run(['thresholds', 'add', 'idlib-500k', ...level])
  expect([taken.code, lines(taken.stderr)]).toEqual([1, ["monitor: 'idlib-500k' says something else.", "  Change it: npx monitor thresholds change 'idlib-500k' …"]])
  expect((await run(['thresholds', 'change', 'idlib-500k', '--at-least', '600_000', '--escalate', '25%', '--json'])).json()).toMatchObject({ outcome: 'changed', threshold: { rule: { at_least: 600_000 }, escalate_ratio: 0.25, severity: 'severe' } })
  expect((await run(['thresholds', 'change', '1', '--kind', 'rise', '--ratio', '20%', '--days', '7', '--json'])).json()).toMatchObject({ outcome: 'changed', threshold: { rule: { kind: 'rise', by: 0, ratio: 0.2, days: 7 } } })
  expect((await run(['thresholds', 'change', '1', ...level, '--escalate', 'never', '--json'])).json()).toMatchObject({ outcome: 'changed', threshold: { rule: { kind: 'level', at_least: 500_000 }, escalate_ratio: null } })
  expect((await run(['thresholds'])).stdout).toBe('ID\tNAME\tWATCHES\tFOR\tSEVERITY\n1\tidlib-500k\tIdlib, internal displacements\tat least 500,000\tsevere\n')
  expect((await run(['thresholds', 'add', '--preset', 'stock-rise', '--json'])).json()).toMatchObject({ outcome: 'added', threshold: { rule: { kind: 'rise', by: 10_000, ratio: 0.1 } } })
  expect((await run(['thresholds', 'remove', '2', '--json'])).json()).toEqual({ id: 2, name: 'More displaced than a round before', removed: true })
  expect((await run(['thresholds', 'remove', 'idlib-50k'])).stderr).toContain('Did you mean idlib-500k?')
}) // biome-ignore format: one command a line

test.each([
  [['add', 'x', '--kind', 'level', '--at-least', 'many'], 2, '--at-least must be a number of persons.'],
  [['add', 'x', '--kind', 'level', '--at-least', '5', '--ratio', '20%'], 2, '--ratio does not belong to a rule of this kind.'],
  [['add', 'x', '--kind', 'level', '--at-least', '0'], 2, '--at-least: Every number is beyond it.'],
  [['add', 'x', '--kind', 'level', '--at-least', '5', '--clear-below', '6'], 2, '--clear-below: It would end as soon as it began.'],
  [['add', 'x', '--kind', 'rise', '--ratio', '20%'], 2, '--days is missing.'],
  [['add', 'x', '--place', 'Idlbi', '--kind', 'level', '--at-least', '5'], 2, 'No place is known by "Idlbi".'],
  [['add', '12', '--kind', 'level', '--at-least', '5'], 2, 'must not be a number alone'],
  [['add', 'x'], 2, 'Say what it looks for'],
  [['add', 'x', '--kind', 'levle'], 2, "--kind cannot be 'levle'"],
  [['add', '--preset', 'stock-rsie'], 3, 'Did you mean stock-rise?'],
  [['preview', 'idlib-500k'], 2, 'Say from when'],
  [['preview', 'idlib-500k', '--from', '2020-03-01', '--to', '2020-02-01'], 2, 'is after --to'],
  [['preview', 'idlib-500k', '--from', '2010-01-01'], 2, 'ask year by year'],
])('thresholds %j is refused with what to do', async (words, code, says) => {
  const ran = await run(['thresholds', ...words])
  expect([ran.code, ran.stdout, ran.stderr]).toEqual([code, '', expect.stringContaining(says)])
}) // biome-ignore format: a table

test('a preview tells the day, the number and the reports of that day', async () => {
  const words = ['thresholds', 'preview', 'idlib-500k', '--from', '2020-01-01', '--to', '2020-03-31']
  expect((await run(words)).stdout).toBe('DAY\tPLACE\tMESSAGE\tNUMBER\tWHY\n2020-02-17\tIdlib\tfired\tmore than 800,000\t800,000 by 2020-02-17 is at or beyond 500,000.\n')
  expect((await run([...words, '--json'])).json()).toMatchObject({ messages: 1, incidents: [{ opened_on: '2020-02-17', messages: [{ reports: [{ publisher: 'Teller Report' }] }] }] })
  expect((await run([...words, '--at-least', '900,000', '--json'])).json()).toMatchObject({ messages: 0 })
}) // biome-ignore format: one command a line

test('the example file is applied, twice the same, with what it would change before it does', async () => {
  const outcomes = async (...words: string[]) => {
    const { thresholds } = (await run(['thresholds', 'apply', example, '--json', ...words])).json<{ thresholds: { name: string; outcome: string }[] }>()
    const count: Record<string, number> = {}
    for (const { outcome } of thresholds) count[outcome] = (count[outcome] ?? 0) + 1
    return count
  }
  await run(['thresholds', 'add', 'extra', '--kind', 'stale', '--cadences', '3'])
  expect(await outcomes('--dry-run')).toEqual({ added: 7, changed: 1, kept: 1 })
  expect(await outcomes('--dry-run')).toEqual({ added: 7, changed: 1, kept: 1 })
  expect(await outcomes()).toEqual({ added: 7, changed: 1, kept: 1 })
  expect(await outcomes()).toEqual({ unchanged: 8, kept: 1 })
  expect(await outcomes('--dry-run', '--prune')).toEqual({ unchanged: 8, removed: 1 })
  expect(await outcomes('--prune')).toEqual({ unchanged: 8, removed: 1 })
  const again = await run(['thresholds', 'apply', '-', '--prune'], {}, readFileSync(example, 'utf8'))
  expect([again.code, again.stderr]).toEqual([0, '8 unchanged.\n'])
}) // biome-ignore format: one command a line

test('a file with faults changes nothing; each is told with its line and column', async () => {
  const file = join(folder, 'broken.yaml')
  writeFileSync(file, `thresholds:
  - name: one
    rule: { kind: level, at_least: 5 }
  - name: two
    watch: { plce: Idlib }
    rule: { kind: level, at_least: 5 }
  - name: three
    watch: { place: Idlbi }
    rule:
      kind: level
      at_least: 0
  - name: one
    rule: { kind: stale, cadences: 2 }
  - rule: { kind: level, at_least: 5 }
extra: 1
`) // biome-ignore format: a file
  const ran = await run(['thresholds', 'apply', file, '--prune'])
  expect(ran.code).toBe(1)
  expect(lines(ran.stderr).map((line) => line.trim().replace(file, 'FILE'))).toEqual([
    'monitor: FILE cannot be applied; nothing was changed.',
    expect.stringMatching(/^FILE:5:14 {2}'two': There is no field "watch\.plce" here\..*Nearest: watch\.place/),
    expect.stringMatching(/^FILE:8:14 {2}'three': watch\.place: No place is known by "Idlbi"\. Nearest: Idlib \(SY-ID\)/),
    expect.stringMatching(/^FILE:11:7 {2}'three': rule\.at_least: Every number is beyond it\./),
    "FILE:12:5  'one': The name stands twice in this file.",
    'FILE:14:5  The field "name" is missing.',
    expect.stringMatching(/^FILE:15:1 {2}There is no "extra" here/),
  ])
  expect((await run(['thresholds', '--json'])).json<unknown[]>()).toHaveLength(8)
  for (const [text, says] of [
    ['thresholds:\n  - name: x\n   rule: {', 'FILE:3:'],
    ['thresholds: 5', 'FILE:1:13'],
    ['', 'FILE:1:1'],
    ['a: &a [x]\nthresholds: [*b]', 'FILE:2:'],
  ] as const) {
    writeFileSync(file, text)
    const { code, stderr } = await run(['thresholds', 'apply', file])
    expect([text, code, stderr.replaceAll(file, 'FILE')]).toEqual([text, 1, expect.stringContaining(says)])
  }
}) // biome-ignore format: a file

test('channels: refused inside the network, a secret that is written once, rotated, tried', async () => {
  for (const url of ['http://127.0.0.1/', 'http://2130706433/', 'http://[::1]/', 'http://localhost./', 'http://169.254.169.254/'])
    expect([url, (await run(['channels', 'add', 'x', '--kind', 'webhook', '--url', url])).code]).toEqual([url, 2])
  const added = await run(['channels', 'add', 'desk', '--kind', 'webhook', '--url', 'https://desk.example/hook', '--approval', 'required'])
  expect([added.code, added.stdout]).toEqual([0, expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=\n$/)])
  expect((await run(['channels', 'rotate', 'desk', '--overlap-hours', '2'])).stdout).toMatch(/^whsec_/)
  expect((await run(['channels', 'change', 'desk', '--digest', 'daily', '--digest-hour', '25'])).stderr).toContain('--digest-hour must be from 0 to 23.')
  expect((await run(['channels', 'change', 'desk', '--host', 'x'])).stderr).toContain('--host does not belong to a channel of this kind.')
  writeFileSync(join(folder, 'pw'), 'hunter2\n')
  const mail = await run(['channels', 'add', 'duty', '--kind', 'mail', '--host', 'desk.example', '--user', 'monitor', '--password-file', join(folder, 'pw'), '--from', 'monitor@desk.example', '--to', 'a@desk.example, b@desk.example', '--json'])
  expect(mail.json()).toMatchObject({ outcome: 'added', secret: null, channel: { approval: 'required', settings: { has_password: true, to: ['a@desk.example', 'b@desk.example'] } } })
  const [stored] = await sql`select settings from channel where name = 'duty'`
  expect(stored?.settings).toMatchObject({ password: 'hunter2' })
  expect((await run(['channels', 'change', 'duty', '--enabled', 'no', '--json'])).json()).toMatchObject({ outcome: 'changed', channel: { enabled: false, settings: { has_password: true } } })
  const listed = await run(['channels'])
  expect(lines(listed.stdout)).toEqual([
    'ID\tNAME\tKIND\tTO\tLEAVES\tSTATE',
    '1\tdesk\twebhook\thttps://desk.example/…\tafter 5 min, once released\ton',
    '2\tduty\tmail\ta@desk.example, b@desk.example\tafter 5 min, once released\toff',
  ])
  expect((await run(['channels', 'remove', 'duty'])).stdout).toBe("'duty' is removed.\n")
}) // biome-ignore format: one command a line

test('an incident is shown, acknowledged and silenced; its message read and released', async () => {
  // "Nothing is going on" says how far it was looked.
  const before = await run(['incidents', '--place', 'Aleppo'])
  expect([before.stdout, before.stderr]).toEqual([expect.stringMatching(/^Nothing/), expect.stringContaining('not compared with the thresholds yet')])
  await evaluateMarked(sql, loadGazetteer(), { now: () => now })
  const list = await run(['incidents'])
  const mine = (await run(['incidents', '--json']))
    .json<{ id: number; threshold: { name: string } }[]>()
    .find(({ threshold }) => threshold.name === 'idlib-500k')?.id
  const one = String(mine)
  expect(lines(list.stdout)[0]).toBe('ID\tSTATE\tPLACE\tSINCE\tNUMBER\tTHRESHOLD')
  expect(lines(list.stdout)).toContain(`${one}\tfiring\tIdlib\t2020-02-17\tmore than 800,000\tidlib-500k`)
  expect(await run(['incidents', '--place', 'Aleppo'])).toMatchObject({ stdout: expect.stringMatching(/^Nothing is going on/), stderr: '' })
  const shown = await run(['incidents', 'show', one])
  for (const says of ['Idlib: firing (severe)', 'crossed  more than 800,000 people, as of 2020-02-17 (800,000 to 900,000), machine read', 'Teller Report', 'Not an official figure'])
    expect(shown.stdout).toContain(says)
  expect((await run(['incidents', 'acknowledge', one, '--note', 'calling OCHA'])).stdout).toBe(`Incident ${one} (Idlib, idlib-500k) is marked as seen.\n`)
  expect((await run(['incidents', 'silence', one, '--hours', '12', '--json'])).json<{ silenced_until: string; transitions: { state: string; actor: string }[] }>().transitions.at(-1)).toMatchObject({ state: 'silenced', actor: expect.stringMatching(/^terminal/) })
  expect((await run(['incidents', 'silence', one, '--end'])).stdout).toContain('is told again')
  for (const [words, code] of [[['silence', '1'], 2], [['silence', '1', '--hours', 'x'], 2], [['silence', '1', '--until', '2020-01-01'], 2], [['show', '99'], 3], [['show', 'x'], 3]] as const)
    expect([words, (await run(['incidents', ...words])).code]).toEqual([words, code])

  const [message] = (await run(['messages', '--json'])).json<{ id: string; state: string; alerts: number; title: string }[]>()
  expect(message).toMatchObject({ state: 'waiting', title: expect.stringContaining('Idlib') })
  const id = message?.id.slice(0, 8) ?? ''
  const text = await run(['messages', 'show', id])
  expect([text.stdout, text.stderr]).toEqual([expect.stringContaining('Teller Report'), expect.stringContaining(`messages release ${id} --alerts ${message?.alerts}`)])
  expect((await run(['messages', 'release', id])).stderr).toContain('--alerts N')
  expect((await run(['messages', 'release', id, '--alerts', '9'])).stderr).toMatch(/It holds \d+ alerts? by now/)
  expect((await run(['messages', 'release', id, '--alerts', String(message?.alerts), '--note', 'Confirmed.'])).stdout).toMatch(/^Message .* to 'desk' is released/)
  expect((await run(['messages', 'drop', id])).stderr).toContain('is due, by terminal')
  expect((await run(['messages', 'show', 'zz'])).code).toBe(2)
  expect((await run(['messages', 'show', 'ffffffff'])).code).toBe(3)
  await sql`update delivery set state = 'dead', attempts = 9, failure_message = 'HTTP 500' where id = ${message?.id ?? ''}`
  const { checks } = (await run(['doctor', '--json'])).json<{ checks: { name: string; state: string; detail: string }[] }>()
  expect(checks.filter(({ name }) => /^(messages|channels)/.test(name)).map(({ name, state, detail }) => [name, state, detail])).toEqual([
    ['messages', 'ok', '0 messages waiting for a person, 0 on the way'], ['messages given up', 'warning', '1 message'], ['channels', 'ok', '1 on'],
  ])
  expect((await run(['messages'])).stdout).toContain('given up after 9 tries: HTTP 500')
  expect((await run(['messages', 'resend', id])).stdout).toContain('is sent again')
}) // biome-ignore format: one command a line
