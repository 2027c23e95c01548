import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { armFailpoints, failDuring, failpoint, failpointNames, readFailpoints } from './failpoints.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'failpoints-'))
})
afterEach(() => {
  armFailpoints(null, folder)
  rmSync(folder, { recursive: true })
})

const failures = async (passes: number) => {
  let failed = 0
  for (let pass = 0; pass < passes; pass++)
    await failpoint('inside-transaction').catch(() => {
      failed++
    })
  return failed
}

test('nothing fails where nothing is asked for', async () => {
  armFailpoints(null, folder)
  for (const name of failpointNames) {
    await failpoint(name)
    expect(await failDuring(name, async () => name)).toBe(name)
  }
})

test('a count is kept across starts', async () => {
  armFailpoints('inside-transaction=error:53100*3', folder)
  expect(await failures(2)).toBe(2)
  armFailpoints('inside-transaction=error:53100*3', folder)
  expect(await failures(5)).toBe(1)
})

test('without a count every pass fails, and tells the code', async () => {
  armFailpoints('inside-transaction=error:53100', folder)
  await expect(failpoint('inside-transaction')).rejects.toMatchObject({ code: '53100' })
  expect(await failures(7)).toBe(7)
  await failpoint('after-claim')
})

test('work under way fails with its failpoint', async () => {
  armFailpoints('during-fetch=error:ECONNRESET*1', folder)
  const fetch = () => failDuring('during-fetch', async () => 'bytes')
  await expect(fetch()).rejects.toMatchObject({ code: 'ECONNRESET' })
  expect(await fetch()).toBe('bytes')
})

test.each(['no-such-place=kill', 'after-claim', 'after-claim=explode', 'after-claim=sleep', 'after-claim=kill*x'])(
  '%s is refused',
  (text) => {
    expect(() => readFailpoints(text)).toThrow('FAILPOINTS')
  },
)

test('a list is read whole', () => {
  expect([...readFailpoints('after-claim=kill*5,during-fetch=sleep:2000,after-listing=block:10,')]).toEqual([
    ['after-claim', { action: { kind: 'kill' }, times: 5 }],
    ['during-fetch', { action: { kind: 'sleep', ms: 2_000 }, times: null }],
    ['after-listing', { action: { kind: 'block', ms: 10 }, times: null }],
  ])
})
