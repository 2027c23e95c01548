/** docs/reference says what the code says. Stale after a change on purpose: `npm run reference` writes it anew. */
import { buildApp } from '@displacement-monitor/api'
import { loadGazetteer, PcodeGazetteer } from '@displacement-monitor/gazetteer'
import { connect } from '@displacement-monitor/shared/db'
import { createLog } from '@displacement-monitor/shared/log'
import Fastify from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verbs } from '../../apps/cli/src/verbs.ts'
import { settings } from '../../packages/shared/src/config/index.ts'
import { failureCodes } from '../../packages/shared/src/errors/index.ts'
import { apiPage, failuresPage, metricsPage, settingsPage, terminalPage } from './reference-pages.ts'

const page = (name: string) => `../../docs/reference/${name}.md`
/** Nobody answers there: a description needs no table. */
const sql = connect('postgresql://nobody@127.0.0.1:1/none', { max: 1 })
let app: Awaited<ReturnType<typeof buildApp>>
beforeAll(async () => {
  app = await buildApp({
    sql,
    gazetteer: new PcodeGazetteer(loadGazetteer()),
    config: { API_READ: 'open', API_REQUESTS_PER_MINUTE: 0 },
    queues: null,
    log: createLog('api', { level: 'silent' }),
  })
})
afterAll(async () => {
  await app.close()
  await sql.end()
})

test('the page of verbs is what the terminal says, of every verb and action', async () => {
  const text = await terminalPage()
  expect([...text.matchAll(/^### (\w+)$/gm)].map(([, name]) => name).sort()).toEqual(Object.keys(verbs).sort())
  expect(text).toContain('#### sources add')
  await expect(text).toMatchFileSnapshot(page('terminal'))
})

test('the page of the API is its own description, of every address', async () => {
  const { paths } = (await app.inject('/openapi.json')).json<{ paths: Record<string, object> }>()
  const text = apiPage(app.swagger() as unknown as Record<string, unknown>)
  const addresses = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )
  expect([...text.matchAll(/^### ([A-Z]+ \/.*)$/gm)].map(([, address]) => address).sort()).toEqual(addresses.sort())
  await expect(text).toMatchFileSnapshot(page('api'))
})

test('the page of metrics is what the processes register', async () => {
  const text = metricsPage(Fastify(), sql)
  expect(text.match(/^\| `\w+` \|/gm)?.length).toBeGreaterThanOrEqual(12)
  await expect(text).toMatchFileSnapshot(page('metrics'))
})

test('the page of settings is what is read from the environment, each with its default', async () => {
  const text = settingsPage()
  expect([...text.matchAll(/^\| `([A-Z0-9_]+)` \|/gm)].map(([, name]) => name).sort()).toEqual(
    Object.keys(settings).sort(),
  )
  expect(text).toContain('| `QUEUE_PREFIX` | `{displacement}` |')
  await expect(text).toMatchFileSnapshot(page('settings'))
})

test('the page of failures says of every code what happened and what to do', async () => {
  const text = failuresPage()
  const told = [...text.matchAll(/^\| `([a-z_]+)` \| ([a-z]+) \| (.{20,}) \| (.{10,}) \|$/gm)]
  expect(Object.fromEntries(told.map(([, name, kind]) => [name, kind]))).toEqual(failureCodes)
  await expect(text).toMatchFileSnapshot(page('failures'))
})
