import type { TrendJson } from '@displacement-monitor/shared/contracts'
import { expect, test } from 'vitest'
import { trendJson } from './trend-json.ts'

const trend: TrendJson = {
  place: { id: 'SY-ID', name: 'Idlib', kind: 'adm1', country_iso3: 'SYR' }, known_on: null, clock: null, step: 'claims',
  series: [], related: [], withheld: 0, links: { self: '/v1/trends/SY-ID' }, notice: 'Read by machine.', attributions: [],
} // biome-ignore format: a table reads best as a block

test('nothing is lost in writing by hand', () => {
  expect(JSON.parse(trendJson(trend))).toEqual(trend)
})

test('reports stand one a line beside the trend', () => {
  const text = trendJson(trend, [{ claim: 1 }, { claim: 2 }])
  expect(JSON.parse(text)).toEqual({ ...trend, reports: [{ claim: 1 }, { claim: 2 }] })
  expect(text.split('\n')).toContain('{"claim":1},')
})
