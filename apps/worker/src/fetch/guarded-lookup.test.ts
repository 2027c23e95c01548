import { expect, test } from 'vitest'
import { guardedLookup } from './guarded-lookup.ts'

test('a lookup answers what was checked', async () => {
  const lookup = guardedLookup(async () => ['192.168.0.1', '2606:2800:220:1::1', '93.184.216.34'])
  const all = await new Promise((resolve) => lookup('a.example', { all: true }, (_, found) => resolve(found)))
  expect(all).toEqual([
    { address: '2606:2800:220:1::1', family: 6 },
    { address: '93.184.216.34', family: 4 },
  ])
  const four = await new Promise((resolve) => lookup('a.example', { family: 4 }, (_, found) => resolve(found)))
  expect(four).toBe('93.184.216.34')
})
