/** The lock between processes, under the one test that matters: holders that are killed with -9. */
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { exclusively } from '../../../infra/database/mutex.mjs'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'monitor-mutex-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Adds to a number in a file, read and written apart, `turns` times; or is killed while it holds the lock. */
const adder = (turns: number, dies: boolean) => {
  const module = new URL('../../../infra/database/mutex.mjs', import.meta.url).href
  const code = `const { exclusively } = await import('${module}')
    const { readFileSync, writeFileSync } = await import('node:fs')
    const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms))
    for (let turn = 0; turn < ${turns}; turn++) await exclusively('lock', async () => {
      if (${dies} && turn === ${turns} - 1) process.kill(process.pid, 'SIGKILL')
      const seen = Number(readFileSync('sum', 'utf8'))
      await sleep(1)
      writeFileSync('sum', String(seen + 1))
    })`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { cwd: folder, stdio: 'inherit' })
  return new Promise<string | number | null>((resolve) => child.once('exit', (code, by) => resolve(by ?? code)))
}

test('no addition is lost among eight processes, half of which are killed while they hold the lock', async () => {
  writeFileSync(join(folder, 'sum'), '0')
  const ends = await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map((index) => adder(6, index % 2 === 1)))
  expect(ends).toEqual([0, 'SIGKILL', 0, 'SIGKILL', 0, 'SIGKILL', 0, 'SIGKILL'])
  expect(readFileSync(join(folder, 'sum'), 'utf8')).toBe(String(4 * 6 + 4 * 5))
  await exclusively(join(folder, 'lock'), async () => {})
  expect(readdirSync(folder).filter((name) => name.startsWith('lock') && !/^lock\.\d/.test(name))).toEqual([])
})

test('a living holder is waited for, and named when it takes too long', async () => {
  const lock = join(folder, 'lock')
  await exclusively(lock, async () => {
    await expect(exclusively(lock, async () => {}, 200)).rejects.toThrow(`Process ${process.pid} has held ${lock}`)
  })
})
