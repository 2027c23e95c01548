/** Hostile words in titles, sentences, names of places and counters, addresses (hardening S1): they stay words on every page. */
import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Api, figureIn, openApi } from '../integration/api/api-under-test.ts'
import { storeReport } from '../integration/api/read-report.ts'
import { openBrowser, skipsBrowser } from './browser.ts'
import { openPage } from './open-page.ts'

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

const dayOf = (index: number) => new Date(Date.UTC(2024, 2, 1 + index)).toISOString().slice(0, 10)

describe.skipIf(skipsBrowser())('hostile words stay words', () => {
  let api: Api
  let browser: Browser
  let address: string
  let figureIds: readonly number[]
  let claims: readonly number[]
  beforeAll(async () => {
    api = await openApi()
    address = await api.app.listen({ host: '127.0.0.1', port: 0 })
    browser = await openBrowser()
    const text = payloads.map((payload, index) => `${payload} and ${4_000 + index} people fled Hama.`).join('\n\n')
    const figures = payloads.map((payload, index) =>
      figureIn(text, `${payload} and ${4_000 + index} people fled Hama`, {
        place: { name: payload, placeId: 'SY-HM', countryIso3: 'SYR', role: 'origin', accuracy: 'adm1' },
        value: 4_000 + index,
        persons: 4_000 + index,
        counter: payload,
        hazard: payload,
        since: { day: dayOf(index - 1), accuracy: 'day' },
        asOf: { day: dayOf(index), accuracy: 'day' },
      }),
    )
    const url = `javascript:alert('x')`
    const stored = await storeReport(api.sql, api.gazetteer, { url, title: payloads.join(' '), text, figures })
    figureIds = [...stored.figureIds]
    const answer = await api.get('/v1/figures?place=SY-HM&limit=200')
    claims = answer.json.figures.flatMap(({ claim }: { claim: number | null }) => claim ?? [])
  })
  afterAll(async () => {
    await browser?.close()
    await api?.close()
  })

  /** What no word of a report may have made of the page. */
  const intruders = (page: Page) =>
    page
      .locator(
        'body script:not([src^="/app/"]), img, iframe, object, embed, base, form[action], math, video, [onload], [onerror], [onfocus], [ontoggle], a[href^="javascript" i]',
      )
      .count()

  /** Another address of the same page, without loading it anew. */
  const goTo = (page: Page, path: string) =>
    page.evaluate(`history.pushState(null, '', ${JSON.stringify(path)}); dispatchEvent(new PopStateEvent('popstate'))`)

  test('there are forty of them, and claims to look at', () => {
    expect([payloads.length >= 40, claims.length >= 40, figureIds.length]).toEqual([true, true, payloads.length])
  })

  test.each([
    ['a stranger', false],
    ['somebody with a key, who sees the whole text', true],
  ] as const)('%s sees them as words on every page', async (_who, signedIn) => {
    const { authorization } = await api.keyFor('admin')
    const key = signedIn ? { key: String(authorization).replace('Bearer ', '') } : {}
    const paths = [
      '/',
      '/places/SY-HM',
      '/places/SY-HM?view=table',
      ...claims.map((claim) => `/places/SY-HM?claim=${claim}`),
    ]
    const { page, complaints } = await openPage(browser, address, '/', key)
    for (const path of paths) {
      await goTo(page, path)
      if (path.includes('claim=')) await page.locator('.claim-panel mark').waitFor()
      else await page.locator('.map, .chart, .points-table').first().waitFor()
      expect([path, complaints, await intruders(page)]).toEqual([path, [], 0])
    }
    for (const id of figureIds.slice(0, 5)) {
      await page.goto(`${address}/figures/${id}`)
      await page.locator('mark').waitFor()
      expect([id, complaints, await intruders(page)]).toEqual([id, [], 0])
    }
    expect(await page.locator('mark').textContent()).toContain('people fled Hama')
    await page.close()
  })

  test('a dot of hostile words is told as text, and saved as text', async () => {
    const { page, complaints } = await openPage(browser, address, '/places/SY-HM')
    await page.locator('.chart-dots').first().waitFor()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('.exports-bar').getByRole('button', { name: 'SVG' }).click(),
    ])
    const svg = readFileSync(await download.path(), 'utf8')
    expect([svg.startsWith('<svg'), /<script|<img|<iframe|\son\w+=|javascript:/i.test(svg), complaints]).toEqual([
      true,
      false,
      [],
    ])
    await page.close()
  })

  test('addresses of hostile words say that nothing is there', async () => {
    const { page, complaints } = await openPage(browser, address, '/')
    for (const payload of payloads) {
      const words = encodeURIComponent(payload)
      await goTo(page, `/places/${words}?line=${words}&claim=${words}&also=${words}&from=${words}&known_on=${words}`)
      await page.locator('.trouble, .empty').first().waitFor()
      const loud = complaints.filter((line) => !/status of 40[04]/.test(line))
      expect([payload, loud, await intruders(page)]).toEqual([payload, [], 0])
      await goTo(page, '/key')
      await page.locator('#key').waitFor()
    }
    await page.goto(`${address}/places/${encodeURIComponent(payloads[0] ?? '')}`)
    await page.locator('.trouble, .empty, .problem').first().waitFor()
    expect(await intruders(page)).toBe(0)
    await page.close()
  })

  test('the picture by itself is styled under its policy, and holds no script', async () => {
    for (const path of [
      '/v1/trends/SY-HM?format=svg',
      '/v1/trends/area:north-west-syria?category=internal_displacements&format=svg',
    ]) {
      const { page, complaints } = await openPage(browser, address, path)
      expect(await page.locator('script, img, [onload], [onerror], a[href^="javascript" i]').count()).toBe(0)
      expect([path, complaints]).toEqual([path, []])
      if (path.includes('north-west'))
        expect(await page.evaluate("getComputedStyle(document.querySelector('.dc-line')).strokeWidth")).toBe('2.25px')
      await page.close()
    }
  })
})
