import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keyEntries } from './key.ts'
import type { ChartModel, ChartPoint } from './model.ts'
import { renderChart } from './render-chart.ts'

const point = (asOf: string, value: number | null, more: Partial<ChartPoint> = {}): ChartPoint => ({
  from: null, asOf, day: asOf, value, low: value, high: value, review: 'machine_read', flags: [], says: `${asOf}: ${value}`,
  amount: String(value), href: null, ...more,
}) // biome-ignore format: a row of fields
const model = (more: Partial<ChartModel> = {}): ChartModel => ({
  title: 'Idlib', description: 'A line.', kind: 'cumulative', begins: null, points: [], evidence: [], footnote: '', sources: '', ...more,
}) // biome-ignore format: a row of fields
const page = { width: 800, height: 400, alone: false, id: 'c' }
const count = (svg: string, what: string) => svg.split(what).length - 1

/** Tags open and close in order, and every number is one. */
function wellFormed(svg: string): boolean {
  const open: string[] = []
  for (const [, close, name, , empty] of svg.matchAll(/<(\/?)([a-z]+)((?:\s[a-zA-Z:-]+="[^"<]*")*)\s*(\/?)>/g)) {
    if (empty) continue
    if (!close) open.push(name ?? '')
    else if (open.pop() !== name) return false
  }
  return open.length === 0 && !/NaN|Infinity|undefined|="[^"]*null/.test(svg)
}

test('each claim has one dot, its words for a screen reader, and leads where it should', () => {
  const svg = renderChart(
    model({ points: [point('2020-01-01', 10, { href: '#p1', says: '1 January: 10' }), point('2020-02-01', 20)] }),
    page,
  )
  expect(count(svg, 'class="dc-dot"')).toBe(2)
  expect(svg).toContain('<a href="#p1" aria-label="1 January: 10"><title>1 January: 10</title>')
  expect(svg).toContain('role="group" aria-labelledby="c-t" aria-describedby="c-d"')
})

test('restated and inferred claims are hollow, checked ones have a ring, held ones no dot', () => {
  const svg = renderChart(
    model({
      points: [
        point('2020-01-01', 10, { flags: ['restated'] }),
        point('2020-01-05', 20, { flags: ['inferred'], review: 'cleared' }),
        point('2020-01-09', 30, { flags: ['carried'] }),
        point('2020-01-12', null),
      ],
    }),
    page,
  )
  expect([count(svg, 'dc-hollow'), count(svg, 'dc-checked'), count(svg, 'class="dc-dot"')]).toEqual([2, 1, 0])
})

test('bars for windows, no line through them', () => {
  const bars = model({ kind: 'period', points: [point('2020-01-31', 10, { from: '2020-01-01' })] })
  const svg = renderChart(bars, page)
  expect([count(svg, 'class="dc-bar"'), count(svg, 'class="dc-line"')]).toEqual([1, 0])
  expect(keyEntries(bars).map(({ words }) => words)).toEqual(['a closed window'])
})

test('the key explains the signs that are shown, no others', () => {
  const shown = keyEntries(model({ points: [point('2020-01-01', 10)] })).map(({ words }) => words)
  expect(shown).toEqual([
    'the line of the lead counter, held until its next claim',
    'what the claims allow, low to high',
    'a claim with a stated day, read by machine',
  ])
})

test('a picture by itself has paper, style, title and the small print', () => {
  const svg = renderChart(model({ points: [point('2020-01-01', 10)], footnote: 'movements, not people' }), {
    ...page,
    alone: true,
  })
  expect([
    count(svg, '<style>'),
    svg.includes('role="graphics-document document"'),
    svg.includes('movements, not people'),
  ]).toEqual([1, true, true])
})

test('words are escaped wherever they stand', () => {
  const hostile = `"><script>alert('1')</script>&`
  const svg = renderChart(
    model({
      title: hostile,
      description: hostile,
      footnote: hostile,
      points: [point('2020-01-01', 1, { says: hostile, amount: hostile, href: hostile })],
      evidence: [{ day: '2020-01-02', value: 2, says: hostile, href: hostile }],
      begins: { day: '2019-12-01', says: hostile },
    }),
    { ...page, alone: true },
  )
  expect([svg.includes('<script'), wellFormed(svg)]).toEqual([false, true])
})

test('any line is drawn inside its frame, well-formed, whatever its numbers', () => {
  const day = fc.integer({ min: 0, max: 40_000 }).map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10))
  const value = fc.option(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), { nil: null })
  const kind = fc.constantFrom('cumulative', 'stock', 'period', 'event_sum' as const)
  fc.assert(
    fc.property(
      fc.uniqueArray(day, { maxLength: 12 }),
      fc.array(value, { minLength: 12, maxLength: 12 }),
      kind,
      fc.boolean(),
      (days, values, kind, alone) => {
        const points = days
          .sort()
          .map((asOf, index) => point(asOf, values[index] ?? null, kind === 'period' ? { from: asOf } : {}))
        const svg = renderChart(model({ kind, points }), { ...page, alone })
        expect(wellFormed(svg)).toBe(true)
        for (const [, cx, cy] of svg.matchAll(/<circle cx="([^"]+)" cy="([^"]+)"/g))
          expect([Number(cx) >= 0 && Number(cx) <= 800, Number(cy) >= 0 && Number(cy) <= 400]).toEqual([true, true])
      },
    ),
    { numRuns: 100 },
  )
})
