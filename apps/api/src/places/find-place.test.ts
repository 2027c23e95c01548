import { loadGazetteer } from '@displacement-monitor/gazetteer'
import { expect, test } from 'vitest'
import { Problem } from '../http/problem.ts'
import { findPlace } from './find-place.ts'

const gazetteer = loadGazetteer()
const problemOf = (asked: string): Problem => {
  try {
    findPlace(asked, gazetteer)
  } catch (error) {
    if (error instanceof Problem) return error
  }
  throw new Error(`${asked} was found`)
}

test.each([
  ['SY-ID', 'SY-ID'],
  ['sy-id', 'SY-ID'],
  ['SYR', 'SYR'],
  ['area:north-west-syria', 'area:north-west-syria'],
  ['Idlib', 'SY-ID'],
  ['Idlib (SY-ID)', 'SY-ID'],
  ['Idlib (gn:169389)', 'gn:169389'],
  ['north-west Syria', 'area:north-west-syria'],
  ['Syria', 'SYR'],
])('%s is %s', (asked, id) => {
  expect(findPlace(asked, gazetteer).id).toBe(id)
})

test('an unknown name is told with names that answer', () => {
  const { status, nearest } = problemOf('Idlxib')
  expect(status).toBe(404)
  expect(nearest?.[0]).toBe('Idlib (SY-ID)')
  expect(findPlace(nearest?.[0] ?? '', gazetteer).id).toBe('SY-ID')
})

test('a name of several places of one rank is asked back', () => {
  const { status, nearest } = problemOf('Springfield')
  expect([status, (nearest?.length ?? 0) > 1]).toEqual([400, true])
})

test.each(['', '999999999999', '()', '__proto__', 'constructor', '\u202e', '9'.repeat(200)])(
  '%j is nobody’s name',
  (asked) => {
    expect(problemOf(asked).status).toBe(404)
  },
)
