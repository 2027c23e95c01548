/**
 * Pictures of every screen, for whoever changes one to look at: `PICTURES=folder npx vitest run --project pictures`. What it leaves in folder/readme are the pictures of docs/images.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { evaluateMarked } from '@displacement-monitor/worker'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Api, openApi } from '../integration/api/api-under-test.ts'
import { openBrowser, skipsBrowser } from './browser.ts'
import { openPage, overflowOf, type PageOptions } from './open-page.ts'
import { storeWeek, weekEnds } from './recorded-week.ts'

const folder = process.env.PICTURES ?? ''

/** By the name that the picture has in docs/images. */
const inReadme = [
  ['overview', 'overview', 'light', 900],
  ['place', 'place', 'light', 1020],
  ['place-dark', 'place', 'dark', 1020],
  ['desk', 'desk', 'light', 900],
  ['try', 'try', 'light', 960],
] as const

interface Screen {
  name: string
  path: string
  /** Stands there when the picture may be taken. */
  sign: string
  /** On the recorded week, with a key; else on the seed, as a stranger. */
  isWeek?: boolean
  prepare?: (page: Page) => Promise<void>
}

const nws = '/places/area:north-west-syria'
const screens: readonly Screen[] = [
  { name: 'overview', path: '/', sign: '.map-land' },
  { name: 'place', path: `${nws}?claim=20`, sign: '.claim-panel mark' },
  { name: 'windows', path: `${nws}?line=period.internal_displacements.all.conflict.origin..person`, sign: '.chart' },
  { name: 'table', path: `${nws}?view=table&also=latest,naive`, sign: '.points-table' },
  { name: 'figure', path: '/figures/1', sign: 'mark' },
  { name: 'unknown', path: '/places/Idlxib', sign: '.trouble' },
  { name: 'overview-week', path: '/', sign: '.map-land', isWeek: true },
  { name: 'kordofan', path: '/places/SD-KN', sign: '.chart-dots', isWeek: true },
  { name: 'desk', path: '/desk', sign: '.desk-figure mark', isWeek: true },
  {
    name: 'try',
    path: '/desk?view=try',
    sign: '#try-found',
    isWeek: true,
    prepare: async (page) => {
      await page.getByRole('radio', { name: 'Try a text' }).check()
      await page.getByRole('button', { name: 'Take the example' }).click()
      await page.getByRole('button', { name: 'Read it' }).click()
    },
  },
  {
    name: 'incidents',
    path: '/alerts',
    sign: '.incident .why-words',
    isWeek: true,
    prepare: (page) => page.getByRole('button', { name: 'Course and evidence' }).first().click(),
  },
  {
    name: 'thresholds',
    path: '/alerts?view=thresholds',
    sign: '.preview strong',
    isWeek: true,
    prepare: (page) => page.getByRole('spinbutton', { name: /^At least/ }).fill('20000'),
  },
  { name: 'channels', path: '/alerts?view=channels', sign: '.cards', isWeek: true },
  { name: 'messages', path: '/alerts?view=messages', sign: '.cards, .empty', isWeek: true },
  { name: 'backfills', path: '/backfills', sign: '.empty, .run', isWeek: true },
  { name: 'sources', path: '/sources', sign: '.source-list li', isWeek: true },
  { name: 'key', path: '/key', sign: 'main h1', isWeek: true },
]

describe.skipIf(skipsBrowser())('pictures', () => {
  let browser: Browser
  let seed: { api: Api; address: string }
  let week: { api: Api; address: string; key: string }
  beforeAll(async () => {
    mkdirSync(folder, { recursive: true })
    browser = await openBrowser()
    const listen = (api: Api) => api.app.listen({ host: '127.0.0.1', port: 0 })
    const seeded = await openApi()
    seed = { api: seeded, address: await listen(seeded) }
    const filled = await openApi({ now: () => weekEnds })
    await storeWeek(filled)
    const key = await filled.keyFor('admin')
    await filled.send('POST', '/v1/channels', { name: 'desk', kind: 'atom' }, key)
    const threshold = {
      name: 'kordofan-50k',
      watch: { place: 'SD-KN' },
      rule: { kind: 'level', at_least: 50_000 },
    }
    expect((await filled.send('POST', '/v1/thresholds', threshold, key)).status).toBe(201)
    await evaluateMarked(filled.sql, filled.gazetteer, { now: () => weekEnds })
    week = { api: filled, address: await listen(filled), key: String(key.authorization).replace('Bearer ', '') }
  })
  afterAll(async () => {
    await browser?.close()
    await seed?.api.close()
    await week?.api.close()
  })

  /** The screen as a person meets it, ready to be taken. */
  async function show({ path, sign, isWeek = false, prepare }: Screen, options: PageOptions): Promise<Page> {
    const signedIn = isWeek ? { now: weekEnds, key: week.key } : {}
    const { page } = await openPage(browser, isWeek ? week.address : seed.address, path, { ...options, ...signedIn })
    await prepare?.(page)
    await page.locator(sign).first().waitFor()
    await page.waitForLoadState('networkidle')
    return page
  }

  test.each([
    ['', 1440, 'light'],
    ['-phone', 390, 'light'],
    ['-dark', 1440, 'dark'],
  ] as const)('every screen%s', async (suffix, width, colorScheme) => {
    for (const screen of screens) {
      const page = await show(screen, { width, height: width < 500 ? 844 : 900, colorScheme })
      await page.screenshot({ path: join(folder, `${screen.name}${suffix}.png`), fullPage: true })
      expect([screen.name, await overflowOf(page)]).toEqual([screen.name, 0])
      await page.close()
    }
  })

  test('those of the README', async () => {
    for (const [name, of, colorScheme, height] of inReadme) {
      const screen = screens.find((one) => one.name === of)
      if (!screen) throw new Error(`there is no screen ${of}`)
      const page = await show(screen, { width: 1280, height, colorScheme })
      await page.screenshot({ path: join(folder, 'readme', `${name}.png`) })
      await page.close()
    }
  })
})
