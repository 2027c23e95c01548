/** docs/method.md shows what the code does: its table of the line is the line. */

import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { buildSeries, naiveAddition } from '../../../packages/series/src/index.ts'
import { timelineClaims } from './north-west-syria.ts'

const page = readFileSync(new URL('../../../docs/method.md', import.meta.url), 'utf8')
const number = (text: string): number => Number(text.trim().replaceAll(',', ''))

test('the table of the line is the line', () => {
  const rows = [...page.matchAll(/^\| (\d{4}-\d{2}-\d{2}) \| ([\d,]+) \| ([\d,]+) \| ([\d,]+) \|([^|]*)\|$/gm)]
  const told = rows.map(([, asOf, value, low, high, flags]) => ({
    asOf, value: number(value ?? ''), low: number(low ?? ''), high: number(high ?? ''), flags: (flags ?? '').trim(),
  })) // biome-ignore format: one row
  const line = buildSeries(timelineClaims(), { now: '2020-05-20' }).find(({ since }) => since?.day === '2019-12-01')
  expect(told).toEqual(
    line?.points.map(({ asOf, value, low, high, flags }) => ({ asOf, value, low, high, flags: flags.join(', ') })),
  )
})

test('the table of the claims has all claims, and the naive sum is theirs', () => {
  const claims = timelineClaims()
  const rows = page.split('\n').filter((row) => /^\| (\d+ \w{3}|undated) \|/.test(row))
  const values = (all: readonly (number | undefined)[]) => all.toSorted((a, b) => (a ?? 0) - (b ?? 0))
  expect(values(rows.map((row) => number(/[\d,]{6,}/.exec(row.split('|')[4] ?? '')?.[0] ?? '')))).toEqual(
    values(claims.map(({ value }) => value)),
  )
  expect(page).toContain(`${naiveAddition(claims).at(-1)?.total.toLocaleString('en-GB')} in the end`)
})
