import { expect, test } from 'vitest'
import { csvCell, csvTable } from './csv.ts'

test.each([
  ['=1+1', "'=1+1"],
  ['+1', "'+1"],
  ['-1', "'-1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['\tx', "'\tx"],
  ['\r=1', '"\'\r=1"'],
  ['＝1', "'＝1"],
  ['＠x', "'＠x"],
  ['  =1', "'  =1"],
  [-1, '-1'],
  [null, ''],
  ['a,b', '"a,b"'],
  ['say "x"', '"say ""x"""'],
  ['=HYPERLINK("http://x","y")', '"\'=HYPERLINK(""http://x"",""y"")"'],
  ['plain', 'plain'],
])('%j becomes %j', (cell, expected) => {
  expect(csvCell(cell)).toBe(expected)
})

test('lines end in CRLF and the first names the columns', () => {
  expect(csvTable(['a', 'b'], [[1, 'x']])).toBe('a,b\r\n1,x\r\n')
})
