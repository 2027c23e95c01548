import { expect, test } from 'vitest'
import { toldChange } from './told-change.ts'

test.each([
  ['2020-02-18T07:00:00+01:00', '2020-02-18T06:00:00.000Z'],
  // Told a day alone: it is surely new where the page was fetched before that day, and only there.
  ['2020-02-18', '2020-02-18T00:00:00.000Z'],
  ['18 February 2020', '2020-02-18T00:00:00.000Z'],
])('%s', (told, at) => {
  expect(toldChange(told)).toEqual({ changedAt: new Date(at) })
})

test.each([null, '', 'yesterday', '18/02/2020', '2120-02-18'])('%s tells nothing', (told) => {
  expect(toldChange(told)).toEqual({})
})
