/**
 * The main job, as a person does it: `npm start`, the first fact on the page, one article handed in at the terminal
 * beside the running system, and the way from the number on the trend back to its words.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Monitor, startMonitor } from '../../support/start-monitor.ts'
import { runMonitor } from '../../support/terminal.ts'

const page = fileURLToPath(new URL('../../golden/sources/article/idlib-since-december/input.html', import.meta.url))
const dataDir = mkdtempSync(join(tmpdir(), 'main-job-'))

let monitor: Monitor | undefined
let origin = ''
beforeAll(async () => {
  monitor = startMonitor({ dataDir })
  origin = await monitor.served()
}, 240_000)
afterAll(async () => {
  monitor?.signal('SIGINT')
  await monitor?.ended
  rmSync(dataDir, { recursive: true, force: true })
}, 60_000)

interface Point {
  as_of: string
  value: number
  quantifier: string
  witnesses: number
  claims: number[]
}
interface Trend {
  series: { kind: string; since: string; since_accuracy: string; counter: string; points: Point[] }[]
}
interface Claim {
  witnesses: { excerpt: { text: string } | null; report: { id: number; url: string; publisher: string | null } }[]
}

const get = async <T>(path: string): Promise<T> => {
  const answer = await fetch(`${origin}${path}`)
  expect([path, answer.status]).toEqual([path, 200])
  return (await answer.json()) as T
}
const idlib = () => get<Trend>('/v1/trends/SY-ID?category=internal_displacements')
const terminal = (...words: string[]) => runMonitor(words, { env: { DATA_DIR: dataDir, SEED: 'minimal' } })

const fact = { value: 800_000, quantifier: 'more_than', as_of: '2020-02-17' }

test('the first fact is there, with its start, its counter and the way to its words', async () => {
  const trend = await idlib()
  expect(trend.series).toMatchObject([
    {
      kind: 'cumulative',
      since: '2019-12-01',
      since_accuracy: 'month',
      counter: 'UN',
      points: [{ ...fact, witnesses: 1 }],
    },
  ])
  const claim = await get<Claim>(`/v1/claims/${trend.series[0]?.points[0]?.claims[0]}`)
  expect(claim.witnesses).toMatchObject([
    {
      report: { url: expect.stringContaining('tellerreport.com') },
      excerpt: { text: expect.stringContaining('800,000') },
    },
  ])
})

test('an article handed in beside the running system is one more witness, not a second 800,000', async () => {
  const ran = await terminal('ingest', page, '--published', '2020-02-17', '--json')
  expect(ran.json()).toMatchObject([
    { outcome: 'figures', unchanged: false, figures: [{ value: 800_000, claim_is: 'witness', witnesses: 2 }] },
  ])
  const trend = await idlib()
  expect(trend.series).toMatchObject([{ points: [{ ...fact, witnesses: 2 }] }])
  expect(trend.series[0]?.points).toHaveLength(1)

  const claim = await get<Claim>(`/v1/claims/${trend.series[0]?.points[0]?.claims[0]}`)
  const ours = claim.witnesses.find(({ report }) => report.publisher === 'Example Courier')
  expect(readFileSync(page, 'utf8')).toContain(ours?.excerpt?.text ?? 'no excerpt')
})

test('the terminal and the API tell the same trend', async () => {
  const shown = (await terminal('trends', 'SY-ID', '--category', 'internal_displacements', '--json')).json<Trend>()
  expect(shown.series).toEqual((await idlib()).series)
})

test('the same article again changes nothing, and the terminal leaves the system running', async () => {
  const before = await idlib()
  expect((await terminal('ingest', page, '--published', '2020-02-17')).stdout).toContain('unchanged')
  expect(await idlib()).toEqual(before)
  expect((await terminal('doctor', '--json')).json<{ checks: object[] }>().checks).toContainEqual({
    name: 'npm start',
    state: 'ok',
    detail: expect.stringContaining(origin),
    todo: null,
  })
  expect((await fetch(`${origin}/healthz`)).status).toBe(200)
})
