/** The page an analyst opens each morning, on the seed alone: history, said to be history. */
import { once } from 'node:events'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Api, openApi } from '../integration/api/api-under-test.ts'
import { openBrowser, skipsBrowser } from './browser.ts'
import { axeFindings, openPage, overflowOf, type PageOptions } from './open-page.ts'

describe.skipIf(skipsBrowser())('the overview on the seed', () => {
  let api: Api
  let browser: Browser
  let address: string
  beforeAll(async () => {
    api = await openApi({ contact: 'desk@example.org' })
    address = await api.app.listen({ host: '127.0.0.1', port: 0 })
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await api?.close()
  })
  const open = (path: string, options?: PageOptions) => openPage(browser, address, path, options)

  test('nothing is current: it says so and opens the newest history, Idlib in winter 2019–20', async () => {
    const { page, complaints } = await open('/')
    const mark = page.locator('.map-mark')
    await mark.waitFor()
    expect(await mark.getAttribute('aria-label')).toBe(
      'Idlib: more than 800,000, movements since December 2019, as of 17 February 2020, read by machine',
    )
    expect(await page.locator('.history-note').textContent()).toContain('This is history, not today.')
    expect(await page.locator('.panel-sub').first().textContent()).toBe(
      'History: 1 Dec 2019 to 5 Mar 2020 · movements, not people',
    )
    expect(await page.locator('.map-beside').textContent()).toContain('North-west Syria, more than 961,000')
    expect(await page.locator('.changes').textContent()).toContain('No number is of the last 7 days.')
    const foot = page.locator('.foot')
    expect(await foot.textContent()).toContain('Not an official figure')
    expect(await page.locator('#main').textContent()).toContain('Boundaries and names shown imply no endorsement.')
    expect(await foot.getByRole('link', { name: 'Tell those who run this monitor.' }).getAttribute('href')).toBe(
      'mailto:desk@example.org',
    )
    expect(await page.locator('.map-land').getAttribute('d')).toMatch(/^M/)
    expect(complaints).toEqual([])
    await page.close()
  })

  test('layer and window are in the address, and a window of today shows no closed one', async () => {
    const { page } = await open('/')
    await page.locator('.map-mark').waitFor()
    await page.locator('.window-choice').getByRole('button', { name: '30 days' }).click()
    expect(new URL(page.url()).searchParams.get('layer')).toBe('flows')
    expect(await page.locator('.map-mark').count()).toBe(0)
    await page.getByRole('radio', { name: 'Latest stocks' }).check()
    expect(new URL(page.url()).searchParams.get('layer')).toBe('stock')
    expect(await page.locator('.history-note').textContent()).toContain('No current stock is known.')
    const link = page.url()
    await page.close()
    const again = await open(link.slice(address.length))
    await again.page.locator('.history-note').waitFor()
    expect(await again.page.getByRole('radio', { name: 'Latest stocks' }).isChecked()).toBe(true)
    await again.page.close()
  })

  test('the table is sorted by the column that is asked for, and says so', async () => {
    const { page } = await open('/')
    const places = page.locator('.series-table tbody th > a')
    await page.getByRole('button', { name: 'Newest number' }).click()
    expect(await page.locator('.series-table thead th[aria-sort]').getAttribute('aria-sort')).toBe('descending')
    const numbers = (await page.locator('.series-table td strong').allTextContents()).map((text) =>
      Number(text.replace(/\D/g, '')),
    )
    expect(numbers).toEqual([961_000, 846_000, 800_000, 300_000, 142_000])
    expect(await places.first().textContent()).toBe('North-west Syria')
    await page.getByRole('button', { name: 'Newest number' }).click()
    expect(new URL(page.url()).searchParams.get('sort')).toBe('number')
    expect(await places.first().textContent()).toBe('North-west Syria')
    await page.close()
  })

  test('a place is found by any of its names, with the keyboard alone', async () => {
    const { page } = await open('/')
    await page.locator('.map-mark').waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('إدلب')
    const chosen = page.locator('[role=option][aria-selected=true]')
    await chosen.waitFor()
    expect([
      await chosen.locator('.found-name').textContent(),
      await chosen.locator('.found-kind').textContent(),
    ]).toEqual(['Idlib', 'first-level unit · Syria · إدلب'])
    await page.keyboard.press('Enter')
    await page.waitForURL(/SY-ID/)
    await page.close()
  })

  test.each([
    ['light', 1440],
    ['dark', 1440],
    ['light', 390],
    ['dark', 320],
  ] as const)('in %s at %i pixels axe finds nothing, and nothing runs over the edge', async (colorScheme, width) => {
    const { page, complaints } = await open('/', { colorScheme, width })
    await page.locator('.map-mark').waitFor()
    await page.locator('.health-counts, .columns .trouble').first().waitFor()
    expect(await axeFindings(page)).toEqual([])
    expect([await overflowOf(page), complaints]).toEqual([0, []])
    await page.close()
  })

  test.each([
    [1440, 1200],
    [390, 844],
  ])('at %i × %i pixels nothing moves after it was shown, and the script is small', async (width, height) => {
    const { page } = await open('/', { width, height })
    await page.locator('.map-land').waitFor()
    await page.waitForLoadState('networkidle')
    const moved = await page.evaluate(`new Promise((done) => {
      const moved = []
      new PerformanceObserver((list) => {
        for (const { value, sources } of list.getEntries())
          if (value >= 0.001) moved.push(value.toFixed(4) + ' ' + sources.map(({ node, previousRect, currentRect }) =>
            (node?.className ?? node?.nodeName) + ' from ' + previousRect.y + ' to ' + currentRect.y).join(', '))
      }).observe({ type: 'layout-shift', buffered: true })
      setTimeout(() => done(moved), 300)
    })`)
    expect(moved).toEqual([])
    const sizes = (await page.evaluate(
      `performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js')).map(({ encodedBodySize }) => encodedBodySize)`,
    )) as number[]
    expect(sizes.length).toBeGreaterThan(0)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(150_000)
    await page.close()
  })

  test('while it loads it says so, what is refused can be asked again, and where nothing was read it says what to expect', async () => {
    const { page } = await open('/key')
    const mayAnswer = new AbortController()
    await page.route('**/v1/series?*', async (route) => {
      await once(mayAnswer.signal, 'abort')
      await route.fulfill({ status: 503, json: { detail: 'The database does not answer.' } })
    })
    await page.getByRole('link', { name: 'Overview', exact: true }).click()
    await page.getByText('Loading the map …').waitFor()
    expect(await axeFindings(page)).toEqual([])
    mayAnswer.abort()
    const trouble = page.locator('main > .trouble')
    await trouble.getByText('The database does not answer.').waitFor()
    expect(await axeFindings(page)).toEqual([])
    await page.unroute('**/v1/series?*')
    await page.route('**/v1/series?*', (route) =>
      route.fulfill({ json: { series: [], next_cursor: null, notice: '', attributions: [] } }),
    )
    await trouble.getByRole('button', { name: 'Try again' }).click()
    await page.getByText('No series yet.').waitFor()
    expect(await axeFindings(page)).toEqual([])
    await page.close()
  })

  test('each source says in words how reading it goes', async () => {
    await api.sql`insert into source (id, name, adapter, url, licence, attribution, redistribution)
      values ('bulletin', 'Relief bulletin', 'feed', 'https://bulletin.example/feed', 'CC BY 4.0', 'Relief bulletin', 'open')`
    const { page, complaints } = await open('/sources')
    const row = page.locator('.source-list li', { hasText: 'Relief bulletin' })
    await row.waitFor()
    expect(await row.textContent()).toMatch(/not read yet.*CC BY 4\.0 · may be passed on/)
    await page.getByRole('radio', { name: 'Failing' }).check()
    await page.getByText('No source is in this state.').waitFor()
    expect([await axeFindings(page), complaints]).toEqual([[], []])
    await page.close()
  })

  test('without a script it says so and leads to the API', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(address)
    expect(await page.locator('noscript, .no-script').first().textContent()).toContain(
      'Everything it shows can be read without one',
    )
    await context.close()
  })

  test('a key is tried before it is kept, and a wrong one is refused in words', async () => {
    const { page } = await open('/key')
    await page.fill('#key', 'dm_wrong')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.locator('.field-trouble').waitFor()
    expect(await page.locator('.field-trouble').textContent()).toContain('not known')
    const { authorization } = await api.keyFor('read')
    await page.fill('#key', String(authorization).replace('Bearer ', ''))
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'You are signed in' }).waitFor()
    await page.getByRole('link', { name: 'Overview' }).click()
    await page.getByText('No message waits for release.').waitFor()
    await page.close()
  })
})
