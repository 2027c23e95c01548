import { expect, test } from 'vitest'
import { sharedReads } from './shared-reads.ts'

/** Reads of one counter, each ended by hand. */
function counter() {
  let truth = 0
  const ends: (() => void)[] = []
  const read = async () => {
    const seen = truth
    await new Promise<void>((resolve) => ends.push(resolve))
    return seen
  }
  const endNext = async () => {
    ends.shift()?.()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { read, endNext, begun: () => ends.length, change: () => truth++ }
}

test('who asks while a read runs waits for one that begins after it, together with all others', async () => {
  const { read, endNext, begun, change } = counter()
  const ask = sharedReads()
  const first = ask('a', read)
  change()
  const [second, third, other] = [ask('a', read), ask('a', read), ask('b', read)]
  expect(begun()).toBe(2)
  await endNext()
  expect([await first, begun()]).toEqual([0, 2])
  change()
  const fourth = ask('a', read)
  await endNext()
  await endNext()
  expect([await other, await second, await third]).toEqual([1, 1, 1])
  await endNext()
  expect(await fourth).toBe(2)
})

test('a read that fails is told to those who waited for it; the next one is tried anew, and nothing is kept', async () => {
  const ask = sharedReads()
  let tries = 0
  const fail = async () => {
    tries++
    await new Promise((resolve) => setImmediate(resolve))
    if (tries <= 2) throw new Error(`try ${tries}`)
    return tries
  }
  const told = await Promise.allSettled([ask('a', fail), ask('a', fail), ask('a', fail)])
  expect(told.map((one) => (one.status === 'rejected' ? one.reason.message : one.value))).toEqual([
    'try 1',
    'try 2',
    'try 2',
  ])
  expect(await ask('a', fail)).toBe(3)
})
