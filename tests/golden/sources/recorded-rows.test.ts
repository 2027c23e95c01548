/** Real answers of the services, where they stand beside the project: counts and totals as their own tables have them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { loadGazetteer } from '@displacement-monitor/gazetteer'
import { loadAdapters, parseWith, type Release, type Releases, resolveHint } from '@displacement-monitor/worker'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'

const folder = new URL('../../../../shared/data/api-fixtures/', import.meta.url)
const missing = !existsSync(folder)
if (missing) console.warn('skipped: ../shared/data/api-fixtures is missing, so recorded answers are not read')

const read = async (adapterId: string, file: string, settings: Record<string, unknown> = {}): Promise<Releases> => {
  const bytes = readFileSync(new URL(file, folder))
  const task = {
    want: 'releases',
    adapterId,
    bytes,
    mediaType: file.endsWith('.csv') ? 'text/csv' : 'application/json',
    url: null,
    settings,
  } as const
  const parsed = await parseWith(task)
  if (!('releases' in parsed)) throw new Error('no rows')
  return parsed.releases
}
const json = <T>(file: string): T => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as T
const table = (file: string): Record<string, string>[] =>
  parse(readFileSync(new URL(file, folder)), { columns: true, bom: true })
const figuresOf = ({ releases }: Releases) => releases.flatMap(({ figures }) => figures)
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
const counted = (values: readonly (string | null)[]) =>
  Object.fromEntries([...new Set(values)].sort().map((value) => [value, values.filter((one) => one === value).length]))

test('every adapter of rows is one whose service is known here', async () => {
  const ids = [...(await loadAdapters()).values()].filter(({ parseReleases }) => parseReleases).map(({ id }) => id)
  expect(ids).toEqual(expect.arrayContaining(['gdacs', 'idmc-gidd', 'idmc-idu', 'iom-dtm']))
})

describe.skipIf(missing)('IDMC updates', () => {
  test('the shape of 2023: 113 rows, row by row as in the table of India', async () => {
    const answer = await read('idmc-idu', 'hdx-scraper-idmc-idu/idmc_idu.json')
    const rows = table('hdx-scraper-idmc-idu/ind_idmc_idu_events.csv')
    expect(answer.notes).toEqual([])
    expect(answer.releases).toHaveLength(113)
    const read113 = Object.fromEntries(
      answer.releases.map(({ url, figures }) => [url.split('#')[1], figures[0]?.value]),
    )
    // HDX puts a row of hashtags under the header of some of its tables.
    const told = rows.filter(({ id }) => /^\d+$/.test(id ?? ''))
    expect(told.length).toBe(113)
    expect(read113).toEqual(Object.fromEntries(told.map(({ id, figure }) => [id, Number(figure)])))
    expect(sum(figuresOf(answer).map(({ value }) => value))).toBe(112_759)
    expect(counted(figuresOf(answer).map(({ cause }) => cause))).toEqual({ conflict: 6, disaster: 107 })
  })

  test('no update was told before the last day it tells of: rows are edited after they were made', async () => {
    for (const file of ['hdx-scraper-idmc-idu/idmc_idu.json', 'monty-stac-extension/idmc-idu-samples-ESP.json']) {
      const { releases } = await read('idmc-idu', file)
      const early = releases.filter(
        ({ publishedOn, figures: [figure] }) => (figure?.asOf?.day ?? '') > (publishedOn ?? ''),
      )
      expect(early.map(({ url }) => url)).toEqual([])
    }
  })

  test('a midnight of New Zealand is the day that the sentence beside it names', async () => {
    const { releases } = await read('idmc-idu', 'hdx-scraper-idmc-idu/idmc_idu.json')
    const months = 'January February March April May June July August September October November December'.split(' ')
    const differing = releases.filter(({ figures: [figure] }) => {
      const [, day, month] = /, (\d\d) (\w+)\s+- /.exec(figure?.excerpt.text ?? '') ?? []
      const at = String(months.indexOf(month ?? '') + 1).padStart(2, '0')
      return figure?.since?.day.slice(5) !== `${at}-${day}`
    })
    expect(differing.map(({ figures }) => [figures[0]?.excerpt.text, figures[0]?.since?.day])).toEqual([])
  })

  test('the shape of 2025: 28 rows with role, window, counter, event and place', async () => {
    const answer = await read('idmc-idu', 'monty-stac-extension/idmc-idu-samples-ESP.json')
    const figures = figuresOf(answer)
    expect(answer.notes).toEqual([])
    expect(counted(figures.map(({ role }) => role))).toEqual({ recommended: 23, triangulation: 5 })
    expect(sum(figures.map(({ value }) => value))).toBe(9_933)
    expect(counted(figures.map(({ quantifier }) => quantifier))).toEqual({ approximately: 4, exact: 19, more_than: 5 })
    expect(
      figures.every(({ since, asOf, window }) => since && asOf && since.day <= asOf.day && window === 'between'),
    ).toBe(true)
    const glide = figures.flatMap(({ event }) => event?.codes ?? []).filter(({ scheme }) => scheme === 'glide')
    expect(glide.map(({ code }) => code)).toEqual(Array(4).fill('FL-2024-000199-ESP'))
  })

  test('places: at most a tenth of the rows fall back to the whole country', async () => {
    const gazetteer = loadGazetteer()
    for (const file of ['hdx-scraper-idmc-idu/idmc_idu.json', 'monty-stac-extension/idmc-idu-samples-ESP.json']) {
      const figures = figuresOf(await read('idmc-idu', file))
      const wide = figures.filter(({ place }) => resolveHint(place, gazetteer, { widen: true }).accuracy === 'adm0')
      expect(wide.length, wide.map(({ place }) => place.name).join(' | ')).toBeLessThanOrEqual(figures.length / 10)
    }
  })
})

describe.skipIf(missing)('validated numbers of IDMC', () => {
  const gidd = 'hdx-scraper-idmc-gidd'
  const pages = (kind: string) => readdirSync(new URL(`${gidd}/`, folder)).filter((file) => file.startsWith(`${kind}_`))
  const readAll = async (kind: string) => {
    const answers = await Promise.all(pages(kind).map((file) => read('idmc-gidd', `${gidd}/${file}`)))
    return {
      notes: answers.flatMap(({ notes }) => notes),
      releases: answers.flatMap(({ releases }) => releases),
      nextUrl: null,
    }
  }
  const people = (answer: Releases, category: string) =>
    sum(figuresOf(answer).map((figure) => (figure.category === category ? (figure.persons ?? 0) : 0)))

  test('each figure: 82 of 100 in households, whose persons are households times their size', async () => {
    const answer = await read('idmc-gidd', 'monty-stac-extension/IDMC_GIDD_Internal_Displacement_Disaggregated.geojson')
    const figures = figuresOf(answer)
    expect(answer.notes).toEqual([])
    expect(answer.releases).toHaveLength(100)
    expect(counted(figures.map(({ unit }) => unit))).toEqual({ household: 82, person: 18 })
    expect(
      figures.filter(({ value, householdSize, persons }) => Math.round(value * (householdSize ?? 1)) !== persons),
    ).toEqual([])
    expect(sum(figures.map(({ value }) => value))).toBe(2_067_591)
    expect([people(answer, 'internal_displacements'), people(answer, 'idps')]).toEqual([699_598, 1_921_486])
    expect(counted(figures.map(({ category, scope, role }) => `${category} ${scope} ${role}`))).toEqual({
      'idps cohort recommended': 10,
      'internal_displacements all recommended': 90,
    })
    expect(counted(figures.map(({ event }) => event?.codes.find(({ scheme }) => scheme === 'glide')?.code ?? 'none'))).toEqual({
      'EQ-2023-000015-SYR': 20, 'EQ-2023-000015-TUR': 6, 'FL-2023-000042-SYR': 4, 'WF-2023-000129-SYR': 1, none: 69,
    }) // biome-ignore format: a table
    expect(new Set(figures.map(({ event }) => event?.codes[0]?.code)).size).toBe(44)
    expect(new Set(answer.releases.map(({ publishedOn }) => publishedOn))).toEqual(new Set(['2024-05-13']))
  })

  test('of the figures at most a tenth fall back to the whole country', async () => {
    const gazetteer = loadGazetteer()
    const figures = figuresOf(
      await read('idmc-gidd', 'monty-stac-extension/IDMC_GIDD_Internal_Displacement_Disaggregated.geojson'),
    )
    const wide = figures.filter(({ place }) => resolveHint(place, gazetteer, { widen: true }).accuracy === 'adm0')
    expect(wide.length, wide.map(({ place }) => place.name).join(' | ')).toBeLessThanOrEqual(figures.length / 10)
  })

  test('disasters: 1,200 rows of twelve pages, each a release of its own, none lost', async () => {
    const answer = await readAll('disaster')
    expect([pages('disaster').length, answer.notes]).toEqual([12, []])
    expect(new Set(answer.releases.map(({ url }) => url)).size).toBe(1_200)
    expect([people(answer, 'internal_displacements'), people(answer, 'idps')]).toEqual([26_633_058, 2_972_478])
    const years = figuresOf(answer).map(({ since, asOf }) => [
      since?.day.slice(0, 4) ?? asOf?.day.slice(0, 4),
      asOf?.day.slice(0, 4),
    ])
    expect(years.filter(([first, last]) => first !== last)).toEqual([])
  })

  test('conflict: every year of Afghanistan as in the table beside it; the other countries add up', async () => {
    const answer = await readAll('displacement')
    expect([answer.notes, answer.releases.length]).toEqual([[], 500])
    expect([people(answer, 'internal_displacements'), people(answer, 'idps')]).toEqual([97_070_062, 354_652_982])
    const [name = ''] = readdirSync(new URL(`${gidd}/`, folder)).filter((file) => file.endsWith('_AFG.csv'))
    const told = new Map(table(`${gidd}/${name}`).map((row) => [row.year, row]))
    expect(told.size).toBe(16)
    const years = answer.releases.filter(({ url }) => url.includes('#AFG/'))
    expect(years).toHaveLength(10)
    const ours = years.map(({ url, figures }) => [
      url.split('/').at(-1),
      figures.find(({ category }) => category === 'internal_displacements')?.value ?? null,
      figures.find(({ category }) => category === 'idps')?.value ?? null,
    ])
    const number = (text: string | undefined) => (text === undefined || text === '' ? null : Number(text))
    const theirs = ours.map(([year]) => {
      const row = told.get(String(year))
      // A nought that is not rounded stands for no number.
      const moved =
        row?.new_displacement === '0' && row.new_displacement_rounded === '' ? null : number(row?.new_displacement)
      return [year, moved, number(row?.total_displacement)]
    })
    expect(ours).toEqual(theirs)
  })

  test('the next page is told, to be asked without the key in it', async () => {
    const { nextUrl } = await read('idmc-gidd', `${gidd}/displacement_0.json`)
    expect(nextUrl).toMatch(/gidd\/conflicts\/.*offset=100/)
    expect(
      (await read('idmc-gidd', 'monty-stac-extension/IDMC_GIDD_Internal_Displacement_Disaggregated.geojson')).nextUrl,
    ).toBeNull()
  })
})

describe.skipIf(missing)('alerts of GDACS', () => {
  test('the flood of Valencia: an event without a figure, under the GLIDE number that four updates of IDMC bear', async () => {
    const answer = await read('gdacs', 'monty-stac-extension/gdacs-1102983-1-geteventdata.json')
    expect(answer.notes).toEqual([])
    const [release] = answer.releases
    expect([answer.releases.length, release?.figures.length, release?.publishedOn]).toEqual([1, 0, '2024-11-08'])
    expect(release?.events).toEqual([
      {
        name: 'Flood in Spain',
        cause: 'disaster',
        hazard: 'flood',
        beganOn: '2024-10-27',
        codes: [
          { scheme: 'gdacs', code: 'FL1102983' },
          { scheme: 'glide', code: 'FL-2024-000199-ESP' },
        ],
      },
    ])
  })
})

describe.skipIf(missing)('rounds of displacement tracking', () => {
  const total = ({ releases }: Releases, round: number, type: string, iso3 = 'TCD'): (number | undefined)[] =>
    releases
      .filter(({ url }) => url.endsWith(encodeURIComponent(`/${round}/${type}`)))
      .map(
        ({ figures }) =>
          figures.find(({ cause, place }) => cause === 'all' && place.accuracy === 'adm0' && place.iso3 === iso3)
            ?.value,
      )

  test.each(['admin0', 'admin1', 'admin2'])(
    'Chad by %s: 147,032 on 30 September 2017, not twice; 208,382 in round 10',
    async (level) => {
      const answer = await read('iom-dtm', `hdx-scraper-iom-dtm/displacement-${level}-admin0pcode-tcd.json`)
      expect(answer.notes).toEqual([])
      expect(answer.releases).toHaveLength(29)
      expect(total(answer, 1, 'BA')).toEqual([147_032])
      expect(total(answer, 1, 'SA')).toEqual([147_032])
      expect(total(answer, 10, 'BA')).toEqual([208_382])
      const scopes = new Set(figuresOf(answer).map(({ assessmentType, scope }) => `${assessmentType} ${scope}`))
      expect([...scopes].sort()).toEqual(['BA all', 'SA in_sites'])
    },
  )

  test('no person of a row is lost or counted twice: totals over all reasons add up to the rows', async () => {
    for (const file of [
      'admin0-admin0pcode-hti',
      'admin0-admin0pcode-tcd',
      'admin1-admin0pcode-afg',
      'admin2-admin0pcode-tcd',
    ]) {
      const path = `hdx-scraper-iom-dtm/displacement-${file}.json`
      const { result } = json<{ result: { numPresentIdpInd: number | null }[] }>(path)
      const answer = await read('iom-dtm', path)
      const whole = figuresOf(answer).filter(({ cause, place }) => cause === 'all' && place.accuracy === 'adm0')
      expect(sum(whole.map(({ value }) => value))).toBe(sum(result.map((row) => row.numPresentIdpInd ?? 0)))
      expect(sum(answer.releases.map(({ rows }) => rows.length))).toBe(result.length)
    }
  })

  test('Haiti in November 2022: 155,166 is the baseline; the sites beside it are the same people', async () => {
    const answer = await read('iom-dtm', 'hdx-scraper-iom-dtm/displacement-admin0-admin0pcode-hti.json')
    expect(total(answer, 2, 'BA', 'HTI')).toEqual([155_166])
    const sites = answer.releases.find(({ title }) => title.startsWith('Countrywide monitoring, Haiti: round 2, site'))
    expect(sites?.figures[0]).toMatchObject({ value: 39_492, scope: 'in_sites' })
  })

  test('Afghanistan: coverage grows from 3 provinces to 34, each of them a place of ours', async () => {
    const gazetteer = loadGazetteer()
    const { releases } = await read('iom-dtm', 'hdx-scraper-iom-dtm/displacement-admin1-admin0pcode-afg.json')
    const coverage = releases.map(({ figures: [whole] }) => whole?.coverage?.length)
    expect(coverage).toEqual([3, 9, 15, 15, 15, 28, ...Array(10).fill(34)])
    const units = releases.at(-1)?.figures[0]?.coverage ?? []
    const ids = units.map((unit) => resolveHint(unit, gazetteer, { widen: false }).placeId)
    expect(new Set(ids).size).toBe(34)
    expect(ids.filter((id) => !id?.startsWith('AF-'))).toEqual([])
  })
})

describe.skipIf(missing)('UNHCR’s portal', () => {
  test('South Sudan: its ten groups, row by row as in the table of situations', async () => {
    const file = 'hdx-scraper-unhcr-situations/get-origin-geo-id-259-population-collection-429.json'
    const answer = await read('unhcr-odp', file, { iso3: 'SSD' })
    expect(answer.notes).toEqual([])
    const rows = table('hdx-scraper-unhcr-situations/unhcr-situations.csv').filter(({ ISO3 }) => ISO3 === 'SSD')
    const told = rows.map((row) => [
      `${row['Population type']} from ${row['Country of Origin']} in South Sudan, ${row.Date}`,
      Number(row.Individuals),
    ])
    const found = answer.releases.map(({ title, figures }) => [title, figures[0]?.value ?? 0])
    expect(found.sort()).toEqual(told.sort())
    expect(sum(figuresOf(answer).map(({ value }) => value))).toBe(792_637)
  })
})

describe.skipIf(missing)('a table with hashtags', () => {
  test('IDMC’s years of countries on HDX: every count of every row, by column', async () => {
    const file = 'hdx-python-scraper/idps_download-displacement-data.csv'
    const answer = await read('hdx-hxl', file, { counter: 'IDMC' })
    expect(answer.notes).toEqual([])
    const rows = table(file).slice(1)
    expect(answer.releases).toHaveLength(rows.length)
    const column = (name: string) => sum(rows.map((row) => Number(row[name])))
    const of = (category: string, cause: string) =>
      sum(figuresOf(answer).flatMap((one) => (one.category === category && one.cause === cause ? [one.value] : [])))
    expect({
      'Conflict Stock Displacement': of('idps', 'conflict'),
      'Conflict New Displacements': of('internal_displacements', 'conflict'),
      'Disaster New Displacements': of('internal_displacements', 'disaster'),
      'Disaster Stock Displacement': of('idps', 'disaster'),
    }).toEqual(
      Object.fromEntries(
        [
          'Conflict Stock Displacement',
          'Conflict New Displacements',
          'Disaster New Displacements',
          'Disaster Stock Displacement',
        ].map((name) => [name, column(name)]),
      ),
    )
  })
})

describe.skipIf(missing)('all recorded answers', () => {
  test.each([
    ['idmc-idu', 'hdx-scraper-idmc-idu/idmc_idu.json'],
    ['idmc-idu', 'monty-stac-extension/idmc-idu-samples-ESP.json'],
    ['iom-dtm', 'hdx-scraper-iom-dtm/displacement-admin1-admin0pcode-afg.json'],
    ['idmc-gidd', 'monty-stac-extension/IDMC_GIDD_Internal_Displacement_Disaggregated.geojson'],
    ['idmc-gidd', 'hdx-scraper-idmc-gidd/disaster_101.json'],
    ['idmc-gidd', 'hdx-scraper-idmc-gidd/displacement_0.json'],
  ])('%s: each excerpt is the text between its offsets', async (id, file) => {
    const { releases } = await read(id, file)
    const wrong = (release: Release) =>
      release.figures.filter(({ excerpt }) => release.text.slice(excerpt.start, excerpt.end) !== excerpt.text)
    expect(releases.flatMap(wrong)).toEqual([])
    expect(new Set(releases.map(({ url }) => url)).size).toBe(releases.length)
  })
})
