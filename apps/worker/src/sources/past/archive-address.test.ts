import { describe, expect, it } from 'vitest'
import feed from '../adapters/feed.ts'
import { archiveAddress } from './archive-address.ts'

const source = (archive: string, more = {}) => ({ url: 'https://news.example/feed/', settings: { archive, ...more } })
const days = { from: '2020-02-01', to: '2020-02-29' }

describe('an archive whose address holds the day', () => {
  it.each([
    ['https://news.example/{yyyy}/{mm}/{dd}/feed/', 'day', 'https://news.example/2020/02/01/feed/'],
    ['https://news.example/{yyyy}/{mm}/feed/', 'month', 'https://news.example/2020/02/feed/'],
    ['https://news.example/{yyyy}.xml', 'year', 'https://news.example/2020.xml'],
    ['https://news.example/?a={from}&b={to}', 'month', 'https://news.example/?a=2020-02-01&b=2020-02-29'],
    ['https://news.example/all.xml', 'whole', 'https://news.example/all.xml'],
  ])('%s is asked by the %s', (archive, grain, url) => {
    const past = archiveAddress(source(archive))
    expect([past?.grain, past?.requests(days)]).toEqual([grain, [{ url }]])
  })

  it('is nothing that every feed has: without the setting there is no past to ask for', () => {
    expect(feed.past({ url: 'https://news.example/feed/', settings: {} })).toBeNull()
  })

  it('may say since when it is there', () => {
    const told = source('https://news.example/{yyyy}.xml', { archive_begins: '2011-03-01' })
    expect(feed.past(told)).toMatchObject({ grain: 'year', beginsOn: '2011-03-01' })
  })
})
