/** The reading desk and the overview on a recorded week: what is current, what a person decides, what a text holds. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Api, openApi } from '../integration/api/api-under-test.ts'
import { openBrowser, skipsBrowser } from './browser.ts'
import { axeFindings, openPage, overflowOf, type PageOptions } from './open-page.ts'
import { storeWeek, weekEnds } from './recorded-week.ts'

describe.skipIf(skipsBrowser())('a recorded week', () => {
  let api: Api
  let browser: Browser
  let address: string
  let key: string
  beforeAll(async () => {
    api = await openApi({ now: () => weekEnds })
    await storeWeek(api)
    address = await api.app.listen({ host: '127.0.0.1', port: 0 })
    browser = await openBrowser()
    key = String((await api.keyFor('admin')).authorization).replace('Bearer ', '')
  })
  afterAll(async () => {
    await browser?.close()
    await api?.close()
  })
  const open = (path: string, options: PageOptions = {}) =>
    openPage(browser, address, path, { now: weekEnds, ...options })

  test('the map opens on the latest stocks, each with its age, and passes nothing old off as today', async () => {
    const { page, complaints } = await open('/')
    await page.locator('.map-mark').first().waitFor()
    const labels = await page
      .locator('.map-mark')
      .evaluateAll((marks) => marks.map((mark) => mark.getAttribute('aria-label')))
    expect(labels).toEqual([
      'North Kivu: 1,381,000, internally displaced people on 13 November 2026, read by machine',
      'Idlib: 412,000, internally displaced people on 10 November 2026, read by machine',
    ])
    expect(await page.locator('.history-note').count()).toBe(0)
    await page.goto(`${address}/?layer=flows&from=2026-11-01&to=2026-11-16`)
    await page.locator('.map-mark').first().waitFor()
    const flows = await page
      .locator('.map-mark')
      .evaluateAll((marks) => marks.map((mark) => mark.getAttribute('aria-label')))
    expect(flows).toEqual([
      'North Kordofan: more than 62,000, movements since 1 November 2026, as of 14 November 2026, read by machine',
      'North Kivu: 29,400, movements from 5 November 2026 to 11 November 2026, read by machine',
      'Chocó: 8,300, movements from 5 November 2026 to 11 November 2026, read by machine',
    ])
    expect(complaints).toEqual([])
    await page.close()
  })

  test('what changed in the last seven days is told with its change', async () => {
    const { page } = await open('/')
    await page.locator('.changes .news li').first().waitFor()
    const news = await page.locator('.changes .news').textContent()
    expect(news).toContain('North Kivu1,381,000')
    expect(news).toContain('+29,000 since 5 Nov 2026')
    await page.close()
  })

  test('words that run from right to left are shown so, and say which line they are off', async () => {
    const { page, complaints } = await open('/places/SD-KN')
    await page.locator('.chart-dots').first().waitFor()
    expect(await page.locator('.key-word').first().textContent()).toBe('≠')
    await page.locator('.chart').focus()
    await page.keyboard.press('Home')
    for (let at = 0; at < 5 && !(await page.locator('.chart').getAttribute('aria-valuetext'))?.includes('62,000'); at++)
      await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    const quote = page.locator('.claim-panel .why-words')
    await quote.locator('mark').waitFor()
    expect(await page.evaluate(`getComputedStyle(document.querySelector('.claim-panel .why-words')).direction`)).toBe(
      'rtl',
    )
    expect(await quote.locator('mark').textContent()).toContain('62 ألف شخص')
    expect(complaints).toEqual([])
    await page.close()
  })

  test('a stranger sees the sentence of a number, who has a key the report around it', async () => {
    const { json } = await api.get('/v1/figures?place=CD-NK&category=idps&limit=200')
    const { id } = json.figures.find(({ value }: { value: number }) => value === 1_352_000)
    const shown = async (options: PageOptions) => {
      const { page, complaints } = await open(`/figures/${id}`, options)
      await page.locator('mark').waitFor()
      await page.waitForLoadState('networkidle')
      const words = await page.locator('.why-words').textContent()
      expect(complaints).toEqual([])
      await page.close()
      return words
    }
    const sentence =
      'As of 5 November 2026, IOM counted 1,352,000 internally displaced people in North Kivu because of the conflict.'
    expect([await shown({}), await shown({ key })]).toEqual([
      sentence,
      `${sentence} Most of them live with host families.`,
    ])
  })

  test('a stranger is told what reviewing needs, and may try a text', async () => {
    const { page, complaints } = await open('/desk')
    expect(await page.locator('.empty').textContent()).toContain('scope “review”')
    await page.getByRole('radio', { name: 'Try a text' }).check()
    await page.getByRole('button', { name: 'Take the example' }).click()
    await page.getByRole('button', { name: 'Read it' }).click()
    await page.locator('#try-found').waitFor()
    expect(await page.locator('.found li').allTextContents()).toEqual([
      expect.stringMatching(/^1\. more than 800,000 people.*Idlib = SY-ID.*since 1 December 2019.*counted by UN/),
      expect.stringMatching(/^2\. 300,000 people.*a part of 1, in no series/),
    ])
    expect(await page.locator('.why-words mark').first().textContent()).toContain('more than 800,000 people')
    expect(await axeFindings(page)).toEqual([])
    await page.fill('#try-text', 'The bridge cost 4 million dollars.')
    await page.getByRole('button', { name: 'Read it' }).click()
    await page.getByText('No displacement figure was found').waitFor()
    expect(complaints).toEqual([])
    await page.close()
  })

  test('with keys alone: k and j walk, a approves, r rejects with a reason, e corrects', async () => {
    const { page, complaints } = await open('/desk', { key })
    const shown = page.locator('.desk-queue [aria-current] strong')
    const status = page.locator('.desk-words')
    await shown.waitFor()
    expect(await shown.textContent()).toBe('412,000')
    await page.locator('.desk-figure mark').waitFor()
    await page.keyboard.press('j')
    expect(await shown.textContent()).toBe('8,300')
    await page.keyboard.press('k')
    await page.keyboard.press('a')
    await page.getByText('Approved: 412,000, Idlib.').waitFor()
    expect(await shown.textContent()).toBe('8,300')
    await page.keyboard.press('r')
    await page.locator('#reject-reason').fill('a plan, nothing that happened')
    await page.keyboard.press('Enter')
    await page.getByText('Rejected: 8,300').waitFor()
    expect(await shown.textContent()).toBe('80,000')
    await page.keyboard.press('e')
    await page.getByLabel('Number').fill('81000')
    await page.getByLabel('Why').fill('the second page says 81,000')
    await page.keyboard.press('Enter')
    await page.getByText('Corrected: 80,000').waitFor()
    expect(await status.textContent()).toContain('The series follow')
    const told = async (review: string) =>
      (await api.get(`/v1/figures?review=${review}&limit=200`)).json.figures.map(
        ({ value }: { value: number }) => value,
      )
    expect([await told('approved'), await told('rejected'), await told('corrected')]).toEqual([
      [412_000],
      [8_300],
      [81_000],
    ])
    expect(complaints).toEqual([])
    await page.close()
  })

  test.each([
    ['light', 1440],
    ['dark', 390],
  ] as const)('in %s at %i pixels axe finds nothing on the desk', async (colorScheme, width) => {
    const { page } = await open('/desk', { key, colorScheme, width })
    await page.locator('.desk-figure mark').waitFor()
    await page.getByRole('button', { name: /Correct/ }).click()
    expect([await axeFindings(page), await overflowOf(page)]).toEqual([[], 0])
    await page.close()
  })
})
