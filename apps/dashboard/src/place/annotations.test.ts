import { expect, test } from 'vitest'
import { sayIncident } from './annotations.ts'

test('an incident on a chart is told in words, not in the names of states', () => {
  const incident = {
    threshold: { name: 'syria-level' },
    state: 'would_have_fired',
    severity: 'moderate',
  } as const
  expect(sayIncident(incident)).toBe('syria-level: would have fired, moderate')
})
