import type { ReportRow } from '@displacement-monitor/shared/db'
import { expect, test } from 'vitest'
import { memoryConsole } from '../output/memory-console.ts'
import { reportTable } from './report-lines.ts'

const now = new Date('2020-03-01T12:00:00Z')
const report: ReportRow = {
  id: 25, sourceId: 'seed', url: 'https://office.example/statement', title: 'Statement on north-west Syria by the Under-Secretary-General',
  publisher: 'OCHA', language: 'en', publishedAt: null, publishedOn: '2020-02-17', origin: 'seed', state: 'read', attempts: 1, failures: 0,
  nextAttemptAt: null, failureCode: null, failureMessage: null, embargoUntil: null, withdrawnAt: null, withdrawnReason: null,
  withdrawnBy: null, discoveredAt: now, readAt: now,
} // biome-ignore format: nobody reads it

test('in a window of 80 columns titles have the room; a pipe has the address as well', () => {
  expect(reportTable([report], memoryConsole({ columns: 80 }).console, now)).toEqual([
    'REPORT  SOURCE  DAY         STATE  TITLE',
    '    25  seed    2020-02-17  read   Statement on north-west Syria by the',
    '                                   Under-Secretary-General',
  ])
  expect(reportTable([report], memoryConsole().console, now)[1]?.split('\t').at(-1)).toBe(report.url)
})
