// @ts-check
/**
 * `npm run chaos -- --rounds N --seed S`: the long run of tests/chaos, on both backends of the queue. --faults a,b: these alone ·
 * --reports N: read meanwhile (5,000) · --workers N: processes that read them (2) · --backends postgres|redis · --disk FOLDER: of the
 * database, on a small disk of its own that may be filled up · --without GUARD: with one guard switched off, to see it needed.
 */
import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'

const names = ['rounds', 'seed', 'faults', 'reports', 'backends', 'without', 'disk', 'workers']
const { values } = parseArgs({ options: Object.fromEntries(names.map((name) => [name, { type: 'string' }])) })
const given = Object.entries({ rounds: '20', ...values }).map(([name, value]) => [`CHAOS_${name.toUpperCase()}`, value])
const files = values.faults || values.without ? ['tests/chaos/conductor.test.ts'] : []

const { status } = spawnSync('npx', ['vitest', 'run', '--project', 'chaos', '--silent=false', ...files], {
  stdio: 'inherit',
  env: { ...process.env, CHAOS_LONG: '1', ...Object.fromEntries(given) },
})
process.exitCode = status ?? 1
