/** The system's chromium, where the machine has one; a machine without it skips with a line, and fails under REQUIRE_ALL=1. */
import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const places = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

export const chromiumPath: string | null = places.find((path) => path !== undefined && existsSync(path)) ?? null

/** True where browser tests are to be left out; says so once. */
export function skipsBrowser(): boolean {
  if (chromiumPath !== null) return false
  if (process.env.REQUIRE_ALL === '1')
    throw new Error('REQUIRE_ALL=1, and no chromium was found: install it or set CHROMIUM.')
  console.warn('Browser tests are skipped: no chromium was found (set CHROMIUM to its path).')
  return true
}

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: chromiumPath ?? '',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-dev-shm-usage'],
  })
