import type { SourceRow, StoreStats } from '@displacement-monitor/shared/db'
import { expect, test } from 'vitest'
import { checkNode, checkSettings } from './check-machine.ts'
import { checkMarks, checkReports, checkSnapshots, checkSources } from './check-store.ts'

const stats: StoreStats = {
  reports: { discovered: 0, read: 12, skipped: 0, failed: 0, dead: 0 },
  reportsDue: 1,
  sources: { new: 0, healthy: 0, failing: 0, stopped: 0 },
  figures: 30,
  claims: 20,
  series: 4,
  marksWaiting: 0,
  oldestMarkS: null,
}

test.each([
  ['20.18.9', 'broken'],
  ['18.20.0', 'broken'],
  ['20.19.0', 'ok'],
  ['22.1.0', 'ok'],
])('Node %s is %s', (version, state) => expect(checkNode(version).state).toBe(state))

test('wrong settings are told by name, together', () => {
  const check = checkSettings({ PORT: '99999', API_READ: 'maybe' })
  expect(check.state).toBe('broken')
  expect(check.detail).toMatch(/API_READ.*PORT|PORT.*API_READ/)
  expect(checkSettings({}).state).toBe('ok')
})

test('pages: their size, and a warning while they are not where the settings want them or cannot be read', () => {
  const sizes = { bodies: 12, bytes: 5_000_000, newBytes: 1_000_000 }
  const check = (inBucket: number, env: Record<string, string>) => {
    const { state, detail } = checkSnapshots({ ...sizes, inBucket }, env)
    return [state, detail.replace(/^.*30 days/, '')]
  }
  const bucket = { S3_BUCKET: 'pages' }
  expect(check(0, {})).toEqual(['ok', ''])
  expect(check(12, { ...bucket, SNAPSHOT_STORE: 's3' })).toEqual(['ok', '; 12 of them in S3 storage'])
  expect(check(5, { ...bucket, SNAPSHOT_STORE: 's3' })).toEqual([
    'warning',
    '; 5 of them in S3 storage, 7 yet to be moved there',
  ])
  expect(check(5, bucket)).toEqual(['warning', '; 5 of them in S3 storage, 5 yet to be moved back'])
  expect(checkSnapshots({ ...sizes, inBucket: 5 }, {})).toMatchObject({
    state: 'warning',
    todo: 'Set the settings that begin with S3_: without them those bytes cannot be read.',
  })
})

test('given-up reports are a warning with the way to them', () => {
  expect(checkReports(stats).map(({ state }) => state)).toEqual(['ok', 'ok'])
  expect(checkReports({ ...stats, reports: { ...stats.reports, dead: 2 } })[1]).toEqual({
    name: 'dead letters',
    state: 'warning',
    detail: '2 reports given up',
    todo: 'See why: npx monitor dead. Try again: npx monitor dead retry.',
  })
})

test('series that wait for minutes mean that no worker runs; for seconds they are at work', () => {
  expect(checkMarks({ ...stats, marksWaiting: 3, oldestMarkS: 20 }).state).toBe('ok')
  expect(checkMarks({ ...stats, marksWaiting: 3, oldestMarkS: 900 })).toMatchObject({
    state: 'warning',
    detail: '4 series, 3 waiting to be rebuilt for 15 minutes',
  })
})

test('sources that are off or never polled trouble nobody', () => {
  const row = (id: string, change: Partial<SourceRow>) =>
    ({ id, adapter: 'feed', enabled: true, health: 'healthy', ...change }) as SourceRow
  expect(checkSources([]).state).toBe('warning')
  expect(
    checkSources([row('a', {}), row('b', { enabled: false, health: 'failing' }), row('c', { adapter: 'none' })]),
  ).toMatchObject({
    state: 'ok',
    detail: '1 polled, all healthy',
  })
  expect(checkSources([row('a', {}), row('b', { health: 'stopped' })])).toMatchObject({
    state: 'warning',
    detail: '1 of 2 not healthy: b',
  })
})
