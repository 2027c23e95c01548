/** The table of who may import what (ARCHITECTURE.md), as data, and the one matcher. */
import type { Import } from './import-lines.ts'

interface Rule {
  folder: string
  /** All that the folder may import besides itself; without it everything that is not in `never`. */
  may?: readonly string[]
  never?: readonly string[]
  why: string
}

const shared = 'packages/shared/src'
const domain = `${shared}/domain`
const readers = ['cheerio', 'htmlparser2', 'dom*', 'feedsmith', 'csv-parse', 'hucre', 'unpdf', 'encoding-sniffer']
const io = ['postgres', 'bullmq', 'ioredis', 'pg', 'undici', 'fastify', 'cheerio', 'apps']

/** A name ends in `*` where it is a beginning. Node's own modules are `node:*`. Where folders nest, each one's rule holds. */
export const rules: readonly Rule[] = [
  { folder: domain, may: [], why: 'the domain rests on nothing' },
  { folder: `${shared}/errors`, may: [domain], why: 'everybody throws them' },
  { folder: `${shared}/contracts`, may: [domain, `${shared}/errors`, 'zod'], why: 'shapes, no behaviour' },
  { folder: `${shared}/config`, may: [`${shared}/errors`, 'zod', 'node:*'], why: 'read once, at start' },
  {
    folder: `${shared}/addresses`,
    may: [domain, `${shared}/errors`, 'ipaddr.js', 'node:*'],
    why: 'judges an address, asks nobody but names',
  },
  { folder: `${shared}/log`, may: [`${shared}/errors`, 'pino', 'node:*'], why: 'anybody may log' },
  { folder: `${shared}/db`, may: [domain, `${shared}/errors`, 'postgres', 'node:*'], why: 'all SQL, and nothing else' },
  {
    folder: `${shared}/queue`,
    may: [`${shared}/contracts`, `${shared}/errors`, 'bullmq', 'bullmq-otel', 'ioredis', 'pg', 'node:*'],
    why: 'the one place that chooses the backend',
  },
  {
    folder: 'packages/extraction',
    may: [domain, 'packages/gazetteer', 'chrono-node', 'eld'],
    why: 'text in, figures out, usable alone',
  },
  { folder: 'packages/gazetteer', may: [domain, 'i18n-iso-countries', 'node:*'], never: io, why: 'no network' },
  { folder: 'packages/series', may: [domain], why: 'claims in, series out, usable alone' },
  {
    folder: 'packages/trends',
    may: [domain, `${shared}/contracts`, `${shared}/db`, 'packages/series'],
    why: 'store and rules in, a trend out: knows neither the API nor the terminal',
  },
  {
    folder: 'packages/presentation',
    may: [domain, `${shared}/contracts`, 'node:*'],
    why: 'values in; words, markup and pictures out',
  },
  {
    folder: 'packages/alerts',
    may: [
      domain,
      `${shared}/addresses`,
      `${shared}/contracts`,
      `${shared}/db`,
      `${shared}/errors`,
      'packages/presentation',
      'packages/series',
      'packages/trends',
      'node:crypto',
    ],
    why: 'incidents in, messages out: knows neither channels nor the API',
  },
  {
    folder: 'apps/worker/src/sources/adapters',
    may: [domain, 'apps/worker/src/sources', 'apps/worker/src/parse', ...readers],
    never: ['apps/worker/src/sources/adapters'],
    why: 'an adapter knows its pages and never fetches; one stands without another',
  },
  {
    folder: 'apps/worker/src/alert/channels',
    may: [
      domain, `${shared}/contracts`, `${shared}/errors`, 'packages/alerts', 'apps/worker/src/alert', 'apps/worker/src/fetch',
      'zod', 'nodemailer', 'standardwebhooks',
    ], // biome-ignore format: a list
    never: ['apps/worker/src/alert/channels'],
    why: 'a channel sends a message once and knows neither tables nor queues; one stands without another',
  },
  {
    folder: 'apps/worker/src/fetch',
    may: [`${shared}/errors`, `${shared}/addresses`, domain, 'undici', 'robots-parser', 'encoding-sniffer', 'node:*'],
    why: 'every outgoing request passes here, and its bytes are read elsewhere',
  },
  { folder: 'apps/worker', never: ['apps/api', 'apps/cli', 'fastify'], why: 'apps do not know each other' },
  { folder: 'apps/api', never: ['apps/worker', 'apps/cli', 'undici', 'cheerio'], why: 'the API reads what is stored' },
  { folder: 'apps/cli', never: ['apps/worker/src', 'apps/api/src'], why: 'other apps are entered by their front door' },
  {
    folder: 'apps/dashboard',
    never: ['packages/shared/src/db', 'packages/shared/src/queue', 'apps/api', 'apps/cli', 'apps/worker', 'node:*'],
    why: 'it runs in a browser',
  },
]

/** Packages with one home: elsewhere nobody imports them. */
export const homes: Readonly<Record<string, readonly string[]>> = {
  bullmq: [`${shared}/queue`],
  ioredis: [`${shared}/queue`],
  pg: [`${shared}/queue`],
  postgres: [`${shared}/db`],
  undici: ['apps/worker/src/fetch'],
  'bullmq-otel': [`${shared}/queue`],
  'prom-client': ['apps/api/src', 'apps/worker/src/watch'],
  pino: [`${shared}/log`],
}

const within = (path: string, folder: string) => path === folder || path.startsWith(`${folder}/`)
const matches = (path: string, name: string) =>
  name.endsWith('*') ? path.startsWith(name.slice(0, -1)) : within(path, name)

/** The workspace a file is in: `packages/shared`. */
const workspaceOf = (path: string) => path.split('/').slice(0, 2).join('/')
const isOurs = (path: string) => /^(packages|apps|infra|tests)\//.test(path)

/** What is wrong with one import, in a line each; tests beside the code may import what they test with. */
export function faultsOf(line: Import): string[] {
  if (/\.test\.[mc]?tsx?$/.test(line.from)) return []
  const faults = rules.filter((rule) => within(line.from, rule.folder)).flatMap((rule) => faultUnder(rule, line))
  const home = homes[line.to]
  if (home && !home.some((folder) => within(line.from, folder))) faults.push(`${line.to} lives in ${home.join(', ')}`)
  if (line.to.includes('/src/') && isInner(line)) faults.push('another package is entered by its name, not by a path')
  return faults.map((fault) => `${line.from} → ${line.to}: ${fault}`)
}

function faultUnder(rule: Rule, { from, to, typeOnly }: Import): string[] {
  const names = (list: readonly string[]) => list.some((name) => matches(to, name))
  const itself = within(to, rule.folder)
  if (rule.never && names(rule.never) && !(itself && to === from)) return [rule.why]
  if (rule.may && !itself && !names(rule.may)) return [rule.why]
  if (rule.folder === 'apps/dashboard' && isOurs(to) && !itself && !(typeOnly && within(to, `${shared}/contracts`)))
    return ['the page knows contracts alone, as types']
  return []
}

/** A path that climbs out of its workspace; by name it would have no file ending. */
const isInner = ({ from, to }: Import) =>
  isOurs(to) && workspaceOf(from) !== workspaceOf(to) && /\.[mc]?[jt]sx?$/.test(to)

/** Folders that import each other, each circle once: `a → b → a`. A folder and what it contains are of one piece. */
export function circlesOf(lines: readonly Import[]): string[] {
  const edges = new Map<string, Set<string>>()
  for (const { from, to } of lines) {
    if (!isOurs(to) || /\.test\./.test(from)) continue
    const [a, b] = [folderOf(from), folderOf(to)]
    if (within(a, b) || within(b, a)) continue
    edges.set(a, (edges.get(a) ?? new Set()).add(b))
  }
  const circles = new Set<string>()
  const done = new Set<string>()
  const walk = (folder: string, path: readonly string[]) => {
    const at = path.indexOf(folder)
    if (at >= 0) return void circles.add([...path.slice(at), folder].join(' → '))
    if (done.has(folder)) return
    for (const next of edges.get(folder) ?? []) walk(next, [...path, folder])
    done.add(folder)
  }
  for (const folder of edges.keys()) walk(folder, [])
  return [...circles].sort()
}

/** `packages/shared/src/db/x.ts` and the package's entry `packages/shared/src/db` are one folder. */
const folderOf = (path: string) => {
  const folder = /\.[mc]?[jt]sx?$/.test(path) ? path.slice(0, path.lastIndexOf('/')) : path
  return folder.split('/').length === 2 ? `${folder}/src` : folder
}
