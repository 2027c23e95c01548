/** Alerts as a person on duty uses them: a threshold stated with its look back, its incident, the message that waits. */
import { closeWindows } from '@displacement-monitor/shared/db'
import { evaluateMarked } from '@displacement-monitor/worker'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Api, openApi } from '../integration/api/api-under-test.ts'
import { openBrowser, skipsBrowser } from './browser.ts'
import { axeFindings, openPage, overflowOf, type PageOptions } from './open-page.ts'
import { storeWeek, weekEnds } from './recorded-week.ts'

describe.skipIf(skipsBrowser())('alerts', () => {
  let api: Api
  let browser: Browser
  let address: string
  let key: string
  beforeAll(async () => {
    api = await openApi({ now: () => weekEnds, names: { 'desk.example': ['93.184.216.34'] } })
    await storeWeek(api)
    address = await api.app.listen({ host: '127.0.0.1', port: 0 })
    browser = await openBrowser()
    key = String((await api.keyFor('admin')).authorization).replace('Bearer ', '')
    const made = await api.send(
      'POST',
      '/v1/channels',
      { name: 'desk', kind: 'atom' },
      { authorization: `Bearer ${key}` },
    )
    expect(made.status).toBe(201)
  })
  afterAll(async () => {
    await browser?.close()
    await api?.close()
  })
  const open = (path: string, options: PageOptions = {}) =>
    openPage(browser, address, path, { now: weekEnds, ...options })

  test('a stranger sees that nothing is stated, and what it takes', async () => {
    const { page, complaints } = await open('/alerts?view=thresholds')
    await page.getByText('No threshold is stated yet.').waitFor()
    expect(await page.locator('.thresholds').textContent()).toContain('scope “operate”')
    expect([await axeFindings(page), complaints]).toEqual([[], []])
    await page.close()
  })

  test('a threshold shows at once when it would have fired, and is stated', async () => {
    const { page, complaints } = await open('/alerts?view=thresholds', { key })
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('kordofan-50k')
    await page.getByRole('textbox', { name: /^Place/ }).fill('North Kordofan')
    await page.getByRole('spinbutton', { name: /^At least/ }).fill('50000')
    await page.locator('.preview').getByText('1 incident').waitFor()
    expect(await page.locator('.preview .why-steps').textContent()).toContain('14 Nov 2026 · North Kordofan')
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('button', { name: 'State it' }).click()
    await page.locator('.cards h2', { hasText: 'kordofan-50k' }).waitFor()
    expect(complaints).toEqual([])
    await page.close()
  })

  test('its incident is acknowledged and silenced, and its evidence leads to its words', async () => {
    await evaluateMarked(api.sql, api.gazetteer, { now: () => weekEnds })
    const { page, complaints } = await open('/alerts', { key })
    const card = page.locator('.incident.is-firing')
    await card.waitFor()
    expect(await card.textContent()).toContain('North Kordofan')
    await card.getByRole('button', { name: 'Course and evidence' }).click()
    await card.locator('.why-words').first().waitFor()
    expect(await card.locator('.why-words').first().textContent()).toContain('62 ألف')
    await card.getByLabel('Note for colleagues').fill('Amina calls the office')
    await card.getByRole('button', { name: 'Acknowledge' }).click()
    await card.locator('.tag', { hasText: 'acknowledged' }).waitFor()
    await card.getByRole('button', { name: 'Silence for a day' }).click()
    await card.getByRole('button', { name: 'End the silence' }).waitFor()
    expect([await axeFindings(page), complaints]).toEqual([[], []])
    await page.goto(`${address}/`)
    await page.locator('.columns .severity-moderate').waitFor()
    await page.goto(`${address}/places/SD-KN`)
    await page.locator('.chart-level text').waitFor()
    expect(await page.locator('.chart-level text').textContent()).toBe('kordofan-50k: 50k')
    const told = page.locator('.chart-moment text')
    expect(await told.textContent()).toBe('kordofan-50k: firing, moderate')
    const [words, chart] = [await told.boundingBox(), await page.locator('.chart').boundingBox()]
    expect((words?.x ?? Infinity) + (words?.width ?? 0)).toBeLessThanOrEqual((chart?.x ?? 0) + (chart?.width ?? 0))
    await page.close()
  })

  test('a message that waits is read as it would go out, then dropped or released by a person', async () => {
    await api.sql`update delivery set closes_at = ${weekEnds} where state = 'gathering'`
    await closeWindows(api.sql, weekEnds)
    const { page, complaints } = await open('/alerts?view=messages', { key })
    const waiting = page.locator('.cards > li').filter({ hasText: 'waits for a person' })
    await waiting.first().getByRole('button', { name: 'Read it' }).click()
    await page.locator('.message-text').waitFor()
    expect(await page.locator('.message-text').textContent()).toContain('North Kordofan')
    await page.getByLabel('Note, shown in the message').fill('Confirmed with the office')
    await page.getByRole('button', { name: 'Release', exact: true }).click()
    await page
      .locator('.cards .tag')
      .filter({ hasText: /on its way|delivered/ })
      .first()
      .waitFor()
    const [released] = await api.sql<{ state: string; note: string }[]>`
      select state, note from delivery where note = 'Confirmed with the office'`
    expect(released).toMatchObject({ state: expect.stringMatching(/^(?:due|delivered)$/) })
    expect(complaints).toEqual([])
    await page.close()
  })

  test('a channel is made with its secret shown once, tried, looked into and removed', async () => {
    const { page, complaints } = await open('/alerts?view=channels', { key })
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('other-program')
    await page.getByRole('textbox', { name: 'Address' }).fill('https://desk.example/hook')
    await page.getByRole('combobox', { name: 'Who releases a message' }).selectOption('required')
    await page.getByRole('button', { name: 'Make it' }).click()
    expect(await page.locator('.secret').textContent()).toMatch(/^whsec_/)
    const card = page.locator('.cards > li').filter({ hasText: 'other-program' })
    await card.getByRole('button', { name: 'Send a test' }).click()
    await page.getByText('A test is on its way to other-program.').waitFor()
    await card.getByRole('button', { name: 'Deliveries' }).click()
    await card.getByText(/^test, /).waitFor()
    expect([await axeFindings(page), await overflowOf(page)]).toEqual([[], 0])
    await card.getByRole('button', { name: 'Remove' }).click()
    await card.getByRole('button', { name: 'Remove it for good' }).click()
    await card.waitFor({ state: 'detached' })
    await page.getByRole('combobox', { name: 'Alerts go to' }).selectOption('mail')
    await page.getByRole('textbox', { name: 'Mail server' }).waitFor()
    expect([await axeFindings(page), complaints]).toEqual([[], []])
    await page.close()
  })

  test.each([
    ['light', 1440],
    ['dark', 390],
  ] as const)('in %s at %i pixels every part of it can be read and fits', async (colorScheme, width) => {
    const { page } = await open('/alerts', { key, colorScheme, width })
    for (const [view, sign] of [
      ['incidents', '.incident'],
      ['thresholds', '.threshold-new .preview strong, .preview .trouble'],
      ['channels', '.cards'],
      ['messages', '.cards, .empty'],
    ] as const) {
      await page.goto(`${address}/alerts?view=${view}`)
      await page.locator(sign).first().waitFor()
      expect([view, await axeFindings(page), await overflowOf(page)]).toEqual([view, [], 0])
    }
    await page.close()
  })
})
