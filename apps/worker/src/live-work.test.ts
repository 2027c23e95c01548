import { expect, test } from 'vitest'
import { countLiveWork } from './live-work.ts'

const never = new AbortController().signal

test('a run waits while a live report is being read', async () => {
  const live = countLiveWork()
  const order: string[] = []
  let end = () => {}
  const reading = live
    .during(
      () =>
        new Promise<void>((resolve) => {
          end = resolve
        }),
    )
    .then(() => order.push('live report read'))
  const run = live.idle(never).then(() => order.push('run goes on'))
  setTimeout(() => end(), 60)
  await Promise.all([reading, run])
  expect(order).toEqual(['live report read', 'run goes on'])
})

test('beside a stream of live reports that never ends it goes on', async () => {
  const live = countLiveWork()
  void live.during(() => new Promise(() => {}))
  await expect(live.idle(never)).resolves.toBeUndefined()
})

test('a worker that stops waits for nobody, and work that fails is counted no longer', async () => {
  const live = countLiveWork()
  await expect(live.during(() => Promise.reject(new Error('gone')))).rejects.toThrow('gone')
  await live.idle(never)
  void live.during(() => new Promise(() => {}))
  await expect(live.idle(AbortSignal.abort())).resolves.toBeUndefined()
})
