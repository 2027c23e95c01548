import { expect, test } from 'vitest'
import { loadAdapters } from '../sources/load-adapters.ts'
import { planPieces } from './plan-pieces.ts'

/** An address of each service, as its ready entry or its docs have it. */
const addresses: Readonly<Record<string, [url: string, settings?: Record<string, string>]>> = {
  gdacs: ['https://gdacs.example/gdacsapi/api/events/geteventlist/EVENTS4APP'],
  'hdx-hapi': ['https://hapi.example/api/v1/affected-people/idps?location_code=SYR&limit=1000&offset=7'],
  'hdx-hapi-refugees': ['https://hapi.example/api/v1/affected-people/refugees?asylum_location_code=TCD&limit=1000&offset=7'],
  'hdx-hxl': ['https://hdx.example/api/3/action/package_show?id=some-dataset'],
  'idmc-gidd': ['https://helix.example/external-api/gidd/disasters/'],
  'idmc-idu': ['https://helix.example/external-api/idus/last-180-days/?format=json'],
  'iom-dtm': ['https://dtm.example/v3/displacement/admin1'],
  'unhcr-odp': ['https://data.example/population/get/origin?geo_id=220', { archive: 'https://data.example/population/get/origin?geo_id=220&toDate={to}' }],
  'unhcr-population': ['https://unhcr.example/population/v1/population/?cf_type=ISO'],
} // biome-ignore format: a table

test('every service of rows says how its past is asked for: the whole range, from its first day on, at the same service', async () => {
  const services = [...(await loadAdapters()).values()].filter(({ parseReleases }) => parseReleases !== undefined)
  expect(services.map(({ id }) => id)).toEqual(Object.keys(addresses))
  for (const { id, past: pastOf } of services) {
    const [url = '', settings = {}] = addresses[id] ?? []
    const past = pastOf?.({ url, settings })
    if (!past) throw new Error(`${id} states no past`)
    const pieces = planPieces({ from: '2019-05-07', to: '2021-03-02' }, past)
    expect([id, pieces[0]?.from, pieces.at(-1)?.to]).toEqual([id, '2019-05-07', '2021-03-02'])
    for (const piece of pieces) {
      const requests = past.requests(piece)
      expect(requests.length, id).toBeGreaterThan(0)
      expect(requests, id).toEqual(past.requests(piece))
      for (const request of requests) expect([id, new URL(request.url).host]).toEqual([id, new URL(url).host])
    }
  }
  // From the first row on, wherever the address of the polls begins.
  const hapi = services.find(({ id }) => id === 'hdx-hapi')
  expect(
    hapi
      ?.past?.({ url: addresses['hdx-hapi']?.[0] ?? '', settings: {} })
      ?.requests({ from: '2024-02-03', to: '2024-02-29' }),
  ).toEqual([{ url: 'https://hapi.example/api/v1/affected-people/idps?location_code=SYR&limit=1000&offset=0' }])
})
