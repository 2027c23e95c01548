/** P-code lists from a file to every place where a code is asked: the tables, the terminal, the API, a running process. */
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { attachPcodes, loadGazetteer, PcodeGazetteer } from '@displacement-monitor/gazetteer'
import { placeSchema, placesSchema } from '@displacement-monitor/shared/contracts'
import {
  connect,
  type Database,
  followPcodes,
  getPcode,
  importPcodes,
  knownPcodes,
  listAudit,
  pcodeRevision,
  pcodesOfPlaces,
} from '@displacement-monitor/shared/db'
import { parsePlaceList } from '@displacement-monitor/worker'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts'
import { localServer } from '../../support/local-server.ts'
import { callMonitor } from '../../support/terminal.ts'
import { openApi } from '../api/api-under-test.ts'

const gazetteer = loadGazetteer()
const folder = mkdtempSync(join(tmpdir(), 'place-lists-'))
const open: { sql: Database; database: FreshDatabase }[] = []
let sql: Database
let url: string

beforeEach(async () => {
  const database = await freshDatabase()
  sql = connect(database.url, { max: 2 })
  url = database.url
  open.push({ sql, database })
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  for (const each of open) {
    await each.sql.end({ timeout: 1 })
    await each.database.drop()
  }
})

const head = 'Location,Admin Level,P-Code,Name,Parent P-Code,Valid from date'
const list2020 = [
  head,
  'SYR,1,SY07,Idleb,SYR,2020-12-17',
  'SYR,2,SY0703,Harim,SY07,2020-12-17',
  'SYR,2,SY0799,Nowhere At All,SY07,2020-12-17',
  'SYR,3,SY070301,Salqin,SY0703,2020-12-17',
  'XYZ,1,XY01,Atlantis North,XYZ,2020-12-17',
]
const file = (name: string, lines: readonly string[]): string => {
  writeFileSync(join(folder, name), lines.join('\n'))
  return join(folder, name)
}
const take = async (...lines: string[]) => {
  const bytes = Buffer.from(lines.join('\n'))
  const { units } = await parsePlaceList({ bytes, mediaType: 'text/csv' })
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return importPcodes(sql, { name: 'list.csv', sha256, actor: 'test' }, attachPcodes(units, gazetteer))
}
const rows = async () =>
  (await sql`select code, place_id, replaced_on, coalesce(matched_by, missed_by) as by from pcode order by code`).map(
    ({ code, place_id, replaced_on, by }) => [code, place_id, by, replaced_on],
  )

describe('the tables', () => {
  test('an import stores what was found and why the rest was not; the same list again changes nothing', async () => {
    expect(await pcodeRevision(sql)).toBeNull()
    expect(await take(...list2020)).toEqual({ added: 5, changed: 0, replaced: 0, unchanged: 0 })
    const stored = [
      ['SY07', 'SY-ID', 'name', null],
      ['SY0703', 'gn:169865', 'town', null],
      ['SY070301', null, 'level', null],
      ['SY0799', null, 'name', null],
      ['XY01', null, 'country', null],
    ]
    expect(await rows()).toEqual(stored)
    const revision = await pcodeRevision(sql)
    expect(await take(...list2020)).toEqual({ added: 0, changed: 0, replaced: 0, unchanged: 5 })
    expect([await rows(), await pcodeRevision(sql)]).toEqual([stored, revision])
    expect((await listAudit(sql, {})).map(({ action }) => action)).toEqual(['pcodes.import'])
    expect(await getPcode(sql, 'sy07')).toMatchObject({ name: 'Idleb', validFrom: '2020-12-17', listName: 'list.csv' })
  })

  test('a newer list replaces codes that it no longer has; an older one adds what nobody knew', async () => {
    await take(head, 'SYR,1,SY-7,Idlib,SYR,2015-01-01', 'SYR,1,SY02,Aleppo,SYR,2015-01-01')
    expect(await take(head, 'SYR,1,SY07,Idleb,SYR,2020-12-17', 'SYR,1,SY02,Aleppo,SYR,2020-12-17')).toEqual({
      added: 1,
      changed: 1,
      replaced: 1,
      unchanged: 0,
    })
    expect(await take(head, 'SYR,1,SY7,Idlib,SYR,2010-01-01', 'SYR,1,SY02,Halab,SYR,2010-01-01')).toEqual({
      added: 1,
      changed: 0,
      replaced: 0,
      unchanged: 1,
    })
    expect(await rows()).toEqual([
      ['SY-7', 'SY-ID', 'name', '2020-12-17'],
      ['SY02', 'SY-HL', 'name', null],
      ['SY07', 'SY-ID', 'name', null],
      ['SY7', 'SY-ID', 'name', '2020-12-17'],
    ])
    const coded = new PcodeGazetteer(gazetteer)
    coded.replacePcodes(await knownPcodes(sql))
    expect(coded.place('SY-ID')?.pcode).toBe('SY07')
    expect(['SY-7', 'SY7', 'SY07'].map((code) => coded.lookUp(code))).toEqual([['SY-ID'], ['SY-ID'], ['SY-ID']])
    expect((await pcodesOfPlaces(sql, ['SY-ID'])).map(({ code }) => code)[0]).toBe('SY07')
    expect((await getPcode(sql, 'SY02'))?.name).toBe('Aleppo')
  })

  test('a code that comes back is current again; one past its last day is not', async () => {
    await take(head, 'SYR,1,SY07,Idleb,SYR,2015-01-01')
    await take(head, 'SYR,1,SY02,Aleppo,SYR,2016-01-01')
    await take(head, 'SYR,1,SY07,Idleb,SYR,2017-01-01', 'SYR,1,SY02,Aleppo,SYR,2017-01-01')
    expect((await knownPcodes(sql)).map(({ pcode, current }) => [pcode, current]).sort()).toEqual([
      ['SY02', true],
      ['SY07', true],
    ])
    const ended = 'ADM1_EN,ADM1_PCODE,ADM0_EN,validOn,validTo'
    await take(ended, 'Aleppo,SY02,Syria,2017-01-01,2019-12-31')
    expect((await knownPcodes(sql)).filter(({ current }) => !current).map(({ pcode }) => pcode)).toEqual(['SY02'])
  })

  test('a list without days neither replaces nor loses days; another country is left alone', async () => {
    await take(head, 'SYR,1,SY07,Idleb,SYR,2020-12-17', 'TCD,1,TD01,Batha,TCD,2020-01-01')
    expect(await take(head, 'SYR,1,SY07,Idlib,SYR,')).toEqual({ added: 0, changed: 1, replaced: 0, unchanged: 0 })
    expect(await getPcode(sql, 'SY07')).toMatchObject({ name: 'Idlib', validFrom: '2020-12-17' })
    await take(head, 'SYR,1,SY02,Aleppo,SYR,2024-01-01')
    expect((await getPcode(sql, 'TD01'))?.replacedOn).toBeNull()
  })

  test('two imports at once come one after the other', async () => {
    const outcomes = await Promise.all([take(...list2020), take(...list2020)])
    expect(outcomes.map(({ added }) => added).sort()).toEqual([0, 5])
  })

  test('a failure in the middle leaves nothing', async () => {
    const { units } = await parsePlaceList({ bytes: Buffer.from(list2020.join('\n')), mediaType: 'text/csv' })
    const attached = attachPcodes(units, gazetteer)
    const bad = [...attached, { ...attached[0], unit: { ...units[0], pcode: 'no code', level: 1 } }] as typeof attached
    await expect(importPcodes(sql, { name: 'x', sha256: '0'.repeat(64), actor: 'test' }, bad)).rejects.toThrow()
    expect([await rows(), await pcodeRevision(sql)]).toEqual([[], null])
  })
})

test('a running process has the codes of an import without a restart', async () => {
  const coded = new PcodeGazetteer(gazetteer)
  const errors: unknown[] = []
  const followed = await followPcodes(sql, {
    onChange: (known) => coded.replacePcodes(known),
    onError: (error) => errors.push(error),
    everyMs: 20,
  })
  expect(coded.place('SY-ID')?.pcode).toBeNull()
  await take(...list2020)
  await expect.poll(() => coded.place('SY-ID')?.pcode, { timeout: 5_000 }).toBe('SY07')
  followed.stop()
  expect(errors).toEqual([])
})

describe('the terminal', () => {
  const run = (...words: string[]) => callMonitor(words, { env: { DATABASE_URL: url, SEED: 'minimal' } })

  test('an import tells what was found, writes what was not, and codes then show', async () => {
    const path = file('syria.csv', list2020)
    const trial = await run('places', 'import', path, '--dry-run', '--json')
    expect(trial.json()).toMatchObject({ codes: 5, stored: null, list: { name: 'syria.csv' } })
    expect(await rows()).toEqual([])
    const left = join(folder, 'left.csv')
    const ran = await run('places', 'import', path, '--unmatched', left)
    expect([ran.code, ran.stdout]).toEqual([0, expect.stringContaining('5 P-codes of 2 countries in syria.csv')])
    expect(ran.stdout).toContain('Stored: 5 new.')
    expect(readFileSync(left, 'utf8').split('\r\n')).toEqual([
      'country,level,pcode,name,parent_pcode,reason,at',
      'SYR,2,SY0799,Nowhere At All,SY07,no unit of that name,line 4',
      'SYR,3,SY070301,Salqin,SY0703,a level that is not known here,line 5',
      'XYZ,1,XY01,Atlantis North,XYZ,country unknown,line 6',
      '',
    ])
    expect((await run('places', 'import', path)).stdout).toContain('Nothing changed')
    const found = await run('places', 'sy07')
    expect(found.stdout.split('\n')[1]).toBe('SY-ID\tIdlib (as SY07)\tfirst level\tSyria\t\tSY07 Idleb')
    expect((await run('places', 'idlib', '--json')).json<{ pcode: string | null }[]>()[0]).toMatchObject({
      pcode: 'SY07',
    })
    expect(await run('places', 'SY070301')).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('SY070301 is Salqin'),
    })
    expect((await run('trends', 'SY07', '--json')).json()).toMatchObject({ place: { id: 'SY-ID' } })
  })

  test('a broken list names its line and column, and nothing of it is kept', async () => {
    const path = file('broken.csv', [...list2020, 'SYR,one,SY08,Al-Hasakeh,SYR,2020-12-17'])
    expect(await run('places', 'import', path)).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('line 7, column 2 (Admin Level): "one" is no admin level from 0 to 5.'),
    })
    expect(await pcodeRevision(sql).catch(() => null)).toBeNull()
  })

  test('what cannot be a list is refused in a line', async () => {
    const huge = file('huge.csv', [head])
    truncateSync(huge, 1_000_000_000)
    expect((await run('places', 'import', huge)).stderr).toContain('is 954 MB; a P-code list may have 191 MB.')
    expect(await run('places', 'import', '/no/such.csv')).toMatchObject({ code: 3 })
    expect((await run('places', 'import', 'http://127.0.0.1:9/list.csv')).stderr).toContain('FETCH_ALLOW')
    expect(await run('places', 'import')).toMatchObject({ code: 2 })
    expect((await run('places', 'import', file('noise.xlsx', ['PK\u0003\u0004 noise']))).stderr).toContain(
      'cannot be read',
    )
  })

  test('a list comes from an address through the guarded door', async () => {
    const site = await localServer({ '*': { body: list2020.join('\n') } })
    const env = { DATABASE_URL: url, SEED: 'minimal', FETCH_ALLOW: `127.0.0.1:${site.port}` }
    const address = `${site.origin}/pcodes.csv?token=hidden`
    const ran = await callMonitor(['places', 'import', address, '--json'], { env })
    expect(ran.json()).toMatchObject({ stored: { added: 5 } })
    expect(ran.stdout).not.toContain('hidden')
    await site.close()
  })
})

test('the API finds a unit by its code and tells the provider’s name beside its own', async () => {
  const api = await openApi({ seedSet: 'minimal' })
  try {
    const { units } = await parsePlaceList({ bytes: Buffer.from(list2020.join('\n')), mediaType: 'text/csv' })
    await importPcodes(
      api.sql,
      { name: 'list.csv', sha256: '0'.repeat(64), actor: 'test' },
      attachPcodes(units, gazetteer),
    )
    api.gazetteer.replacePcodes(await knownPcodes(api.sql))
    const searched = await api.get('/v1/places?q=SY07')
    expect(
      placesSchema.parse(searched.json).places.map(({ id, pcode, matched_name }) => [id, pcode, matched_name]),
    ).toEqual([
      ['SY-ID', 'SY07', 'SY07'],
      ['gn:169865', 'SY0703', 'SY0703'],
    ])
    const place = placeSchema.parse((await api.get('/v1/places/SY07')).json)
    expect([place.id, place.pcode, place.pcodes]).toEqual([
      'SY-ID',
      'SY07',
      [{ code: 'SY07', name: 'Idleb', valid_from: '2020-12-17', valid_to: null, replaced_on: null, list: 'list.csv' }],
    ])
    expect((await api.get('/v1/trends/SY07')).json).toMatchObject({ place: { id: 'SY-ID' } })
    expect((await api.get('/v1/places/SY0799')).status).toBe(404)
  } finally {
    await api.close()
  }
})

/** All first and second levels of 156 countries, as HDX publishes them. */
const world = fileURLToPath(
  new URL(
    '../../../../shared/data/api-fixtures/hdx-scraper-iom-dtm/download-global-pcodes-adm-1-2.csv',
    import.meta.url,
  ),
)
test.skipIf(!existsSync(world))('the list of the world: shares found, stored whole, the same twice', async () => {
  const { units, withoutCode } = await parsePlaceList({ bytes: readFileSync(world), mediaType: null })
  expect([units.length, withoutCode.count]).toEqual([33_362, 1])
  const attached = attachPcodes(units, gazetteer)
  const share = (level: number): number => {
    const of = attached.filter(({ unit }) => unit.level === level)
    return of.filter(({ placeId }) => placeId !== null).length / of.length
  }
  expect([share(1) >= 0.88, share(2) >= 0.77]).toEqual([true, true])
  const list = { name: 'world.csv', sha256: '1'.repeat(64), actor: 'test' }
  expect((await importPcodes(sql, list, attached)).added).toBe(33_362)
  expect(await importPcodes(sql, list, attached)).toEqual({ added: 0, changed: 0, replaced: 0, unchanged: 33_362 })
  const perPlace = await sql`select place_id from pcode where place_id is not null group by 1 having count(*) > 1`
  expect(perPlace.length).toBe(0)
})
