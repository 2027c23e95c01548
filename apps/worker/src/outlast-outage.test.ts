import { PipelineError } from '@displacement-monitor/shared/errors'
import { expect, test } from 'vitest'
import { outlastOutage } from './outlast-outage.ts'

const away = () => new PipelineError('database_unavailable', 'away')
const clock = () => {
  let at = 0
  const pauses: number[] = []
  return {
    pauses,
    now: () => at,
    sleep: async (ms: number) => {
      at += ms
      pauses.push(ms)
    },
  }
}

test('work is done when the database is back', async () => {
  const time = clock()
  let tries = 0
  const work = async () => {
    if (++tries < 8) throw away()
    return 'stored'
  }
  expect(await outlastOutage(work, time)).toBe('stored')
  expect(time.pauses).toEqual([250, 500, 1_000, 2_000, 4_000, 5_000, 5_000])
})

test('other failures are thrown at once', async () => {
  const time = clock()
  await expect(outlastOutage(() => Promise.reject(new Error('ours')), time)).rejects.toThrow('ours')
  expect(time.pauses).toEqual([])
})

test('patience ends after ten minutes, or when the worker stops', async () => {
  const time = clock()
  await expect(outlastOutage(() => Promise.reject(away()), time)).rejects.toMatchObject({
    code: 'database_unavailable',
  })
  expect(time.now()).toBeLessThanOrEqual(600_000)
  expect(time.now()).toBeGreaterThan(590_000)
  const stopping = AbortSignal.abort()
  const other = clock()
  await expect(outlastOutage(() => Promise.reject(away()), { ...other, stopping })).rejects.toMatchObject({
    code: 'database_unavailable',
  })
  expect(other.pauses).toEqual([])
})
