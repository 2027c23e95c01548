/** What a person first sees: the curve, and from it by clicking the words that it was read from. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { storeReport } from '../integration/api-read-report.ts'
import { type Api, figureIn, openApi } from '../integration/api-under-test.ts'
import { openBrowser, skipsBrowser } from './browser.ts'

describe.skipIf(skipsBrowser())('the first page', () => {
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

  /** A page whose every refused load, script error and request to elsewhere is kept. */
  async function openPage(path: string, options: { width?: number; colorScheme?: 'light' | 'dark' } = {}) {
    const page = await browser.newPage({
      viewport: { width: options.width ?? 1440, height: 900 },
      colorScheme: options.colorScheme ?? 'light',
      locale: 'en-GB',
    })
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('dialog', (dialog) => {
      complaints.push(`dialog: ${dialog.message()}`)
      void dialog.dismiss()
    })
    page.on('request', (request) => {
      if (!request.url().startsWith(address)) complaints.push(`asked ${request.url()}`)
    })
    await page.goto(address + path)
    return { page, complaints }
  }
  const visibleChart = (page: Page) => page.locator('figure.chart svg.dc[role=group]:visible')

  test('shows the curve of north-west Syria with its newest number and its legend', async () => {
    const { page, complaints } = await openPage('/place')
    expect(await page.locator('h1').textContent()).toBe('North-west Syria')
    expect(await visibleChart(page).count()).toBe(1)
    const box = await visibleChart(page).locator('.dc-line').boundingBox()
    expect([(box?.width ?? 0) > 300, (box?.height ?? 0) > 100]).toEqual([true, true])
    expect(await visibleChart(page).locator('a').count()).toBeGreaterThan(10)
    expect(await page.locator('.chips').textContent()).toContain('movements, not people')
    expect(await page.locator('footer').textContent()).toContain('Not an official figure')
    expect(complaints).toEqual([])
    await page.close()
  })

  test('a dot leads to its row, the row to the words, the words to report, claim and rule', async () => {
    const { page, complaints } = await openPage('/place')
    await visibleChart(page).locator('a[aria-label^="12 February 2020: more than 800,000"]').click()
    const row = page.locator('tr:target')
    expect(await row.textContent()).toContain('more than 800,000')
    await row.locator('a.excerpt').first().click()
    await page.waitForURL(/\/figures\/\d+$/)
    expect(await page.locator('mark').textContent()).toMatch(/800,000/)
    const printed = page.locator('.steps a[rel=noreferrer]').first()
    expect(await printed.getAttribute('href')).toMatch(/^https?:\/\//)
    expect(await page.locator('.steps').textContent()).toContain('reconciled@1')
    expect(complaints).toEqual([])
    await page.close()
  })

  test('a person finds another place, and is helped with a misspelt one', async () => {
    const { page } = await openPage('/place')
    await page.fill('#place', 'Idlib')
    await page.click('.search button')
    expect(await page.locator('h1').textContent()).toBe('Idlib')
    expect(await page.locator('.number').textContent()).toContain('800,000')
    await page.goto(`${address}/place?place=Idlxib`)
    await page.locator('.nearest a').first().click()
    expect(await page.locator('h1').textContent()).toBe('Idlib')
    await page.close()
  })

  test.each([
    ['light', 1440],
    ['dark', 1440],
    ['light', 390],
    ['dark', 320],
  ] as const)('in %s at %i pixels nothing runs over the edge and text can be read', async (colorScheme, width) => {
    const { page, complaints } = await openPage('/place', { colorScheme, width })
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0)
    expect(await visibleChart(page).count()).toBe(1)
    const contrasts = (await page.evaluate(
      contrastOf('.lead, .chip, .explain, th, td, .by, a.excerpt, .foot p'),
    )) as number[]
    expect(contrasts.length).toBeGreaterThan(20)
    expect(Math.min(...contrasts)).toBeGreaterThanOrEqual(4.5)
    expect(complaints).toEqual([])
    await page.close()
  })

  test('it works by keyboard: to the content, through the dots', async () => {
    const { page } = await openPage('/place')
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.textContent')).toBe('To the content')
    await visibleChart(page).locator('a').first().focus()
    await page.keyboard.press('Enter')
    expect(page.url()).toMatch(/#[cp]\d+/)
    await page.close()
  })

  test('hostile words of a report stay words', async () => {
    const payloads = [
      '<script>alert(1)</script>', '<ScRiPt>alert(1)</ScRiPt>', '<img src=x onerror=alert(1)>', '"><svg onload=alert(1)>',
      "'-alert(1)-'", '</title><script>alert(1)</script>', '</style><script>alert(1)</script>', '--><script>alert(1)</script>',
      ']]><script>alert(1)</script>', '<iframe src=//canary.example>', '<a href=javascript:alert(1)>x</a>',
      '<link rel=stylesheet href=//canary.example>', '<base href=//canary.example>', '<meta http-equiv=refresh content=0>',
      '<form action=//canary.example>', '<svg><use href=//canary.example#x>', '<math><mi xlink:href=//canary.example>',
      '<details open ontoggle=alert(1)>', '<body onload=alert(1)>', '<input autofocus onfocus=alert(1)>',
      '<video><source onerror=alert(1)>', '<object data=//canary.example>', '<embed src=//canary.example>',
      '<style>@import"//canary.example"</style>', '" style="background:url(//canary.example)', "' onmouseover='alert(1)",
      '`onmouseover=alert(1)`', '&lt;script&gt;alert(1)', '&#x3C;script&#x3E;', '\\u003cscript\\u003e', '%3Cscript%3E',
      '$' + '{alert(1)}', '{{constructor.constructor("alert(1)")()}}', '<!--#exec cmd="x"-->', '<?xml version="1.0"?>',
      '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e;', '<x xmlns="http://www.w3.org/1999/xhtml"><script/>',
      '\u202eevil', '\ufeff<script>', '<scr\u0000ipt>', '＜script＞',
    ] // biome-ignore format: a table of payloads
    const text = payloads.map((payload, index) => `${payload} and ${4_000 + index} people fled Hama.`).join('\n\n')
    const place = {
      name: payloads[1] ?? '',
      placeId: 'SY-HM',
      countryIso3: 'SYR',
      role: 'origin' as const,
      accuracy: 'adm1' as const,
    }
    const figures = payloads.map((payload, index) =>
      figureIn(text, `${payload} and ${4_000 + index} people fled Hama`, {
        place,
        value: 4_000 + index,
        persons: 4_000 + index,
        counter: payload,
        hazard: payload,
        asOf: { day: new Date(Date.UTC(2024, 2, 1 + index)).toISOString().slice(0, 10), accuracy: 'day' },
      }),
    )
    const { figureIds } = await storeReport(api.sql, api.gazetteer, {
      url: `javascript:alert('x')`,
      title: payloads[0] ?? '',
      text,
      figures,
    })
    for (const path of [
      '/place?place=SY-HM',
      `/figures/${figureIds[0]}`,
      `/figures/${figureIds[4]}`,
      '/v1/trends/SY-HM?format=svg',
    ]) {
      const { page, complaints } = await openPage(path)
      expect([
        path,
        complaints,
        await page.locator('script, img, [onload], [onerror], a[href^="javascript"]').count(),
      ]).toEqual([path, [], 0])
      await page.close()
    }
  })

  test('the picture by itself is styled under its policy', async () => {
    const { page, complaints } = await openPage(
      '/v1/trends/area:north-west-syria?category=internal_displacements&format=svg',
    )
    expect(await page.evaluate("getComputedStyle(document.querySelector('.dc-line')).strokeWidth")).toBe('2.25px')
    expect(complaints).toEqual([])
    await page.close()
  })
})

/** Contrast (WCAG 2.2) of each element's text against the nearest painted ground behind it; runs in the page. */
function contrastOf(selector: string): string {
  return `(() => {
    const channels = (color) => {
      const found = color.match(/[\\d.]+/g).map(Number)
      return { rgb: found.slice(0, 3), alpha: found.length > 3 ? found[3] : 1 }
    }
    const luminance = (rgb) => {
      const [r, g, b] = rgb.map((value) => value / 255).map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
      return 0.2126 * r + 0.7152 * g + 0.0722 * b
    }
    const ground = (element) => {
      for (let at = element; at; at = at.parentElement) {
        const { rgb, alpha } = channels(getComputedStyle(at).backgroundColor)
        if (alpha > 0) return rgb
      }
      return [255, 255, 255]
    }
    return [...document.querySelectorAll(${JSON.stringify(selector)})].filter((element) => element.offsetParent !== null && element.textContent.trim()).map((element) => {
      const [a, b] = [luminance(channels(getComputedStyle(element).color).rgb), luminance(ground(element))]
      return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
    })
  })()`
}
