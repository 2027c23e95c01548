/** The curves of docs/benchmarks.md are drawn from the points that were measured, each where its axes say. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { growthPicture } from '../bench/curves/growth-picture.mjs'

test('docs/images/growth.svg shows the points of tests/bench/curves/points.json (renew: npm run bench -- curves)', () => {
  const points = JSON.parse(readFileSync(new URL('../bench/curves/points.json', import.meta.url), 'utf8'))
  expect(readFileSync(new URL('../../docs/images/growth.svg', import.meta.url), 'utf8')).toBe(growthPicture(points))
})

const panel = { title: 'Answers', x: 'figures', y: 'ms' }
/** Where the line bends: x from 56 to 404, y from 206 up to 40 at a tenth above the highest point. */
const line = (picture: string) => /<polyline points="([^"]+)"/.exec(picture)?.[1]

test.each([
  ['from nought', false, '143.0,168.3 404.0,55.1'],
  ['by its logarithm', true, '56.0,168.3 404.0,55.1'],
])('an axis %s: equal steps, the highest point a tenth below the top', (_, logX, drawn) => {
  const lines = [{ name: 'ours', points: [[25, 10], [100, 40]] as [number, number][] }] // biome-ignore format: points
  expect(line(growthPicture([{ ...panel, logX, lines }]))).toBe(drawn)
})

test('words of a panel are text, and a second line is dashed and named', () => {
  const lines = ['ours', 'R&D'].map((name) => ({ name, points: [[1, 1], [2, 3]] as [number, number][] })) // biome-ignore format: points
  const picture = growthPicture([{ ...panel, title: 'a < b', lines }])
  expect(picture).toContain('<title>a &lt; b</title>')
  expect(picture).toContain('R&amp;D</text>')
  expect(picture.match(/<polyline [^>]*stroke-dasharray/g)).toHaveLength(1)
})
