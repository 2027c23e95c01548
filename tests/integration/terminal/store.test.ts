/** The verbs that work on a database: a report through all stages, the trend it makes, and what an operator does. */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { trendSchema } from '@displacement-monitor/shared/contracts'
import { connect, type Database } from '@displacement-monitor/shared/db'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts'
import { localServer } from '../../support/local-server.ts'
import { callMonitor, runMonitor } from '../../support/terminal.ts'

const golden = fileURLToPath(new URL('../../golden/sources/article/idlib-since-december/', import.meta.url))
const page = join(golden, 'input.html')
const seedArticle = fileURLToPath(new URL('../../../../shared/data/seed/article.html', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'terminal-store-'))

interface IngestedFigure {
  id: number
  claim: number
  claim_is: string
  witnesses: number
  excerpt: { start: number; end: number; text: string }
}
interface Ingested {
  report: number
  unchanged: boolean
  outcome: string
  figures: IngestedFigure[]
}
interface Trend {
  place: { id: string }
  series: {
    id: number
    kind: string
    since: string
    counter: string
    points: { as_of: string; value: number; quantifier: string; witnesses: number; claims: number[] }[]
  }[]
  reports: { claim: number; url: string; excerpt: string }[]
  notice: string
}

/** Of one database: the verbs on it. */
function terminalOn(database: () => FreshDatabase, more: Record<string, string> = {}) {
  const run = (...words: string[]) =>
    callMonitor(words, { env: { DATABASE_URL: database().url, SEED: 'minimal', ...more } })
  return {
    run,
    ingest: async (...words: string[]) => (await run('ingest', ...words, '--json')).json<Ingested[]>(),
    trend: async (...words: string[]) => (await run('trends', 'SY-ID', ...words, '--json')).json<Trend>(),
  }
}

const rowsOf = async (sql: Database) => {
  const tables = ['report', 'snapshot', 'reading', 'figure', 'claim', 'subject', 'series', 'series_point']
  const counts = await Promise.all(
    tables.map(async (table) => [table, (await sql`select count(*) as n from ${sql(table)}`)[0]?.n]),
  )
  return Object.fromEntries(counts)
}

const seedFigure = {
  value: 800_000, value_high: null, unit: 'person', quantifier: 'more_than', category: 'internal_displacements', term: 'fled',
  cause: 'conflict', place: { name: 'Idlib', id: 'SY-ID', country_iso3: 'SYR', role: 'origin', accuracy: 'adm1' },
  since: '2019-12-01', since_accuracy: 'month', counter: 'UN', subset_of: null,
} // biome-ignore format: a table reads best as a block

describe.each([
  ['a page of ours', page],
  ['the article of the seed (skipped where ../shared is absent)', seedArticle],
])('%s', (_, article) => {
  describe.skipIf(!existsSync(article))('on a database of its own', () => {
    let [database, seeded]: FreshDatabase[] = []
    let [sql, seededSql]: Database[] = []
    beforeAll(async () => {
      ;[database, seeded] = [await freshDatabase(), await freshDatabase({ empty: true })]
      ;[sql, seededSql] = [connect(database.url, { max: 2 }), connect(seeded.url, { max: 2 })]
    })
    afterAll(async () => {
      await Promise.all([sql?.end(), seededSql?.end()])
      await Promise.all([database?.drop(), seeded?.drop()])
    })
    const need = <T>(value: T | undefined): T => {
      if (value === undefined) throw new Error('the set-up did not run')
      return value
    }
    const plain = terminalOn(() => need(database))
    const withSeed = terminalOn(() => need(seeded))

    test('gives exactly one displacement figure, with an exact slice of the stored text', async () => {
      const [ingested] = await plain.ingest(article, '--published', '2020-02-17')
      expect(ingested).toMatchObject({
        unchanged: false,
        outcome: 'figures',
        figures: [{ ...seedFigure, claim_is: 'new', witnesses: 1 }],
      })
      expect(ingested?.figures).toHaveLength(1)
      const [reading] = await need(sql)<{ text: string }[]>`select text from reading where superseded_at is null`
      const excerpt = ingested?.figures[0]?.excerpt
      expect(reading?.text.slice(excerpt?.start, excerpt?.end)).toBe(
        'more than 800,000 people have fled the fighting in Idlib',
      )
      expect(excerpt?.text).toBe('more than 800,000 people have fled the fighting in Idlib')
    })

    test('read twice changes nothing, in any table', async () => {
      const before = await rowsOf(need(sql))
      const [again] = await plain.ingest(article, '--published', '2020-02-17')
      expect(again).toMatchObject({ unchanged: true, figures: [seedFigure] })
      expect(await rowsOf(need(sql))).toEqual(before)
      expect((await plain.run('ingest', article, '--published', '2020-02-17')).stdout).toMatch(
        /^report\t1\tunchanged\t/,
      )
    })

    test('after the seed it is a witness of the seed’s claim: the value stays, two reports say so', async () => {
      const before = await withSeed.trend('--category', 'internal_displacements')
      expect(before.series.map(({ points }) => points.map(({ value, witnesses }) => [value, witnesses]))).toEqual([
        [[800_000, 1]],
      ])
      const [ingested] = await withSeed.ingest(article, '--published', '2020-02-17')
      expect(ingested?.figures).toMatchObject([
        { ...seedFigure, claim_is: 'witness', witnesses: 2, claim: before.series[0]?.points[0]?.claims[0] },
      ])
      const after = await withSeed.trend('--category', 'internal_displacements')
      expect(after.series).toMatchObject([
        {
          kind: 'cumulative',
          since: '2019-12-01',
          counter: 'UN',
          points: [{ as_of: '2020-02-17', value: 800_000, quantifier: 'more_than', witnesses: 2 }],
        },
      ])
      expect(after.reports).toHaveLength(2)
    })
  })
})

describe('an operator', () => {
  let database: FreshDatabase | undefined
  beforeAll(async () => {
    database = await freshDatabase({ empty: true })
  })
  afterAll(async () => {
    await database?.drop()
    rmSync(folder, { recursive: true, force: true })
  })
  const { run, trend } = terminalOn(
    () => {
      if (!database) throw new Error('the set-up did not run')
      return database
    },
    { FETCH_ALLOW: '127.0.0.1' },
  )

  test('is told by the doctor that a new database has no tables, and what to do', async () => {
    const ran = await run('doctor', '--json')
    const { ok, checks } = ran.json<{
      ok: boolean
      checks: { name: string; state: string; detail: string; todo: string | null }[]
    }>()
    expect([ran.code, ok]).toEqual([1, false])
    expect(checks.find(({ name }) => name === 'schema')).toEqual({
      name: 'schema',
      state: 'broken',
      detail: 'there are no tables yet',
      todo: 'Run: npx monitor migrate (npm start does it, too).',
    })
  })

  test('migrates, twice without harm', async () => {
    expect((await run('migrate', '--json')).json()).toMatchObject({ applied: expect.arrayContaining([1]) })
    expect((await run('migrate', '--json')).json()).toMatchObject({ applied: [] })
    const { checks } = (await run('doctor', '--json')).json<{ checks: { name: string; state: string }[] }>()
    expect(checks.filter(({ state }) => state === 'broken')).toEqual([])
  })

  test('adds, tests, switches and removes a source', async () => {
    const feed =
      '<rss version="2.0"><channel><title>Courier</title><item><title>Border town fills up</title><link>https://courier.example/1</link></item></channel></rss>'
    const site = await localServer({ '/feed.xml': { headers: { 'content-type': 'application/rss+xml' }, body: feed } })
    try {
      const url = `${site.origin}/feed.xml`
      expect((await run('sources', 'test', url, '--json')).json()).toMatchObject({
        entries: [{ url: 'https://courier.example/1', title: 'Border town fills up' }],
      })
      expect((await run('sources', 'add', 'courier')).code).toBe(2)
      const inside = await run('sources', 'add', 'inside', '--url', 'http://169.254.169.254/latest')
      expect([inside.code, inside.stderr]).toEqual([2, expect.stringContaining('169.254.169.254 is no public address')])
      expect((await run('sources', 'add', 'courier', '--url', url, '--every', '15m', '--json')).json()).toEqual({
        id: 'courier',
        outcome: 'added',
      })
      expect((await run('sources', 'add', 'courier', '--every', '15m', '--json')).json()).toEqual({
        id: 'courier',
        outcome: 'unchanged',
      })
      const listed = async () =>
        (await run('sources', '--json')).json<Record<string, unknown>[]>().find(({ id }) => id === 'courier')
      expect(await listed()).toMatchObject({
        name: '127.0.0.1',
        poll_interval_s: 900,
        redistribution: 'internal',
        enabled: true,
        health: 'new',
      })
      site.set({
        '/list': {
          headers: { 'content-type': 'text/html' },
          body: '<ul><li class="card"><a href="/2">Second</a> <time>05/04/2024</time></li></ul>',
        },
      })
      await run('sources', 'add', 'hall', '--url', `${site.origin}/list`, '--adapter', 'listing')
      await run(
        'sources',
        'set',
        'hall',
        'setting.entry=li.card',
        'setting.date_order=dmy',
        'setting.include=["/2", "/news/*/2026"]',
      )
      expect((await run('sources', 'test', 'hall', '--json')).json()).toMatchObject({
        entries: [{ url: `${site.origin}/2`, title: 'Second', published_on: '2024-04-05' }],
      })
      expect((await run('sources', 'remove', 'hall')).code).toBe(0)
      const set = await run('sources', 'set', 'courier', 'query.client_id=k-77', 'header.X-Key=k-78', '--json')
      expect(set.json()).toEqual({ id: 'courier', set: ['query.client_id', 'header.X-Key'], enabled: true })
      expect((await run('sources', 'set', 'courier', 'header.X-Key=')).stdout).toBe(
        'courier: header.X-Key is set; it is read with that now.\n',
      )
      expect(await listed()).toMatchObject({ settings: { query: { client_id: '***' }, headers: {} } })
      expect((await run('sources', 'add', 'courier', '--every', '20m', '--json')).json()).toMatchObject({
        outcome: 'changed',
      })
      expect(await listed()).toMatchObject({ settings: { query: { client_id: '***' } } })
      expect((await run('sources', 'disable', 'courier')).stdout).toBe('courier is off; what it told stays.\n')
      expect(await listed()).toMatchObject({ enabled: false })
      expect((await run('sources', 'remove', 'courier')).stdout).toBe('courier is removed.\n')
      expect(await listed()).toBeUndefined()
    } finally {
      await site.close()
    }
    const unknown = await run('sources', 'enable', 'courrier')
    expect([unknown.code, unknown.stderr.split('\n')[0]]).toEqual([3, "monitor: There is no source 'courrier'."])
  })

  test('makes a key that is shown once, and revokes it', async () => {
    const made = (await run('keys', 'create', 'desk', '--scopes', 'read,review', '--json')).json<{
      id: number
      key: string
      scopes: string[]
    }>()
    expect(made.scopes).toEqual(['read', 'review'])
    const list = await run('keys', '--json')
    expect(list.stdout).not.toContain(made.key)
    const rotated = (await run('keys', 'rotate', String(made.id), '--json')).json<{
      id: number
      key: string
      replaces: number
    }>()
    expect(rotated).toMatchObject({ name: 'desk', scopes: ['read', 'review'], replaces: made.id })
    expect(rotated.key).not.toBe(made.key)
    expect((await run('keys')).stdout).toMatch(/desk.*ends in 1 day/)
    expect((await run('keys', 'revoke', String(made.id))).stdout).toBe(`Key ${made.id} (desk) is revoked.\n`)
    expect((await run('keys', 'rotate', String(made.id))).stderr).toContain(`Key ${made.id} (desk) is revoked.`)
    expect((await run('keys', 'rotate', String(rotated.id), '--overlap-hours', '721')).code).toBe(2)
    expect((await run('keys', 'revoke', '999')).code).toBe(3)
    expect((await run('keys', 'create', 'desk', '--scopes', 'reed')).stderr).toContain('Did you mean read?')
  })

  test('reads several reports, and one that fails does not stop the others', async () => {
    const site = await localServer({
      '/good.html': { headers: { 'content-type': 'text/html' }, body: readFileSync(page) },
      '/gone.html': { status: 404 },
    })
    try {
      const words = [`${site.origin}/gone.html`, join(folder, 'absent.html'), `${site.origin}/good.html`]
      const ran = await run('ingest', ...words, '--json')
      expect(ran.code).toBe(1)
      expect(ran.json()).toMatchObject([
        { input: words[0], error: expect.stringMatching(/no such page/) },
        { input: words[1], error: `There is no file ${words[1]}.` },
        { input: words[2], outcome: 'figures', figures: [seedFigure] },
      ])
      expect(ran.stderr).toContain('2 reports of 3 could not be read.')
    } finally {
      await site.close()
    }
  })

  test('sees the trend as table, CSV and JSON, on another day and by another method', async () => {
    const { reports, ...answer } = await trend()
    expect(reports).toHaveLength(1)
    expect(trendSchema.parse(answer)).toMatchObject({
      place: { id: 'SY-ID' },
      series: [{ kind: 'cumulative', counter: 'UN', points: [{ as_of: '2020-02-17', value: 800_000 }] }],
      related: [],
      withheld: 0,
      notice: expect.stringContaining('Not an official figure'),
      attributions: [{ source: expect.any(String), licence: expect.any(String) }],
    })
    const table = (await run('trends', 'Idlib')).stdout
    expect(table).toContain('more than 800,000')
    expect(table).toContain('/good.html')
    const [head = '', line = ''] = (await run('trends', 'idlib', '--format', 'csv')).stdout.split('\n')
    expect(head).toMatch(
      /^location_code,location_name,admin1_code,admin1_name,.*,place_id,place_name,.*,notice,attributions,reports$/,
    )
    expect(line).toMatch(
      /^SYR,[^,]*,,Idlib,Idlib,,,,1,SY-ID,Idlib,origin,internal_displacements,all,conflict,cumulative,\d+,2019-12-01,month,/,
    )
    expect(line).toContain(',2020-02-17,800000,')
    expect(line).toMatch(/\/good\.html$/)
    expect((await trend('--known-on', '2020-02-16')).series).toEqual([])
    expect((await trend('--known-on', '2020-02-17', '--method', 'highest')).series).toMatchObject([
      { id: null, points: [{ value: 800_000 }] },
    ])
    expect((await trend('--since', '2019-12')).series).toHaveLength(1)
    expect((await trend('--since', '2020-01')).series).toEqual([])
    expect((await trend('--step', 'month')).series[0]?.points.map(({ as_of }) => as_of)).toEqual(['2020-02-17'])
    expect((await trend('--cause', 'disaster')).series).toEqual([])
    expect((await run('trends', 'Hama')).stdout).toBe('No figure of Hama (SY-HM) is known.\n')
  })

  test('sees a report that was given up, with the reason, and tries it again', async () => {
    const sql = connect(database?.url ?? '', { max: 1 })
    try {
      const [report] = await sql<{ id: number }[]>`select id from report where state = 'read' order by id limit 1`
      await sql`update report set state = 'dead', failure_code = 'unexpected', failure_message = 'the parser broke' where id = ${report?.id ?? 0}`
      expect((await run('dead', '--json')).json()).toMatchObject([
        { id: report?.id, failure_message: 'the parser broke' },
      ])
      expect((await run('dead', 'retry', '99999')).code).toBe(3)
      expect((await run('dead', 'retry', '--json')).json()).toEqual({ retried: [report?.id] })
      expect((await run('dead')).stdout).toBe('Nothing was given up.\n')
    } finally {
      await sql.end()
    }
  })

  test('backs up everything into one file and restores it into an empty database alone', async () => {
    const file = join(folder, 'all.backup')
    const before = await trend()
    const backup = await run('backup', file, '--json')
    expect(backup.json()).toMatchObject({ file, rows: { report: expect.any(Number) } })
    expect(statSync(file).mode & 0o077).toBe(0)
    expect((await run('backup', file)).stderr).toBe(
      `monitor: ${file} is there already.\n  Give another name, or --force to replace it.\n`,
    )
    expect((await run('restore', file)).stderr).toMatch(/^monitor: nothing was restored: .*not empty/)

    const other = await freshDatabase({ empty: true })
    try {
      const env = { DATABASE_URL: other.url }
      expect((await runMonitor(['restore', file], { env })).stdout).toMatch(
        /is restored: \d+ sources?, \d+ reports?, \d+ figures?, \d+ series\.\n$/,
      )
      expect((await runMonitor(['trends', 'SY-ID', '--json'], { env })).json()).toEqual(before)
    } finally {
      await other.drop()
    }
  })

  test('a backup that was cut off is refused, and the database stays empty', async () => {
    const cut = join(folder, 'cut.backup')
    const whole = readFileSync(join(folder, 'all.backup'))
    writeFileSync(cut, whole.subarray(0, whole.length / 2))
    const other = await freshDatabase({ empty: true })
    try {
      const ran = await runMonitor(['restore', cut], { env: { DATABASE_URL: other.url } })
      expect([ran.code, ran.stderr]).toEqual([1, expect.stringMatching(/^monitor: nothing was restored: .*cut off/)])
      const sql = connect(other.url, { max: 1 })
      expect(await sql`select id from report`).toHaveLength(0)
      await sql.end()
    } finally {
      await other.drop()
    }
  })

  test('a database that does not answer is said in one line, with what to do', async () => {
    const ran = await runMonitor(['sources'], { env: { DATABASE_URL: 'postgres://nobody:none@127.0.0.1:1/none' } })
    expect(ran.code).toBe(1)
    expect(ran.stderr).toContain('npx monitor doctor')
    const doctor = await runMonitor(['doctor', '--json'], {
      env: { DATABASE_URL: 'postgres://nobody:none@127.0.0.1:1/none' },
    })
    expect(doctor.code).toBe(1)
    expect(
      doctor.json<{ checks: { name: string; state: string }[] }>().checks.find(({ name }) => name === 'database')
        ?.state,
    ).toBe('broken')
    expect(doctor.stdout).not.toContain('nobody:none')
  })
})
