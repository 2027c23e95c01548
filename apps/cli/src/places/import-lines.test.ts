import type { AttachedUnit } from '@displacement-monitor/shared/domain'
import { expect, test } from 'vitest'
import { memoryConsole } from '../output/memory-console.ts'
import { countAttached } from './count-attached.ts'
import { importLines } from './import-lines.ts'

const unit = (country: string, level: number, missedBy: AttachedUnit['missedBy']): AttachedUnit => ({
  unit: {
    pcode: 'X1',
    country: [country],
    level,
    name: 'X',
    otherNames: [],
    parentPcode: null,
    validFrom: null,
    validTo: null,
    at: 'line 2',
  },
  countryIso3: missedBy === 'country' ? null : country,
  placeId: missedBy === null ? 'SY-ID' : null,
  matchedBy: missedBy === null ? 'name' : null,
  missedBy,
})
const counts = countAttached([
  unit('SYR', 1, null),
  unit('SYR', 2, null),
  unit('SYR', 2, 'name'),
  unit('HTI', 2, 'level'),
  unit('XYZ', 1, 'country'),
])
const report = {
  name: 'list.csv',
  counts,
  withoutCode: { count: 0, first: null },
  countryName: (iso3: string) => (iso3 === 'SYR' ? 'Syria' : iso3 === 'HTI' ? 'Haiti' : null),
  stored: null,
  writtenTo: null,
}

test('codes are counted by country and level', () => {
  expect(
    counts.map(({ country, level, listed, attached, missed }) => [country, level, listed, attached, missed]),
  ).toEqual([
    ['HTI', 2, 1, 0, { country: 0, level: 1, several: 0, name: 0 }],
    ['SYR', 1, 1, 1, { country: 0, level: 0, several: 0, name: 0 }],
    ['SYR', 2, 2, 1, { country: 0, level: 0, several: 0, name: 1 }],
    ['XYZ', 1, 1, 0, { country: 1, level: 0, several: 0, name: 0 }],
  ])
})

test('a trial says that nothing was stored, and how to see what was not found', () => {
  const { console } = memoryConsole()
  expect(importLines(report, console)).toEqual([
    '5 P-codes of 3 countries in list.csv',
    '',
    'LEVEL\tCODES\tFOUND\tSHARE\tNO SUCH NAME\tSEVERAL FIT\tOTHER LEVEL\tNO SUCH COUNTRY',
    '1\t2\t1\t50.0 %\t0\t0\t0\t1',
    '2\t3\t1\t33.3 %\t1\t0\t1\t0',
    'OTHER LEVEL: smaller or larger units than those known here, communes where we have districts',
    '',
    'Most are missing in:',
    'COUNTRY\tLEVEL\tCODES\tFOUND\tSHARE\tNO SUCH NAME\tSEVERAL FIT\tOTHER LEVEL',
    'Haiti\t2\t1\t0\t0.0 %\t0\t0\t1',
    'Syria\t2\t2\t1\t50.0 %\t1\t0\t0',
    'XYZ\t1\t1\t0\t0.0 %\t0\t0\t0',
    '',
    'A trial: nothing was stored.',
    'What found no place, row by row: add --unmatched FILE',
  ])
})

test('what was stored is told, with what a newer list replaced', () => {
  const { console } = memoryConsole()
  const last = (stored: { added: number; changed: number; replaced: number; unchanged: number }) =>
    importLines({ ...report, stored, writtenTo: 'left.csv' }, console).slice(-2)
  expect(last({ added: 3, changed: 1, replaced: 2, unchanged: 0 })).toEqual([
    'Stored: 3 new, 1 changed, 2 replaced, since this newer list no longer has them. A running monitor has them within ten seconds.',
    'What found no place is in left.csv.',
  ])
  expect(last({ added: 0, changed: 0, replaced: 0, unchanged: 5 })[0]).toBe(
    'Nothing changed: all that list.csv says was known.',
  )
})
