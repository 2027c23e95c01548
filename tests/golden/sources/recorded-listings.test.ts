/** Real listings of publishers, where they stand beside the project: as many entries as a person counts, with their days. */
import { existsSync, readFileSync } from 'node:fs'
import { type Listing, parseWith } from '@displacement-monitor/worker'
import { describe, expect, test } from 'vitest'

const folder = new URL('../../../../shared/data/api-fixtures/the-deep-server-mocks/', import.meta.url)
const missing = !existsSync(folder)
if (missing) console.warn('skipped: ../shared/data/api-fixtures is missing, so recorded listings are not read')

async function read(
  adapterId: string,
  file: string,
  url: string,
  settings: Record<string, unknown> = {},
): Promise<Listing> {
  const bytes = readFileSync(new URL(file, folder))
  const parsed = await parseWith({ want: 'list', adapterId, bytes, mediaType: null, url, settings })
  if (!('listing' in parsed)) throw new Error('no listing')
  return parsed.listing
}
const days = ({ reports }: Listing) =>
  reports.map(({ publishedAt, publishedOn }) => publishedAt?.toISOString().slice(0, 10) ?? publishedOn ?? null)

describe.skipIf(missing)('recorded listings', () => {
  test.each([
    ['connector_content_mock_data-01.xml', 20],
    ['rss_feed_mock_data-01.xml', 5],
  ])('%s: every entry has its address, title and day', async (file, count) => {
    const listing = await read('feed', file, 'https://reliefweb.int/updates/rss.xml')
    expect(listing.reports).toHaveLength(count)
    for (const { url, title } of listing.reports)
      expect([url, title?.length]).toEqual([
        expect.stringMatching(/^https:\/\/reliefweb\.int\/report\//),
        expect.any(Number),
      ])
    expect(days(listing)).not.toContain(null)
  })

  test('documents of the UNHCR data portal, one of four listed twice, with the day of print', async () => {
    const listing = await read('listing', 'unhcr_mock_data-02.html', 'https://data.unhcr.org/en/search', {
      entry: 'li.searchResultItem',
      entry_link: '.searchResultItem_title a',
      entry_date: '.searchResultItem_date',
    })
    expect(listing.reports.map(({ url }) => url)).toEqual(
      [92127, 92134, 92125].map((id) => `https://data2.unhcr.org/en/documents/details/${id}`),
    )
    expect(days(listing)).toEqual(Array(3).fill('2022-04-20'))
  })

  test('documents of Humanitarian Response: a table with days month first, one of them years ahead', async () => {
    const listing = await read(
      'listing',
      'humanitarian_response_mock_data-01.html',
      'https://www.humanitarianresponse.info/en/documents/table',
      {
        entry: '.views-table tbody tr',
        entry_link: '.views-field-title-field a',
        entry_date: '.date-display-single',
        date_order: 'mdy',
      },
    )
    expect(new Set(listing.reports.map(({ url }) => url)).size).toBe(6)
    // 28 April 2028: no day of print.
    expect(days(listing).slice(2)).toEqual(['2022-12-20', '2022-10-27', '2022-10-15', '2022-10-03'])
    expect(days(listing)[0]).toBeNull()
  })

  test('reports of ReliefWeb in the older version of its API: four reports, two of them files', async () => {
    const listing = await read(
      'reliefweb',
      'relief_web_mock_data-01.json',
      'https://api.reliefweb.int/v1/reports?limit=10',
    )
    expect(listing.reports.map(({ url }) => url.replace('https://reliefweb.int/', '').slice(0, 40))).toEqual([
      'report/nepal/nepal-makes-progress-human-',
      'sites/reliefweb.int/files/resources/roap',
      'report/nepal/nepal-earthquake-national-s',
      'sites/reliefweb.int/files/resources/ROAP',
    ])
    expect(days(listing)).toEqual(['2020-09-17', '2020-09-16', '2020-09-16', '2020-09-15'])
    expect(listing.notes).toBeUndefined()
  })
})
