/** How long a refusal takes tells nothing of how near a guessed key was (hardening S4). */
import { connect, createKey, type Database, findKey } from '@displacement-monitor/shared/db'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '../../support/fresh-database.ts'
import { mannWhitney } from '../../support/mann-whitney.ts'
import { chance } from '../../support/random.ts'

let database: FreshDatabase
let sql: Database
beforeAll(async () => {
  database = await freshDatabase()
  sql = connect(database.url, { max: 1 })
})
afterAll(async () => {
  await sql.end()
  await database.drop()
})

/** Both asked in turns of random order, so that what else the machine does falls on both alike. */
async function timesOf(rounds: number, one: () => Promise<void> | void, other: () => Promise<void> | void) {
  const dice = chance(7)
  const times: [number[], number[]] = [[], []]
  const take = async (which: 0 | 1) => {
    const began = process.hrtime.bigint()
    await (which === 0 ? one : other)()
    times[which].push(Number(process.hrtime.bigint() - began))
  }
  for (let round = 0; round < rounds; round++) {
    const first = dice.next() < 0.5 ? 0 : 1
    await take(first)
    await take(first === 0 ? 1 : 0)
  }
  return times
}

test('the measure sees a comparison that stops at the first wrong byte, and nothing where there is nothing', () => {
  const dice = chance(11)
  const noise = (shift: number) => Array.from({ length: 2_000 }, () => shift + dice.between(0, 100))
  expect(mannWhitney(noise(0), noise(0))).toBeGreaterThan(0.01)
  // A twentieth of the noise.
  expect(mannWhitney(noise(0), noise(5))).toBeLessThan(0.01)
  expect(mannWhitney([1, 1, 1], [1, 1, 1])).toBe(1)
})

test('a key whose first bytes are right is refused as late as one whose first are wrong', async () => {
  const { bearer } = await createKey(sql, { name: 'desk', scopes: ['read'] })
  const other = (letter: string) => (letter === 'A' ? 'B' : 'A')
  const secretAt = bearer.length - 43
  const wrongAt = (at: number) => bearer.slice(0, at) + other(bearer[at] ?? '') + bearer.slice(at + 1)
  const [early, late] = [wrongAt(secretAt), wrongAt(bearer.length - 2)]
  const refused = (guess: string) => async () => expect(await findKey(sql, guess)).toBeNull()
  // Chance alone says "different" once in a hundred rounds; a true difference says it in each.
  const rounds: number[] = []
  while (rounds.length < 3 && (rounds.at(-1) ?? 0) <= 0.01) {
    const [soon, later] = await timesOf(2_500, refused(early), refused(late))
    rounds.push(mannWhitney(soon, later))
  }
  expect([rounds, (rounds.at(-1) ?? 0) > 0.01]).toEqual([rounds, true])
  expect(await findKey(sql, bearer)).toMatchObject({ name: 'desk' })
}, 120_000)
