/** A place: the curve, and from every number on it the way to the words it was read from. */
import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Api, openApi } from '../integration/api/api-under-test.ts'
import { openBrowser, skipsBrowser } from './browser.ts'
import { axeFindings, openPage, overflowOf, type PageOptions } from './open-page.ts'

const nws = '/places/area:north-west-syria'

describe.skipIf(skipsBrowser())('a place', () => {
  let api: Api
  let browser: Browser
  let address: string
  beforeAll(async () => {
    api = await openApi()
    address = await api.app.listen({ host: '127.0.0.1', port: 0 })
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await api?.close()
  })
  const open = (path: string, options?: PageOptions) => openPage(browser, address, path, options)
  const chart = (page: Page) => page.locator('.chart[role=slider]')
  const drawn = (page: Page) => page.locator('.chart-dots').first().waitFor()
  const valueText = (page: Page) => chart(page).getAttribute('aria-valuetext')
  const paramsOf = (page: Page) => Object.fromEntries(new URL(page.url()).searchParams)

  test('shows the running count with its newest number, its state in words, and other kinds as tabs', async () => {
    const { page, complaints } = await open(nws)
    await drawn(page)
    expect(await page.locator('h1').textContent()).toBe('North-west Syria')
    expect(await page.locator('.headline-number').textContent()).toContain('961,000')
    expect(await page.locator('.headline .tag').allTextContents()).toEqual([
      'closed count, history', 'conflict', 'movements, not people', 'read by machine', 'not an official figure',
    ]) // biome-ignore format: a list
    expect(await page.locator('[role=tab] .tab-sub').allTextContents()).toEqual([
      'since 1 December 2019, conflict',
      'since the week of 11 December 2019, conflict',
      'closed windows, conflict',
      'people present, of one wave alone, conflict',
    ])
    expect(await page.locator('.chart-end text').textContent()).toBe('closed 5 Mar 2020')
    expect((await page.locator('.chart-line').first().boundingBox())?.width).toBeGreaterThan(300)
    await page.getByRole('tab', { selected: true }).focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await page.locator('.chart-bar').first().waitFor()
    expect([
      await page.getByRole('tab', { selected: true }).locator('.tab-sub').textContent(),
      await page.locator('.chart-line').count(),
    ]).toEqual(['closed windows, conflict', 0])
    expect(complaints).toEqual([])
    await page.close()
  })

  test('by keyboard: along the claims, each told in words, Enter opens the words it was read from', async () => {
    const { page, complaints } = await open(nws)
    await drawn(page)
    await chart(page).focus()
    await page.keyboard.press('Home')
    expect(await valueText(page)).toBe('29 December 2019: about 284,000, counted by OCHA, 1 report, read by machine')
    await page.keyboard.press('End')
    expect(await valueText(page)).toContain('not on the line')
    await page.keyboard.press('+')
    await page.waitForURL(/from=2020-.*to=2020-/)
    await page.keyboard.press('0')
    await page.waitForURL((url) => !url.searchParams.has('from'))
    await page.keyboard.press('Home')
    for (
      let at = 0;
      at < 30 && !(await valueText(page))?.startsWith('12 February 2020: more than 800,000, counted by OHCHR');
      at++
    )
      await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    const panel = page.locator('.claim-panel')
    await panel.locator('mark').waitFor()
    expect(await panel.locator('mark').textContent()).toMatch(/800,000/)
    expect(await panel.locator('.why-steps').textContent()).toContain('reconciled@1')
    expect(await panel.locator('.why-steps code').first().textContent()).toMatch(/^[0-9a-f]{64}$/)
    expect(await panel.locator('.witnesses button').count()).toBe(2)
    expect(paramsOf(page).claim).toMatch(/^\d+$/)
    await panel.getByRole('link', { name: 'This figure on a page of its own' }).click()
    await page.waitForURL(/\/figures\/\d+$/)
    await page.locator('mark').waitFor()
    expect(complaints).toEqual([])
    await page.close()
  })

  test('by mouse: a dot is clicked, a span is drawn over, the view is restored by its link', async () => {
    const { page } = await open(nws)
    await drawn(page)
    const box = await chart(page).boundingBox()
    if (!box) throw new Error('the chart has no place')
    await page.mouse.move(box.x + box.width * 0.5, box.y + 120)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * 0.8, box.y + 140, { steps: 4 })
    await page.mouse.up()
    await page.waitForURL(/from=/)
    const { from, to } = paramsOf(page)
    expect([from, to].every((day) => /^2020-0[123]-\d\d$/.test(day ?? ''))).toBe(true)
    const link = page.url()
    await chart(page).focus()
    await page.keyboard.press('0')
    expect(paramsOf(page).from).toBeUndefined()
    await page.close()
    const again = await open(link.slice(address.length))
    await drawn(again.page)
    expect(await again.page.getByRole('button', { name: 'All days' }).isEnabled()).toBe(true)
    await again.page.close()
  })

  test('known on: the past is redrawn, and said to be the past', async () => {
    const { page } = await open(nws)
    await page.locator('#known-on').waitFor()
    await page.locator('#known-on').fill('18304') // 2020-02-12, in days since 1970
    await page.waitForURL(/known_on=2020-02-12/)
    await page.locator('.history-note').waitFor()
    await page.waitForFunction(`!document.querySelector('.headline-number').textContent.includes('961,000')`)
    expect(await page.locator('.headline-number strong').textContent()).toBe('700,000')
    await page.getByRole('button', { name: 'Back to now' }).click()
    await page.waitForFunction(`document.querySelector('.headline-number').textContent.includes('961,000')`)
    await page.close()
  })

  test('other methods and naive addition are lines of their own, with words that warn', async () => {
    const { page } = await open(nws)
    await drawn(page)
    for (const name of ['Latest print', 'Highest print', 'Naive addition'])
      await page.getByRole('button', { name }).click()
    await page.locator('.chart-other').nth(2).waitFor()
    expect([await page.locator('.chart-other').count(), await page.locator('.chart-other.is-naive').count()]).toEqual([
      3, 1,
    ])
    expect(await page.locator('.naive-note').textContent()).toContain('Never use it')
    expect(paramsOf(page).also).toBe('latest,highest,naive')
    await page.close()
  })

  test('the table tells what the chart shows', async () => {
    const { page } = await open(`${nws}?view=table`)
    const rows = page.locator('.points-table tbody tr')
    await rows.first().waitFor()
    expect(await rows.count()).toBe(14)
    expect(await rows.first().textContent()).toContain('5 Mar 2020')
    await rows.first().getByRole('button').click()
    await page.locator('.claim-panel mark').waitFor()
    await page.close()
  })

  test('what is seen is saved: tables, a drawing and a picture', async () => {
    const { page, complaints } = await open(nws)
    await drawn(page)
    const save = async (name: string) => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.locator('.exports-bar').getByRole('button', { name, exact: true }).click(),
      ])
      return readFileSync(await download.path())
    }
    expect((await save('CSV')).toString()).toContain('961000')
    expect((await save('HXL')).toString()).toContain('#affected')
    expect((await save('XLSX')).subarray(0, 2).toString()).toBe('PK')
    const svg = (await save('SVG')).toString()
    expect([
      svg.startsWith('<svg'),
      svg.includes('North-west Syria'),
      svg.includes('Not an official figure'),
      svg.includes('class='),
    ]).toEqual([true, true, true, false])
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.locator('.exports-bar').getByRole('button', { name: 'Link' }).click()
    await page.getByText('The link is copied').waitFor()
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(page.url())
    const png = await save('PNG')
    expect([png.subarray(1, 4).toString(), png.length > 20_000]).toEqual(['PNG', true])
    expect(complaints).toEqual([])
    await page.close()
  })

  test('the brief is one page of paper with its notice and sources', async () => {
    const { page } = await open(nws)
    await drawn(page)
    const pdf = (await page.pdf({ format: 'A4' })).toString('latin1')
    expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBe(1)
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('.brief').textContent()).toMatch(/Not an official figure.*Sources: /s)
    await page.close()
  })

  test('a name leads to its place, a misspelt one to those that are near', async () => {
    const { page } = await open('/places/Idlib')
    await page.locator('.crumbs', { hasText: 'Syria' }).waitFor()
    expect(await page.locator('.crumbs').textContent()).toBe('Overview / Syria')
    await drawn(page)
    expect(await page.locator('.headline-number strong').textContent()).toBe('800,000')
    await page.goto(`${address}/places/Idlxib`)
    await page.locator('.trouble a').first().click()
    await drawn(page)
    expect(await page.locator('h1').textContent()).toBe('Idlib')
    await page.close()
  })

  test.each([
    ['light', 1440],
    ['dark', 1440],
    ['light', 390],
    ['dark', 320],
  ] as const)('in %s at %i pixels axe finds nothing, and nothing runs over the edge', async (colorScheme, width) => {
    const { page, complaints } = await open(`${nws}?claim=20&also=naive`, { colorScheme, width })
    await drawn(page)
    await page.locator('.claim-panel mark').waitFor()
    expect(await axeFindings(page)).toEqual([])
    expect([await overflowOf(page), complaints]).toEqual([0, []])
    await page.close()
  })

  test('numbers and days are written as the reader’s locale writes them', async () => {
    const { page } = await open(nws, { locale: 'de-DE' })
    await drawn(page)
    expect(await page.locator('.headline').textContent()).toMatch(/961\.000.*5\. März 2020/s)
    await page.close()
  })
})
