import { expect, test } from 'vitest'
import { displayWidth } from './display-width.ts'
import { memoryConsole } from './memory-console.ts'
import { type Column, tableLines } from './table.ts'

interface Row {
  place: string
  people: string
  note: string
}
const columns: Column<Row>[] = [
  { heading: 'PLACE', cell: ({ place }) => place },
  { heading: 'PEOPLE', cell: ({ people }) => people, align: 'right' },
  { heading: 'NOTE', cell: ({ note }) => note, grows: true },
]
const rows: Row[] = [
  { place: 'Idlib', people: '800,000', note: 'more than' },
  { place: 'إدلب', people: '12', note: 'a remark that is much longer than a narrow window\tcan hold in one line' },
]

test('in a pipe: a heading and one line a row, parted by tabs, without a tab inside a cell', () => {
  expect(tableLines(columns, rows, memoryConsole().console)).toEqual([
    'PLACE\tPEOPLE\tNOTE',
    'Idlib\t800,000\tmore than',
    'إدلب\t12\ta remark that is much longer than a narrow window can hold in one line',
  ])
})

test('on a terminal: aligned, and the growing column breaks its lines', () => {
  const lines = tableLines(columns, rows, memoryConsole({ columns: 46 }).console)
  expect(lines.slice(0, 2)).toEqual(['PLACE   PEOPLE  NOTE', 'Idlib  800,000  more than'])
  expect(lines.length).toBeGreaterThan(3)
  for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(46)
})
