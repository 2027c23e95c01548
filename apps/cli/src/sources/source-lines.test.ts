import type { SourceRow } from '@displacement-monitor/shared/db'
import { expect, test } from 'vitest'
import { memoryConsole } from '../output/memory-console.ts'
import { healthInWords, nextTry, sourceLines } from './source-lines.ts'

const now = new Date('2026-01-10T12:00:00Z')
const source: SourceRow = {
  id: 'un-news', name: 'UN News', adapter: 'feed', url: 'https://news.example/feed', settings: {}, language: 'en', licence: 'unknown',
  attribution: 'UN News', redistribution: 'internal', sensitivity: 'moderate', enabled: true, pollIntervalS: 3600, minDelayMs: 1000,
  nextDueAt: new Date('2026-01-10T12:20:00Z'), etag: null, lastModified: null, movedTo: null, health: 'healthy', healthReason: null, failures: 0,
  lastPolledAt: null, lastSuccessAt: new Date('2026-01-10T11:20:00Z'), lastFound: 30, lastDiscovered: 2, createdAt: now,
} // biome-ignore format: nobody reads it

test.each([
  [{}, 'healthy'],
  [{ health: 'new' }, 'not tried yet'],
  [{ health: 'failing', failures: 1, healthReason: 'did not answer in time' }, 'failing: did not answer in time'],
  [{ health: 'failing', failures: 4, healthReason: 'no such host' }, 'failing, 4 times: no such host'],
  [{ health: 'stopped', healthReason: 'gone for good' }, 'stopped: gone for good'],
  [{ healthReason: 'The answer differs: unknown key "x".' }, 'healthy: The answer differs: unknown key "x".'],
  [{ enabled: false, health: 'failing' }, 'off'],
  [{ enabled: false, settings: { needs: 'a client_id' } }, 'off: needs a client_id'],
  [{ settings: { needs: 'a client_id' } }, 'healthy'],
  [{ adapter: 'none' }, 'never polled'],
] as const)('%j is told as "%s"', (change, words) => expect(healthInWords({ ...source, ...change })).toBe(words))

test('the next try is told where there is one', () => {
  expect(nextTry(source, now)).toBe('in 20 minutes')
  expect(nextTry({ ...source, nextDueAt: now }, now)).toBe('due now')
  expect(nextTry({ ...source, health: 'stopped' }, now)).toBe('')
  expect(nextTry({ ...source, enabled: false }, now)).toBe('')
})

test('those that need somebody come first, and the sum is told to a person alone', () => {
  const sources = [
    source,
    { ...source, id: 'b', health: 'stopped' as const, healthReason: 'gone' },
    { ...source, id: 'a', enabled: false },
  ]
  const piped = sourceLines(sources, memoryConsole().console, now)
  expect(piped.map((line) => line.split('\t')[0])).toEqual(['SOURCE', 'b', 'un-news', 'a'])
  expect(sourceLines(sources, memoryConsole({ columns: 80 }).console, now).slice(-2)).toEqual([
    '2 sources polled, 1 healthy, 1 stopped. Next: un-news in 20 minutes, while npm',
    'start runs.',
  ])
})

test('in a window of 80 columns a source is a row, and its reason stands below in whole words', () => {
  const reason = 'The robots.txt of www.theguardian.com cannot be read: The name www.theguardian.com is not known here.'
  const needs = "a client_id: npx monitor sources set idmc-idu 'query.client_id=…' --enable"
  const sources: SourceRow[] = [
    {
      ...source,
      id: 'guardian-development',
      name: 'The Guardian',
      health: 'failing',
      failures: 12,
      healthReason: reason,
    },
    {
      ...source,
      id: 'idmc-idu',
      name: 'IDMC',
      enabled: false,
      settings: { needs },
      lastFound: null,
      lastSuccessAt: null,
    },
  ]
  expect(sourceLines(sources, memoryConsole({ columns: 80 }).console, now)).toEqual([
    'SOURCE                HEALTH             LAST READ       NEXT TRY       SEEN',
    'guardian-development  failing, 12 times  40 minutes ago  in 20 minutes    30',
    '    The Guardian: The robots.txt of www.theguardian.com cannot be read: The name',
    '    www.theguardian.com is not known here.',
    'idmc-idu              off                never',
    '    IDMC: needs a client_id: npx monitor sources set idmc-idu',
    "    'query.client_id=…' --enable",
    '',
    '1 source polled, 0 healthy, 1 failing. Next: guardian-development in 20 minutes,',
    'while npm start runs.',
  ])
})
