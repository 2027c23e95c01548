/** Runs over the past as an engineer uses them: what it would be, the run itself watched live, paused, and what it changed. */
import { addSource } from '@displacement-monitor/shared/db'
import { openReader, runHere } from '@displacement-monitor/worker'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Api, openApi } from '../integration/api/api-under-test.ts'
import { type ArchiveSite, archiveSite, archiveSource } from '../support/archive-site.ts'
import { openBrowser, skipsBrowser } from './browser.ts'
import { axeFindings, openPage, overflowOf, type PageOptions } from './open-page.ts'

describe.skipIf(skipsBrowser())('runs over the past', () => {
  let api: Api
  let site: ArchiveSite
  let browser: Browser
  let address: string
  let key: string
  const stopping = new AbortController()
  let reader: Awaited<ReturnType<typeof openReader>>
  beforeAll(async () => {
    api = await openApi({ seedSet: 'minimal' })
    site = await archiveSite(['2020-01', '2020-02'], 3, { delayMs: 300 })
    site.set({ '/list/2020-03': { status: 404 } })
    await addSource(api.sql, archiveSource(site))
    address = await api.app.listen({ host: '127.0.0.1', port: 0 })
    browser = await openBrowser()
    key = String((await api.keyFor('read', 'operate')).authorization).replace('Bearer ', '')
    reader = await openReader(
      {
        FETCH_ALLOW: ['127.0.0.1'],
        FETCH_CONTACT: null,
        FETCH_DEADLINE_MS: 5_000,
        FETCH_MAX_BYTES: 1_000_000,
        HTTPS_PROXY: null,
      },
      { sql: api.sql, gazetteer: api.gazetteer },
    )
  })
  afterAll(async () => {
    stopping.abort()
    await reader?.close()
    await browser?.close()
    await api?.close()
    await site?.close()
  })
  const open = (options: PageOptions = {}) => openPage(browser, address, '/backfills', options)
  const work = (id: number) => runHere(reader.context, id, { stopping: stopping.signal })

  test('a stranger is told that it takes a key', async () => {
    const { page } = await open()
    await page.getByText('This needs a key').waitFor()
    expect(await axeFindings(page)).toEqual([])
    await page.close()
  })

  test('a run is looked at first, started, watched to its end, paused and taken up again, and tells what it changed', async () => {
    const { page, complaints } = await open({ key })
    await page.getByText('No run was asked for yet.').waitFor()
    await page.getByRole('combobox', { name: /^Source/ }).selectOption('notes')
    await page.getByLabel('First day').fill('2020-01-01')
    await page.getByLabel('Last day').fill('2020-02-29')
    await page.getByRole('button', { name: 'Tell first what it would do' }).click()
    const looked = page.locator('.run').filter({ hasText: 'Run 1,' })
    await looked.getByText('being planned').waitFor()
    await work(1)
    await looked.getByText('2 parts, 2 requests for their lists alone.').waitFor()

    await page.getByRole('button', { name: 'Start it' }).click()
    const run = page.locator('.run').filter({ hasText: 'Run 2,' })
    await run.waitFor()
    const first = work(2)
    await run.getByText('at work').waitFor()
    await run.getByText(/[1-5] of [36] reports/).waitFor()
    await run.getByRole('button', { name: 'Pause' }).click()
    await run.getByText('paused').waitFor()
    await first
    expect([await axeFindings(page), await overflowOf(page)]).toEqual([[], 0])
    await run.getByRole('button', { name: 'Go on' }).click()
    await run.getByText('at work').waitFor()
    await Promise.all([work(2), run.locator('.run-state', { hasText: 'done' }).waitFor()])
    await run.getByText('Reports: 6 read. Figures: 6 new figures.').waitFor()
    expect(await run.locator('.run-table tbody tr').textContent()).toMatch(
      /^Idlibinternal displacements, running count.*\+\d+ −\d+$/,
    )
    expect([await axeFindings(page), complaints]).toEqual([[], []])
    await page.close()
  })

  test('what was given up is told and tried again; it fits a phone, and the dark', async () => {
    const { page } = await open({ key, width: 390, height: 844, colorScheme: 'dark' })
    await page.getByRole('combobox', { name: /^Source/ }).selectOption('notes')
    await page.getByLabel('First day').fill('2020-03-01')
    await page.getByLabel('Last day').fill('2020-03-31')
    await page.getByRole('button', { name: 'Start it' }).click()
    const run = page.locator('.run').filter({ hasText: 'Run 3,' })
    await run.waitFor()
    await Promise.all([work(3), run.getByText('ended with failures').waitFor()])
    await run.getByText(/^Given up: 2020-03-01 to 2020-03-31/).waitFor()
    expect([await axeFindings(page), await overflowOf(page)]).toEqual([[], 0])
    site.publish('2020-03')
    await run.getByRole('button', { name: 'Try 1 failed part again' }).click()
    await run.getByText('at work').waitFor()
    await Promise.all([work(3), run.locator('.run-state', { hasText: 'done' }).waitFor()])
    await page.getByLabel('First day').fill('2020-02-01')
    await page.getByRole('button', { name: 'Start it' }).click()
    const next = page.locator('.run').filter({ hasText: 'Run 4,' })
    await next.getByRole('button', { name: 'Cancel' }).click()
    await next.locator('.run-state', { hasText: 'cancelled' }).waitFor()
    expect(await next.getByRole('button', { name: /Pause|Go on|Cancel/ }).count()).toBe(0)
    await page.close()
  })
})
