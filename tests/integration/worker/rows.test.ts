/** Services that answer with rows, through the real process: figures, events and series as written down by hand; twice the same; a corrected row. */
import { watches } from '@displacement-monitor/alerts'
import { loadGazetteer } from '@displacement-monitor/gazetteer'
import { findCrossings, presets } from '@displacement-monitor/series'
import { connect, type Database, upsertSource, watchedSeries } from '@displacement-monitor/shared/db'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type LocalServer, localServer } from '../../support/local-server.ts'
import { type QueuePlace, withQueueBackends } from '../../support/queue-backends.ts'
import { until, type WorkerProcess, workerProcess } from '../../support/worker-process.ts'

const update = (id: number, change: Record<string, unknown>) => ({
  id, country: 'Chad', iso3: 'TCD', latitude: 13.45, longitude: 14.6, centroid: '[13.45, 14.6]', role: 'Recommended figure',
  displacement_type: 'Disaster', qualifier: 'total', figure: 100, displacement_date: '2026-08-14',
  displacement_start_date: '2026-08-12', displacement_end_date: '2026-08-14', year: 2026, event_id: 7001,
  event_name: 'Chad: Flood - Lac - 12/08/2026', event_codes: 'FL-2026-000101-TCD', event_code_types: 'Glide Number',
  event_start_date: '2026-08-12', event_end_date: '2026-08-20', category: 'Weather related', subcategory: 'Hydrological',
  type: 'Flood', subtype: 'Flood', standard_popup_text: '', standard_info_text: '', old_id: null, sources: 'Local Authorities',
  source_url: 'https://news.example/1', locations_name: 'Lac, Chad', locations_coordinates: '13.45, 14.6',
  locations_accuracy: 'State/Region/Province (ADM1)', locations_type: 'Origin', displacement_occurred: null,
  created_at: '2026-08-15T09:00:00.000000Z', ...change,
}) // biome-ignore format: a row

const round = (roundNumber: number, day: string, rows: [unit: string, type: string, reason: string, people: number][]) =>
  rows.map(([unit, assessmentType, displacementReason, numPresentIdpInd], at) => ({
    id: roundNumber * 100 + at, operation: 'Lake Watch', admin0Name: 'Chad', admin0Pcode: 'TCD',
    admin1Name: unit, admin1Pcode: unit === 'Lac' ? 'TD07' : 'TD06', numPresentIdpInd,
    reportingDate: `${day}T00:00:00`, yearReportingDate: 2026, monthReportingDate: 1, roundNumber, displacementReason,
    numberMales: null, numberFemales: null, idpOriginAdmin1Name: 'Not available', idpOriginAdmin1Pcode: 'Not available',
    assessmentType,
  })) // biome-ignore format: a row

// One event: 1,200 and 300 recommended in disjoint windows, 1,500 triangulated. Another: triangulated alone, 80 and 95.
const updates = [
  update(1, { figure: 1_200 }),
  update(2, { figure: 300, displacement_start_date: '2026-08-18', displacement_end_date: '2026-08-19' }),
  update(3, { figure: 1_500, role: 'Triangulation' }),
  update(4, { figure: 80, role: 'Triangulation', event_id: 7002, event_codes: '', event_code_types: '', displacement_start_date: '2026-08-25', displacement_end_date: '2026-08-25' }),
  update(5, { figure: 95, role: 'Triangulation', event_id: 7002, event_codes: '', event_code_types: '', displacement_start_date: '2026-08-25', displacement_end_date: '2026-08-26' }),
] // biome-ignore format: a table
const yearOfConflict = (year: number, moved: number) => ({
  iso3: 'NER', country_name: 'Niger', year, new_displacement: moved, new_displacement_rounded: moved,
  total_displacement: null, total_displacement_rounded: null,
}) // biome-ignore format: a row
const pageOfYears = (row: Record<string, unknown>, next: string | null) =>
  JSON.stringify({ last_updated: '2025-05-13', count: 2, next, previous: null, results: [row] })

// The same flood as another service alerts of it.
const alert = {
  type: 'Feature',
  properties: {
    eventtype: 'FL', eventid: 1_900_001, episodeid: 1, eventname: '', glide: 'FL-2026-000101-TCD', name: 'Flood in Chad',
    description: 'Flood in Chad', fromdate: '2026-08-12T01:00:00', todate: '2026-08-14T01:00:00', datemodified: '2026-08-14T09:00:00',
  },
} // biome-ignore format: a row
const rounds = [
  ...round(1, '2026-01-31', [['Lac', 'BA', 'Conflict', 5_000], ['Lac', 'BA', 'conflict', 1_500], ['Lac', 'SA', 'Conflict', 4_100]]),
  ...round(2, '2026-04-30', [['Lac', 'BA', 'Conflict', 7_000], ['Kanem', 'BA', 'Natural disaster', 700]]),
] // biome-ignore format: a table

withQueueBackends((open) => {
  let place: QueuePlace
  let server: LocalServer
  let sql: Database
  let worker: WorkerProcess
  const json = { 'content-type': 'application/json' }
  const answer = (rows: unknown[]) => ({ headers: json, body: JSON.stringify(rows) })
  const dtm = (rows: unknown[]) => ({
    headers: json,
    body: JSON.stringify({
      result: rows,
      statusCode: 200,
      isSuccess: true,
      errorMessages: [],
      totalRecordsCount: rows.length,
    }),
  })

  beforeAll(async () => {
    place = await open()
    server = await localServer({
      '/robots.txt': { status: 404 },
      '/idus?client_id=key-1': { status: 302, headers: { location: '/dump/1.json' } },
      '/idus': { status: 403 },
      '/not-ready': { status: 404 },
      '/dump/1.json': answer(updates),
      '/gidd?client_id=key-3': ({ headers: { host } }) => ({
        headers: json,
        body: pageOfYears(yearOfConflict(2023, 1_000), `http://${host}/gidd?client_id=key-3&client_id=key-3&offset=1`),
      }),
      '/gidd?offset=1&client_id=key-3': { headers: json, body: pageOfYears(yearOfConflict(2024, 2_000), null) },
      '/gdacs': { headers: json, body: JSON.stringify({ type: 'FeatureCollection', features: [alert] }) },
      '/dtm': ({ headers }) => (headers['ocp-apim-subscription-key'] === 'key-2' ? dtm(rounds) : { status: 401 }),
    })
    sql = connect(place.databaseUrl, { max: 2 })
    await add('idu', 'idmc-idu', '/idus', { query: { client_id: 'key-1' } })
    await add('dtm', 'iom-dtm', '/dtm', { headers: { 'Ocp-Apim-Subscription-Key': 'key-2' } })
    await add('gidd', 'idmc-gidd', '/gidd', { query: { client_id: 'key-3' } })
    await add('gdacs', 'gdacs', '/gdacs', {})
    await add('idu-without-key', 'idmc-idu', '/idus', {})
    await add('idu-not-ready', 'idmc-idu', '/not-ready', {})
    worker = await workerProcess(place)
  })
  afterAll(async () => {
    await worker?.kill()
    await sql?.end()
    await server?.close()
    await place?.drop()
  })
  const add = (id: string, adapter: string, path: string, settings: Record<string, Record<string, string>>) =>
    upsertSource(sql, {
      id, name: id, adapter, url: `${server.origin}${path}`, settings, language: 'en', licence: 'test',
      attribution: id, redistribution: 'internal', minDelayMs: 0,
    }) // biome-ignore format: a row
  const count = async (what: string) => Number((await sql.unsafe(what))[0]?.count)
  const settled = () =>
    until('reconciled', async () => {
      const polled = await count('select count(*) from source where last_polled_at is null or next_due_at <= now()')
      return polled === 0 && (await count('select count(*) from series_mark')) === 0
    })
  const points = async (category: string) =>
    (
      await sql<{ row: string }[]>`
        select s.kind || ' ' || su.place_id || ' ' || su.scope || ' ' || coalesce(su.cause, 'untold') || ' '
          || p.as_of || ' ' || coalesce(p.value::text, 'unknown') as row
        from series_point p join series s on s.id = p.series_id join subject su on su.id = s.subject_id
        where p.superseded_at is null and s.removed_at is null and su.category = ${category}
          and s.kind in ('event_sum', 'stock') and p.value is not null
        order by 1`
    ).map(({ row }) => row)
  const pollAgain = async (...ids: string[]) => {
    await sql`update source set next_due_at = now(), last_polled_at = null where id = any(${ids})`
    const other = await workerProcess(place)
    await until('polled', async () => (await count('select count(*) from source where last_polled_at is null')) === 0)
    await settled()
    await other.stop()
  }
  const tables = async () => ({
    reports: await count('select count(*) from report'),
    readings: await count('select count(*) from reading'),
    snapshots: await count('select count(*) from snapshot'),
    figures: await count('select count(*) from figure'),
    events: await count('select count(*) from event'),
  })

  test('updates become the event sum: recommended figures, and the highest triangulation where none is', async () => {
    await settled()
    expect(await points('internal_displacements')).toEqual([
      // Of the country too: three events' places are parts of it.
      'event_sum TCD all disaster 2026-08-14 1200',
      'event_sum TCD all disaster 2026-08-19 300',
      'event_sum TCD all disaster 2026-08-26 95',
      'event_sum TD-LC all disaster 2026-08-14 1200',
      'event_sum TD-LC all disaster 2026-08-19 300',
      'event_sum TD-LC all disaster 2026-08-26 95',
    ])
    const events = await sql`
      select e.name, e.cause, e.hazard, e.began_on as began, array_agg(c.scheme || ':' || c.code order by c.scheme) as codes
      from event e join event_code c on c.event_id = e.id group by e.id order by min(c.code) filter (where c.scheme = 'idu')`
    const flood = { name: 'Chad: Flood - Lac - 12/08/2026', cause: 'disaster', hazard: 'flood', began: '2026-08-12' }
    // Named by whoever told of it first: the alert, or the count.
    expect(['Flood in Chad', flood.name]).toContain(events[0]?.name)
    expect([{ ...events[0], name: flood.name }, ...events.slice(1)]).toEqual([
      { ...flood, codes: ['gdacs:FL1900001', 'glide:FL-2026-000101-TCD', 'idu:7001', `idu-name:TCD ${flood.name}`] },
      { ...flood, codes: ['idu:7002'] },
    ])
  })

  test('rounds become levels: added within operation, round and assessment type; sites stand apart, causes beside the whole', async () => {
    expect(await points('idps')).toEqual([
      'stock TCD all all 2026-01-31 6500',
      'stock TCD all all 2026-04-30 7700',
      'stock TCD all conflict 2026-01-31 6500',
      'stock TCD all conflict 2026-04-30 7000',
      'stock TCD all disaster 2026-04-30 700',
      'stock TCD in_sites all 2026-01-31 4100',
      'stock TCD in_sites conflict 2026-01-31 4100',
      'stock TD-KA all all 2026-04-30 700',
      'stock TD-KA all disaster 2026-04-30 700',
      'stock TD-LC all all 2026-01-31 6500',
      'stock TD-LC all all 2026-04-30 7000',
      'stock TD-LC all conflict 2026-01-31 6500',
      'stock TD-LC all conflict 2026-04-30 7000',
      'stock TD-LC in_sites all 2026-01-31 4100',
      'stock TD-LC in_sites conflict 2026-01-31 4100',
    ])
    const [grown] = await sql`
      select p.flags from series_point p join series s on s.id = p.series_id join subject su on su.id = s.subject_id
      where su.place_id = 'TCD' and su.scope = 'all' and su.cause = 'all' and p.as_of = '2026-04-30' and p.superseded_at is null`
    expect(grown?.flags, 'one unit more is no rise').toContain('coverage_break')
  })

  test('each excerpt is an exact slice of the stored text, and the rows are kept as the snapshot', async () => {
    const rows = await sql<{ text: string; start: number; end: number; excerpt: string }[]>`
      select r.text, f.excerpt_start as start, f.excerpt_end as end, f.excerpt_text as excerpt
      from figure f join reading r on r.id = f.reading_id`
    expect(rows.length, 'five updates twice (country), fifteen totals of rounds, two years').toBe(27)
    for (const { text, start, end, excerpt } of rows) expect(text.slice(start, end)).toBe(excerpt)
    expect(await count('select count(*) from snapshot s join snapshot_body b using (sha256)')).toBe(11)
  })

  test('a service that wants a key or has nothing ready says so in words; a key stands in no log', async () => {
    const health = await sql`select id, health, health_reason as why from source where id like 'idu-%' order by id`
    expect([...health]).toEqual([
      { id: 'idu-not-ready', health: 'failing', why: expect.stringContaining('no list ready') },
      { id: 'idu-without-key', health: 'failing', why: expect.stringContaining('registered clients') },
    ])
    const logged = await sql<{ url: string }[]>`select url from fetch_log union select url from snapshot`
    expect(logged.filter(({ url }) => /key-[123]/.test(url))).toEqual([])
    expect(logged.map(({ url }) => url.replace(server.origin, ''))).toEqual(
      expect.arrayContaining(['/gidd', '/gidd?offset=1', '/dtm', '/gdacs']),
    )
    expect(worker.output()).not.toMatch(/key-[123]/)
  })

  test('the same answers once more change nothing', async () => {
    const before = { ...(await tables()), flows: await points('internal_displacements'), stocks: await points('idps') }
    expect(before).toMatchObject({ reports: 11, readings: 11, events: 2 })
    await pollAgain('idu', 'dtm', 'gidd', 'gdacs')
    expect({
      ...(await tables()),
      flows: await points('internal_displacements'),
      stocks: await points('idps'),
    }).toEqual(before)
  })

  test('a corrected row supersedes its own release alone; one that left the list stays; a new key is named', async () => {
    const before = await tables()
    const corrected = [{ ...update(1, { figure: 1_350 }), confidence_band: 'A' }, ...updates.slice(2)]
    server.set({ '/dump/1.json': answer(corrected) })
    await pollAgain('idu')
    expect(await points('internal_displacements')).toEqual([
      'event_sum TCD all disaster 2026-08-14 1350',
      'event_sum TCD all disaster 2026-08-19 300',
      'event_sum TCD all disaster 2026-08-26 95',
      'event_sum TD-LC all disaster 2026-08-14 1350',
      'event_sum TD-LC all disaster 2026-08-19 300',
      'event_sum TD-LC all disaster 2026-08-26 95',
    ])
    expect(await tables()).toEqual({
      ...before,
      readings: before.readings + 1,
      snapshots: before.snapshots + 1,
      figures: before.figures + 2,
    })
    const [source] = await sql`select health, health_reason as why from source where id = 'idu'`
    expect(source).toEqual({
      health: 'healthy',
      why: 'The answer differs from what is known of it: unknown key "confidence_band" in 1 of 4 rows.',
    })
  })

  test('the presets of HDX Signals find the events of a country, in whichever of its provinces they were counted', async () => {
    const gazetteer = loadGazetteer()
    const crossings = async () => {
      const ids = await sql<{ id: number }[]>`
        select s.id from series s join subject su on su.id = s.subject_id where s.kind = 'event_sum' and su.cause = 'conflict'`
      const lines = await watchedSeries(sql, ids.map(({ id }) => id)) // biome-ignore format: short
      return presets
        .filter(({ id }) => id.startsWith('hdx-signals-'))
        .flatMap(({ id, threshold }) =>
          lines
            .filter((line) => watches(threshold.watch, line, gazetteer))
            .flatMap((line) =>
              findCrossings(threshold, line, { today: '2026-11-23' })
                .map((crossing) => `${id} ${line.placeId} ${crossing.reason}`),
            ),
        ) // biome-ignore format: a chain
    }
    const fight = (id: number, unit: string, day: string, figure: number) =>
      update(id, {
        country: 'Niger', iso3: 'NER', displacement_type: 'Conflict', figure, event_id: 7100 + id, event_name: `Niger: Fighting - ${unit}`,
        event_codes: '', event_code_types: '', locations_name: `${unit}, Niger`, type: 'Non-International armed conflict (NIAC)',
        displacement_start_date: day, displacement_end_date: day, created_at: '2026-10-30T09:00:00Z', latitude: null, longitude: null,
      }) // biome-ignore format: a row
    const fights = [
      fight(11, 'Diffa', '2026-10-02', 2_000),
      fight(12, 'Zinder', '2026-10-09', 2_000),
      fight(13, 'Maradi', '2026-10-20', 999),
    ]
    server.set({ '/fights': answer(fights) })
    await add('fights', 'idmc-idu', '/fights', {})
    await pollAgain('fights')
    expect(await crossings()).toEqual([])
    server.set({ '/fights': answer([...fights, fight(14, 'Diffa', '2026-10-21', 1)]) })
    await pollAgain('fights')
    expect(await crossings()).toEqual([
      'hdx-signals-conflict-366 NER 5,000 in the 30 days to 2026-10-21 is the highest in 366 days; nothing is known of before.',
      'hdx-signals-conflict-1096 NER 5,000 in the 30 days to 2026-10-21 is the highest in 1,096 days; nothing is known of before.',
    ])
  })
})
