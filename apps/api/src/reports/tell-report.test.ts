import type { ReportRow } from '@displacement-monitor/shared/db'
import { expect, test } from 'vitest'
import { reportHead } from './tell-report.ts'

const report: ReportRow = {
  id: 1,
  sourceId: 'courier',
  url: 'https://courier.example/1',
  title: null,
  publisher: null,
  language: 'en',
  publishedAt: null,
  publishedOn: '2020-02-17',
  origin: 'poll',
  state: 'discovered',
  attempts: 0,
  failures: 0,
  nextAttemptAt: null,
  failureCode: null,
  failureMessage: null,
  embargoUntil: null,
  withdrawnAt: null,
  withdrawnReason: null,
  withdrawnBy: null,
  discoveredAt: new Date('2020-02-17T10:00:00Z'),
  readAt: null,
}
const readAt = new Date('2020-02-17T11:00:00Z')
const gone = { failureCode: 'http_gone', failureMessage: 'The page is gone (410).' } as const
const timeout = { failureCode: 'timeout', failureMessage: 'No answer within 30 s.' } as const

test.each<[string, Partial<ReportRow>, figures: number, words: string]>([
  ['new', {}, 0, 'Known, and waits to be read.'],
  ['at work', { attempts: 1 }, 0, 'Being read, or to be read again.'],
  ['failing', { state: 'failed', attempts: 1, ...timeout }, 0, 'The last try failed, another follows: No answer within 30 s.'],
  ['read', { state: 'read', readAt }, 2, 'Read; it states 2 figures.'],
  ['without a number', { state: 'read', readAt }, 0, 'Read; it states no figure of displaced people.'],
  ['changed since', { readAt }, 1, 'Waits to be read again, since it changed; as it was read before, it states 1 figure.'],
  ['changed, failing', { state: 'failed', readAt, ...timeout }, 1,
    'It changed, and the last try to read it again failed, another follows; as it was read before, it states 1 figure: No answer within 30 s.'],
  ['changed, gone', { state: 'read', readAt, ...gone }, 1,
    'Read; it states 1 figure. It changed since, and could not be read again: The page is gone (410).'],
])('%s: what became of a report, in words', (_, changes, figures, words) => {
  const told = reportHead({ ...report, ...changes }, { figures, outcome: figures > 0 ? 'figures' : null })
  expect(told.state_in_words).toBe(words)
}) // biome-ignore format: a table
