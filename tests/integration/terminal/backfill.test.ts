/** `monitor backfill`: what it foresees, the run itself, found again, refused words; and what a program reads of it. */
import { addSource, connect, type Database } from '@displacement-monitor/shared/db'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ArchiveSite, archiveSite, archiveSource } from '../../support/archive-site.ts'
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts'
import { runMonitor } from '../../support/terminal.ts'

let database: FreshDatabase
let sql: Database
let site: ArchiveSite
const run = (...words: string[]) =>
  runMonitor(['backfill', ...words], {
    env: { DATABASE_URL: database.url, SEED: 'minimal', FETCH_ALLOW: '127.0.0.1' },
  })
const days = ['--source', 'notes', '--from', '2020-01-01', '--to', '2020-02-29']

beforeAll(async () => {
  database = await freshDatabase()
  sql = connect(database.url, { max: 2 })
  site = await archiveSite(['2020-01', '2020-02'], 3)
  site.set({ '/2020-02/3': { status: 404 } })
  await addSource(sql, archiveSource(site))
  await addSource(sql, { ...archiveSource(site, 'today-alone'), settings: {} })
})
afterAll(async () => {
  await sql?.end()
  await Promise.all([site?.close(), database?.drop()])
})

test('says first what it would ask for, and reads nothing for it', async () => {
  const told = await run(...days, '--dry-run')
  expect([told.code, told.stdout.trimEnd().split('\n')]).toEqual([
    0,
    [
      'Run 1, done: archive of notes, 2020-01-01 to 2020-02-29.',
      '2 parts, 2 requests for their lists alone.',
      '2 parts looked at: 6 reports, 6 of them not known yet.',
      'By that, about 6 reports and 8 requests: 3 s at the pace that the source allows.',
    ],
  ])
  expect(await sql`select 1 from report where source_id = 'notes'`).toEqual([])
})

test('reads the days, tells what it changed, and is the same run when it is asked for again', async () => {
  const told = await run(...days)
  expect(told.code).toBe(0)
  expect(told.stdout).toContain('Reports: 5 read, 1 with nothing to read.\nFigures: 5 new figures.\n')
  expect(told.stdout).toContain('SY-ID\tinternal_displacements, cumulative since 2019-12-01\t')
  const again = await run(...days)
  expect([again.code, again.stderr]).toEqual([
    0,
    'Run 2: archive of notes, 2020-01-01 to 2020-02-29 (asked for before, done)\n',
  ])
  expect(again.stdout).toBe(told.stdout)
  const [shown] = (await run('list', '--json')).json() as [
    { id: number; state: string; progress: object; closing: object },
  ]
  expect(shown).toMatchObject({
    id: 2,
    kind: 'refetch',
    source_id: 'notes',
    state: 'done',
    progress: { found: 6, settled: 6, share: 1, figures_new: 5, chunks: { done: 2, failed: 0 } },
    closing: { figures_new: 5, reports: { read: 5, skipped: 1 }, series_changed: 1 },
  })
})

test('what cannot be had is told with what to do', async () => {
  const none = await run('--source', 'today-alone', '--from', '2020-01-01')
  expect([none.code, none.stdout.split('\n')[1]]).toEqual([
    1,
    `The settings of "today-alone" name no archive (docs/sources.md): set one with npx monitor sources set today-alone 'setting.archive=…'.`,
  ])
  const early = await run('--source', 'notes', '--to', '2020-01-31')
  expect([early.code, early.stdout.split('\n')[1]]).toEqual([
    1,
    'The archive of "notes" does not tell its first day: name one (--from).',
  ])
  for (const [words, code, message] of [
    [[], 2, 'Name the source whose archive is to be read (--source ID), or --reextract what is kept here.'],
    [['--source', 'note'], 3, "There is no source 'note'."],
    [
      [...days.slice(0, 2), '--from', '2020-02-01', '--to', '2020-01-01'],
      2,
      '--from 2020-02-01 lies after --to 2020-01-01.',
    ],
    [['pause', '2'], 1, 'Run 2 is done: there is nothing to pause.'],
    [['show', '99'], 3, 'There is no run 99.'],
    [['cancel', 'x'], 2, "'x' is no number of a run: npx monitor backfill list shows them."],
  ] as const) {
    const told = await run(...words)
    expect([told.code, told.stderr.split('\n')[0]]).toEqual([code, `monitor: ${message}`])
  }
})
