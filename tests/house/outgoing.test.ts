/** Every outgoing request passes apps/worker/src/fetch: nothing else opens a connection to a host that somebody names. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkout, sourceFiles } from './import-lines.ts'

const door = 'apps/worker/src/fetch/'
/** The page asks the server that it came from, in a browser. */
const inBrowser = 'apps/dashboard/src/'
/** Of Node's network modules only what serves, judges an address, or is a type may be used elsewhere. */
const harmless = /^(createServer|isIP|isIPv4|isIPv6|BlockList|Server|type\s+\w+)$/

function faultsIn(path: string, text: string): string[] {
  if (path.startsWith(door) || /\.test\.[mc]?[jt]sx?$/.test(path)) return []
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
  const faults: string[] = []
  if (/\bundici\b/.test(code)) faults.push('undici')
  if (
    !path.startsWith(inBrowser) &&
    /(?<![.\w])fetch\s*\(/.test(code.replace(/\b(async\s+)?fetch\s*\([^)]*\)\s*\{/g, ''))
  )
    faults.push('fetch()')
  if (/\bnew (WebSocket|XMLHttpRequest)\b/.test(code)) faults.push('a socket')
  if (!path.startsWith(inBrowser) && /\bnew EventSource\b/.test(code)) faults.push('a socket')
  const imports = /import\s+(type\s+)?([^'"]*?)\s*from\s*['"]node:(?:https?|http2|net|tls|dgram)['"]/g
  for (const [, typeOnly, names = ''] of code.matchAll(imports)) {
    if (typeOnly) continue
    const named = /^\{([\s\S]*)\}$/.exec(names.trim())?.[1]
    const used =
      named === undefined
        ? [names]
        : named
            .split(',')
            .map((name) => name.trim())
            .filter(Boolean)
    if (!used.every((name) => harmless.test(name))) faults.push(`${used.join(', ')} of a network module`)
  }
  return faults.map((fault) => `${path}: ${fault}`)
}

test('nothing but the door opens connections', () => {
  const files = sourceFiles()
  expect(files.length).toBeGreaterThan(200)
  expect(files.flatMap((path) => faultsIn(path, readFileSync(join(checkout, path), 'utf8')))).toEqual([])
})

test.each([
  ["import { Agent } from 'undici'", 1],
  ["const answer = await fetch('https://a.example/')", 1],
  ["import { request } from 'node:https'", 1],
  ["import http from 'node:http'", 1],
  ["import { connect, isIP } from 'node:net'", 1],
  ['const page = new WebSocket(url)', 1],
  ["import { createServer, type ServerResponse } from 'node:http'", 0],
  ["import type { Socket } from 'node:net'", 0],
  ['const fetched = await context.fetcher.fetch(address)', 0],
  ['return {\n    async fetch(address, options) {\n', 0],
  ['// await fetch(url)', 0],
])('the watch itself: %s', (line, faults) => {
  expect(faultsIn('apps/worker/src/jobs/poll.ts', line)).toHaveLength(faults)
})
