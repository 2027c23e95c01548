/** A page as a person opens it, with everything that went wrong in it kept: refused loads, script errors, dialogs, ways out. */
import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'

export interface PageOptions {
  width?: number
  height?: number
  colorScheme?: 'light' | 'dark'
  locale?: string
  /** The browser's own day; default: the machine's. */
  now?: Date
  /** Signed in with this key. */
  key?: string
}

export interface OpenedPage {
  page: Page
  complaints: string[]
}

export async function openPage(
  browser: Browser,
  address: string,
  path: string,
  options: PageOptions = {},
): Promise<OpenedPage> {
  const page = await browser.newPage({
    viewport: { width: options.width ?? 1440, height: options.height ?? 900 },
    colorScheme: options.colorScheme ?? 'light',
    locale: options.locale ?? 'en-GB',
    acceptDownloads: true,
  })
  const complaints: string[] = []
  page.on('console', (message) => complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  page.on('request', (request) => {
    if (!request.url().startsWith(address) && !request.url().startsWith('blob:'))
      complaints.push(`asked ${request.url()}`)
  })
  if (options.now) await page.clock.setFixedTime(options.now)
  const { key } = options
  if (key) await page.addInitScript(`sessionStorage.setItem('displacement-monitor.key', ${JSON.stringify(key)})`)
  await page.goto(address + path)
  return { page, complaints }
}

/** What axe-core finds against WCAG 2.2 A and AA, a line each. */
export async function axeFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  return (await page.evaluate(`axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then(({ violations }) =>
    violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => id + ' ' + target.join(' ') + ': ' + failureSummary)))`)) as string[]
}

/** Pixels by which the page is wider than its window. */
export const overflowOf = (page: Page): Promise<number> =>
  page.evaluate(
    'Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)',
  ) as Promise<number>
