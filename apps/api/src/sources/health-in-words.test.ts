import type { SourceRow } from '@displacement-monitor/shared/db'
import { expect, test } from 'vitest'
import { healthInWords } from './health-in-words.ts'

const now = new Date('2026-01-10T12:00:00Z')
const source = (more: Partial<SourceRow>): SourceRow => ({
  id: 'x', name: 'X', adapter: 'feed', url: 'https://x.example/', settings: {}, language: null, licence: '', attribution: '',
  redistribution: 'internal', sensitivity: 'moderate', enabled: true, pollIntervalS: 60, minDelayMs: 0, nextDueAt: now,
  etag: null, lastModified: null, movedTo: null, health: 'new', healthReason: null, failures: 0, lastPolledAt: null, lastSuccessAt: null,
  lastFound: null, lastDiscovered: null, createdAt: now, ...more,
}) // biome-ignore format: a row of fields

test.each([
  [{}, 'Waits for its first poll.'],
  [{ enabled: false }, 'Switched off.'],
  [{ enabled: false, settings: { needs: 'a key of the service' } }, 'Switched off: it needs a key of the service.'],
  [
    {
      health: 'healthy',
      lastSuccessAt: now,
      lastFound: 2,
      lastDiscovered: 0,
      healthReason: 'The answer differs: unknown key "x".',
    },
    'Well: read just now, 2 entries listed, 0 of them new. The answer differs: unknown key "x".',
  ],
  [{ adapter: 'none' }, 'Not polled: its reports are handed in.'],
  [
    { health: 'healthy', lastSuccessAt: new Date('2026-01-10T09:59:00Z'), lastFound: 20, lastDiscovered: 3 },
    'Well: read 2 hours ago, 20 entries listed, 3 of them new.',
  ],
  [
    { health: 'failing', failures: 3, healthReason: 'No answer from https://u:p@x.example/?key=abc.' },
    'The last 3 polls failed (No answer from https://***@x.example/?key=***); never read yet.',
  ],
  [{ health: 'stopped', healthReason: 'gone for good (410)' }, 'Stopped: gone for good (410).'],
] as [Partial<SourceRow>, string][])('%j: %s', (more, words) => {
  expect(healthInWords(source(more), now)).toBe(words)
})
