import { expect, test } from 'vitest'
import gdacs from '../adapters/gdacs.ts'
import gidd from '../adapters/idmc-gidd.ts'
import idu from '../adapters/idmc-idu.ts'
import dtm from '../adapters/iom-dtm.ts'
import population from '../adapters/unhcr-population.ts'

const of = (url: string) => ({ url, settings: { query: { client_id: 'key-1' } } })
const february = { from: '2024-02-03', to: '2024-02-29' }

test('updates of more than half a year ago stand in the dump of all, which answers for any days', () => {
  const past = idu.past(of('https://helix.example/external-api/idus/last-180-days/?format=json'))
  expect([past?.grain, past?.requests(february)]).toEqual([
    'whole',
    [{ url: 'https://helix.example/external-api/idus/all/?format=json' }],
  ])
  expect(idu.past(of('https://mirror.example/updates.json'))).toBeNull()
})

test('validated numbers are asked for by their year, in place of the years that the address names', () => {
  const past = gidd.past(
    of('https://helix.example/external-api/gidd/disasters/?limit=100&start_year=2020&end_year=2021'),
  )
  expect([past.grain, past.beginsOn, past.requests({ from: '2019-01-01', to: '2019-12-31' })]).toEqual([
    'year',
    '2008-01-01',
    [{ url: 'https://helix.example/external-api/gidd/disasters/?limit=100&start_year=2019&end_year=2019' }],
  ])
})

test('rounds are asked for by the days of their reports', () => {
  const past = dtm.past(of('https://dtm.example/v3/displacement/admin1?Admin0Pcode=TCD'))
  expect([past.grain, past.requests(february)]).toEqual([
    'year',
    [
      {
        url: 'https://dtm.example/v3/displacement/admin1?Admin0Pcode=TCD&FromReportingDate=2024-02-03&ToReportingDate=2024-02-29',
      },
    ],
  ])
})

test('alerts are asked for by hazard, as a list ends at a hundred', () => {
  const past = gdacs.past(of('https://gdacs.example/gdacsapi/api/events/geteventlist/EVENTS4APP'))
  expect([past?.grain, past?.requests(february).map(({ url }) => url)]).toEqual([
    'month',
    ['EQ', 'TC', 'FL', 'DR', 'WF', 'TS', 'VO'].map(
      (type) =>
        'https://gdacs.example/gdacsapi/api/events/geteventlist/SEARCH' +
        `?eventlist=${type}&fromdate=2024-02-03&todate=2024-02-29&alertlevel=Green%3BOrange%3BRed`,
    ),
  ])
  expect(gdacs.past(of('https://gdacs.example/xml/rss.xml'))).toBeNull()
})

test('years of refugee statistics are asked for in place of the year and page that the address names', () => {
  const past = population.past(of('https://unhcr.example/population/v1/population/?cf_type=ISO&year=2024&page=3'))
  expect([past.grain, past.beginsOn, past.requests({ from: '2019-01-01', to: '2020-12-31' })]).toEqual([
    'year',
    '1951-01-01',
    [{ url: 'https://unhcr.example/population/v1/population/?cf_type=ISO&yearFrom=2019&yearTo=2020' }],
  ])
})

test('the same days ask the same, and no key stands in what is asked', () => {
  for (const past of [
    idu.past(of('https://h.example/idus/all/')),
    gidd.past(of('https://h.example/gdd/')),
    dtm.past(of('https://h.example/')),
  ]) {
    expect(past?.requests(february)).toEqual(past?.requests(february))
    expect(JSON.stringify(past?.requests(february))).not.toContain('key-1')
  }
})
