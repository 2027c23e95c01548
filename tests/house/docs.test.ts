/** What the pages tell people to type exists: verbs with their options, npm scripts, settings, files that links lead to. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { Verb } from '../../apps/cli/src/command/verb.ts'
import { verbs } from '../../apps/cli/src/verbs.ts'
import { settingNames } from '../../packages/shared/src/config/index.ts'

const root = new URL('../../', import.meta.url)
const pages = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...readdirSync(new URL('docs/', root), { recursive: true })
    .map((name) => `docs/${name}`)
    .filter((name) => name.endsWith('.md')),
  ...['extraction', 'gazetteer'].map((name) => `packages/${name}/README.md`),
].sort()
const read = (page: string) => readFileSync(new URL(page, root), 'utf8')
const scripts = Object.keys((JSON.parse(read('package.json')) as { scripts: object }).scripts)

const testFiles = ['tests', 'packages', 'apps'].flatMap((folder) =>
  readdirSync(new URL(`${folder}/`, root), { recursive: true })
    .map((name) => `${folder}/${name}`)
    .filter((name) => name.endsWith('.test.ts') && !name.includes('node_modules/')),
)

/** Words of commands as they stand in code, up to a pipe, a comment or the end of the code. */
const commandsIn = (text: string): string[][] =>
  [...text.matchAll(/npx monitor((?: +[^\s`|;&>#)]+)*)/g)].map(([, words = '']) =>
    words.trim().split(/ +/).filter(Boolean),
  )

/** The verb that the words begin with, and what it knows; null where there is none. */
async function verbOf(words: readonly string[]): Promise<Verb | null> {
  const [name = '', action = ''] = words
  if (!Object.hasOwn(verbs, name)) return null
  const verb = (await verbs[name]?.load())?.default ?? null
  return (verb?.actions && Object.hasOwn(verb.actions, action) ? verb.actions[action] : verb) ?? null
}
const everywhere = ['json', 'help', 'version']

describe.each(pages)('%s', (page) => {
  const text = read(page)

  test('its commands exist, with their options', async () => {
    const wrong: string[] = []
    for (const words of commandsIn(text)) {
      const first = words[0]?.replace(/[.,:]$/, '')
      // VERB stands for any.
      if (first === undefined || first.startsWith('--') || first === 'VERB') continue
      const verb = await verbOf([first, ...words.slice(1)])
      const known = [...everywhere, ...Object.keys(verb?.options ?? {})]
      const given = words.flatMap((word) => /^--([a-z][\w-]*)/.exec(word)?.[1] ?? [])
      if (verb === null || given.some((name) => !known.includes(name))) wrong.push(words.join(' '))
    }
    expect(wrong).toEqual([])
  })

  test('its npm scripts exist', () => {
    const named = [...text.matchAll(/npm run ([a-z][\w:-]*)/g)].map(([, name = '']) => name)
    expect(named.filter((name) => !scripts.includes(name))).toEqual([])
  })

  test('the suites and paths that it has `npm test` run hold tests', () => {
    const named = [...text.matchAll(/npm test -- --project \w+(?: +([\w./-]+))?/g)]
    const empty = named.filter(([, path = '']) => !testFiles.some((file) => file.includes(path)))
    expect(empty.map(([command]) => command)).toEqual([])
  })

  test('its links lead somewhere in the tree', () => {
    const targets = [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)].map(([, target = '']) => target)
    const lost = targets.filter((target) => !existsSync(fileURLToPath(new URL(target, new URL(page, root)))))
    expect(lost).toEqual([])
  })
})

/** Set by others, for tests and benches alone, or columns of P-code lists. */
const foreign = new Set([
  'ALERT_STORM', 'CHAOS_LONG', 'CHAOS_SEED', 'FUZZ_RUNS', 'FUZZ_SEED', 'REQUIRE_ALL', 'NODE_ENV', 'NO_COLOR', 'MONITOR_BUILD', 'MONITOR_DEBUG', 'MONITOR_KEY',
  'ADM1_EN', 'ADM1_PCODE', 'ADM2_EN', 'OTEL_EXPORTER_OTLP_HEADERS', 'POSTGRES_PASSWORD', 'GRAFANA_PASSWORD',
]) // biome-ignore format: a list of names

test('every setting that a page names exists', () => {
  const known = new Set<string>([...settingNames, ...foreign])
  const named = pages.flatMap((page) =>
    [...read(page).matchAll(/`([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?:=[^`]*)?`/g)].map(
      ([, name = '']) => `${page}: ${name}`,
    ),
  )
  expect(named.length).toBeGreaterThan(30)
  expect(named.filter((line) => !known.has(line.split(': ')[1] ?? ''))).toEqual([])
})

test('the check sees a verb, an option and a script that do not exist', async () => {
  expect(commandsIn('`npx monitor sources ad --x` and npx monitor trends "Idlib" | head')).toEqual([
    ['sources', 'ad', '--x'],
    ['trends', '"Idlib"'],
  ])
  expect([await verbOf(['sorces']), (await verbOf(['sources', 'add']))?.name, scripts.includes('nonsense')]).toEqual([
    null,
    'sources add',
    false,
  ])
})

test.each([
  ['THREAT_MODEL.md', 15],
  ['docs/data-responsibility.md', 14],
])('every test that %s rests on is there', (page, least) => {
  const files = ['tests/', 'apps/worker/src/', 'packages/alerts/src/'].flatMap((folder) =>
    readdirSync(new URL(folder, root), { recursive: true }).map((file) => `/${folder}${file}`),
  )
  const lines = read(page).split('\n')
  const named = lines
    .slice(lines.findIndex((line) => /^\|.* tests?\b[^|]*\|$/.test(line)) + 1)
    .filter((line) => line.startsWith('|'))
    .flatMap((line) => [...(line.split('|').at(-2) ?? '').matchAll(/`([a-z][a-z/-]+)`/g)].map(([, name]) => name))
  expect(named.length).toBeGreaterThan(least)
  // A file, or a folder of them.
  const isThere = (name = '') => files.some((file) => file.endsWith(`/${name}.test.ts`) || file.includes(`/${name}/`))
  expect(named.filter((name) => !isThere(name))).toEqual([])
})
