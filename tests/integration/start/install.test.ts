import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isInstalled } from '../../../infra/start/install.mjs'
import { oneCheck, sum, tallyOf } from '../../../infra/test/tally.mjs'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'monitor-install-'))
  mkdirSync(join(root, 'node_modules', '@us'), { recursive: true })
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const wanted = {
  '': { name: 'root' },
  'packages/ours': { version: '0.1.0' },
  'node_modules/a': { version: '1.0.0' },
  'node_modules/a/node_modules/b': { version: '2.0.0' },
  'node_modules/@us/ours': { resolved: 'packages/ours', link: true },
  'node_modules/other-machine': { version: '3.0.0', optional: true },
}
const there = { 'node_modules/a': { version: '1.0.0' }, 'node_modules/a/node_modules/b': { version: '2.0.0' } }
const write = (file: string, packages: object) => writeFileSync(join(root, file), JSON.stringify({ packages }))

test('packages are installed when each of the lock file is there in its version, optional ones apart', () => {
  write('package-lock.json', wanted)
  expect(isInstalled(root)).toBe(false)
  write('node_modules/.package-lock.json', there)
  expect(isInstalled(root)).toBe(false)
  mkdirSync(join(root, 'node_modules', '@us', 'ours'))
  expect(isInstalled(root)).toBe(true)
  write('node_modules/.package-lock.json', { ...there, 'node_modules/a': { version: '0.9.0' } })
  expect(isInstalled(root)).toBe(false)
})

test('an installation that was killed, half a record of it, is none', () => {
  write('package-lock.json', { 'node_modules/a': { version: '1.0.0' } })
  writeFileSync(join(root, 'node_modules', '.package-lock.json'), '{"packages": {"node_mod')
  expect(isInstalled(root)).toBe(false)
})

const file = (status: string, ...tests: string[]) => ({
  status,
  name: 'x.test.ts',
  assertionResults: tests.map((each) => ({ status: each, fullName: each })),
})

test.each([
  ['all pass', [file('passed', 'passed', 'passed')], 0, { passed: 2, failed: 0, skipped: [] }],
  ['one fails', [file('failed', 'passed', 'failed')], 1, { passed: 1, failed: 1, skipped: [] }],
  ['a file that does not load', [file('passed', 'passed'), file('failed')], 1, { passed: 1, failed: 1, skipped: [] }],
  ['an error outside of any test', [file('passed', 'passed')], 1, { passed: 1, failed: 1, skipped: [] }],
  [
    'skipped ones',
    [file('passed', 'passed', 'skipped', 'todo')],
    0,
    { passed: 1, failed: 0, skipped: ['skipped', 'todo'] },
  ],
])('a run is counted: %s', (_, testResults, exitCode, tally) => {
  expect(tallyOf({ testResults }, exitCode)).toEqual(tally)
})

test('a run without a report has failed, and sums add up', () => {
  expect(tallyOf(null, 0)).toEqual({ passed: 0, failed: 1, skipped: [] })
  expect(sum([oneCheck(true), oneCheck(false), { passed: 3, failed: 1, skipped: ['a'] }])).toEqual({
    passed: 4,
    failed: 2,
    skipped: ['a'],
  })
})
