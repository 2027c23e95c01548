import { loadGazetteer } from '@displacement-monitor/gazetteer'
import { expect, test } from 'vitest'
import { foldRelease } from '../../read-release.ts'
import hapi from '../adapters/hdx-hapi-refugees.ts'
import unhcr from '../adapters/unhcr-population.ts'

const gazetteer = loadGazetteer()
const body = (rows: object) => ({ kind: 'json' as const, text: JSON.stringify(rows), url: null, settings: {} })
const claims = (releases: ReturnType<typeof hapi.parseReleases>['releases']) =>
  releases.flatMap((release) => foldRelease(release, gazetteer, () => null).map(({ claimKey }) => claimKey))

/** The two services spell countries after different lists. */
const own = {
  year: 2023,
  coo_iso: 'SYR',
  coo_name: 'Syrian Arab Rep.',
  coa_iso: 'IRN',
  coa_name: 'Iran (Islamic Rep. of)',
}
const passedOn = {
  origin_location_code: 'SYR',
  origin_location_name: 'Syrian Arab Republic',
  asylum_location_code: 'IRN',
  asylum_location_name: 'Iran (Islamic Republic of)',
  gender: 'all',
  age_range: 'all',
  reference_period_start: '2023-01-01T00:00:00',
  reference_period_end: '2023-12-31T23:59:59',
}

test.each([
  ['refugees', 'REF'],
  ['asylum_seekers', 'ASY'],
  ['returned_refugees', 'RET'],
] as const)('%s of one country in another: one number that two services tell is one claim', (key, population_group) => {
  const [ours] = claims(unhcr.parseReleases(body({ items: [{ ...own, [key]: 1_234 }] })).releases)
  const theirs = claims(
    hapi.parseReleases(body({ data: [{ ...passedOn, population_group, population: 1_234 }] })).releases,
  )
  expect(ours).toMatch(/cohort/)
  expect(theirs).toEqual([ours])
})
