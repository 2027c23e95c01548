import fc from 'fast-check'
import { expect, test } from 'vitest'
import { knownStates } from './known-states.ts'

/** A table of one number; each read takes until it is let go. */
function database() {
  let [truth, commits, reads] = [0, 0, 0]
  const waiting: (() => void)[] = []
  const turn = () => new Promise<void>((resolve) => waiting.push(resolve))
  return {
    commit: (value: number) => {
      truth = value
      commits++
    },
    visible: async () => {
      const seen = commits
      await turn()
      return `${seen}`
    },
    read: async () => {
      reads++
      const seen = truth
      await turn()
      return seen
    },
    reads: () => reads,
    truth: () => truth,
    /** Lets the n-th of those that wait go, and what follows from it begin. */
    async letGo(n = 0) {
      waiting.splice(n % Math.max(1, waiting.length), 1)[0]?.()
      await new Promise((resolve) => setImmediate(resolve))
    },
    waiting: () => waiting.length,
  }
}

test('read once for each question as long as nothing is committed, and anew after a commit', async () => {
  const db = database()
  const states = knownStates(db.visible, () => 0)
  const ask = async (question: string) => {
    const asked = states(question, db.read)
    while (db.waiting() > 0) await db.letGo()
    return asked
  }
  expect([await ask('a'), await ask('a'), await ask('b'), await ask('a')]).toEqual([0, 0, 0, 0])
  expect(db.reads()).toBe(2)
  db.commit(7)
  expect([await ask('a'), await ask('b'), await ask('a')]).toEqual([7, 7, 7])
  expect(db.reads()).toBe(4)
})

test('what only the clock changes is read again after a second', async () => {
  let now = 0
  const states = knownStates(async () => 'nothing is committed', () => now) // biome-ignore format: two arguments
  const read = async () => now
  expect(await states('a', read)).toBe(0)
  now = 999
  expect(await states('a', read)).toBe(0)
  now = 1_001
  expect(await states('a', read)).toBe(1_001)
})

test('a read that fails is told, and kept for nobody', async () => {
  let tries = 0
  const states = knownStates(async () => 'the same')
  const fail = async () => {
    tries++
    if (tries === 1) throw new Error('away')
    return tries
  }
  await expect(states('a', fail)).rejects.toThrow('away')
  expect(await states('a', fail)).toBe(2)
})

test('however reads, commits and questions fall: nobody is told what was true before he asked', async () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('ask' as const), question: fc.constantFrom('a', 'b') }),
    fc.record({ kind: fc.constant('commit' as const) }),
    fc.record({ kind: fc.constant('letGo' as const), n: fc.nat(5) }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const db = database()
      const states = knownStates(db.visible, () => 0)
      const told: Promise<{ at: number; state: number }>[] = []
      for (const one of steps) {
        if (one.kind === 'commit') db.commit(db.truth() + 1)
        else if (one.kind === 'letGo') await db.letGo(one.n)
        else {
          const at = db.truth()
          told.push(states(one.question, db.read).then((state) => ({ at, state })))
        }
      }
      while (db.waiting() > 0) await db.letGo()
      for (const { at, state } of await Promise.all(told)) expect(state).toBeGreaterThanOrEqual(at)
    }),
  )
})
