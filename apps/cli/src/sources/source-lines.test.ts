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
  [{ health: 'failing', failures: 4, healthReason: 'no such host' }, 'failing, 4 times in a row: no such host'],
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
  expect(sourceLines(sources, memoryConsole({ columns: 80 }).console, now).at(-1)).toBe(
    '2 sources polled, 1 healthy, 1 stopped. Next: un-news in 20 minutes, while npm start runs.',
  )
})
