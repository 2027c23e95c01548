import type { ThresholdRule } from '@displacement-monitor/shared/domain'
import { expect, test } from 'vitest'
import { ruleInWords } from './rule-in-words.ts'

test.each<[ThresholdRule, number, string]>([
  [{ kind: 'level', atLeast: 500_000, clearBelow: null }, 0, 'at least 500,000'],
  [{ kind: 'level', atLeast: 10_000, clearBelow: 8_000 }, 2, 'at least 10,000, until below 8,000, for 2 days'],
  [{ kind: 'rise', by: 10_000, ratio: 0.2, days: 7 }, 0, 'more by 20 % and by 10,000 within 7 days'],
  [{ kind: 'drop', by: 0, ratio: 0.155, days: 1 }, 0, 'less by 15.5 % within a day'],
  [
    { kind: 'record', atLeast: 5_000, days: 366, sumDays: 30 },
    1,
    'the highest sum of 30 days in 366 days, at least 5,000, for a day',
  ],
  [{ kind: 'record', atLeast: 5_000, days: 366, sumDays: null }, 0, 'the highest in 366 days, at least 5,000'],
  [{ kind: 'first', atLeast: 2_500 }, 0, 'the first number of a place, at least 2,500'],
  [{ kind: 'stale', cadences: 2 }, 0, 'nothing new for 2 times the usual interval'],
  [{ kind: 'conflict', ratio: 0.1 }, 0, 'counters apart by more than 10 %'],
  [{ kind: 'revised', ratio: 0.02 }, 0, 'revised downwards by its own counter by at least 2 %'],
])('%j for %i days', (rule, forDays, words) => {
  expect(ruleInWords({ rule, forDays })).toBe(words)
})
