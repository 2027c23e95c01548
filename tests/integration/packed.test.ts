/** What stands alone, as a stranger has it: packed, installed without a network into an empty project, used, type-checked. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshDatabase } from '../support/fresh-database.ts'

const checkout = fileURLToPath(new URL('../../', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'packed-'))
const project = join(folder, 'project')
const packed = join(folder, 'packed')
const run = (program: string, words: readonly string[], cwd = project) =>
  execFileSync(program, words, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

beforeAll(() => {
  run(process.execPath, [join(checkout, 'infra/pack.mjs'), packed], checkout)
  mkdirSync(project)
  writeFileSync(join(project, 'package.json'), '{ "name": "empty", "private": true, "type": "module" }')
  const tarballs = readdirSync(packed)
    .filter((name) => !/-cli-/.test(name))
    .map((name) => join(packed, name))
  run('npm', ['install', '--offline', '--no-audit', '--no-fund', '--silent', ...tarballs])
}, 180_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The example of a README, so that what is shown there is what was tried. */
const example = (name: string): string =>
  /```js\n([\s\S]+?)```/.exec(
    readFileSync(join(project, 'node_modules/@displacement-monitor', name, 'README.md'), 'utf8'),
  )?.[1] ?? ''

test('the example of extraction reads its sentence', () => {
  writeFileSync(join(project, 'read.js'), example('extraction'))
  expect(run(process.execPath, ['read.js'])).toBe(
    '12000 more_than internal_displacements SY-HM more than 12,000 people fled Hama\n',
  )
})

test('the example of the gazetteer finds Idlib by each of its ways', () => {
  const lines = example('gazetteer').replace(/^(gazetteer\..*?)(?: \/\/.*)?$/gm, 'console.log(JSON.stringify($1))')
  writeFileSync(join(project, 'look.js'), lines)
  const answers = run(process.execPath, ['look.js']).trim().split('\n')
  expect(answers.map((line) => line.includes('SY-ID'))).toEqual([true, true, true, true])
})

test('their types are whole for a program that checks its own', () => {
  writeFileSync(
    join(project, 'read.ts'),
    `${example('extraction')}\nconst days: (string | undefined)[] = figures.map(({ asOf }) => asOf?.day)\nconsole.log(language, unsupported, days)\n`,
  )
  writeFileSync(
    join(project, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        strict: true,
        module: 'nodenext',
        noEmit: true,
        skipLibCheck: false,
        lib: ['es2023', 'dom'],
        types: [],
      },
      files: ['read.ts'],
    }),
  )
  expect(run(process.execPath, [join(checkout, 'node_modules/typescript/bin/tsc'), '-p', '.'])).toBe('')
})

/**
 * The terminal needs packages of others, which a registry would give: here they are those of the checkout, and only the ones that it
 * asks for itself.
 */
function installTerminal(): string {
  const home = join(folder, 'terminal/node_modules/@displacement-monitor/cli')
  mkdirSync(home, { recursive: true })
  const tarball = readdirSync(packed).find((name) => /-cli-/.test(name)) ?? ''
  run('tar', ['-xzf', join(packed, tarball), '--strip-components=1', '-C', home], folder)
  const { dependencies, bundleDependencies } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'))
  for (const name of Object.keys(dependencies).filter((each) => !bundleDependencies.includes(each))) {
    const at = join(folder, 'terminal/node_modules', name)
    mkdirSync(dirname(at), { recursive: true })
    symlinkSync(join(checkout, 'node_modules', name), at)
  }
  return home
}

describe('the terminal', () => {
  let home: string
  beforeAll(() => {
    home = installTerminal()
  })
  const monitor = (words: readonly string[], input = '') => {
    const { DATABASE_URL: _, ...env } = process.env
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(home, 'bin/monitor.mjs'), ...words], {
      cwd: folder, input, encoding: 'utf8', env,
    }) // biome-ignore format: a call
    return { status, stdout, stderr }
  }

  test('reads a sentence, knows places and parses a page with nothing else around it', () => {
    const read = monitor(['extract', '--json'], 'The UN said that more than 12,000 people fled Hama on 3 May 2020.')
    expect([read.status, JSON.parse(read.stdout).figures.map((one: { value: number }) => one.value)]).toEqual([
      0,
      [12_000],
    ])
    expect(JSON.parse(monitor(['places', 'Idlib', '--json']).stdout)[0]).toMatchObject({ id: 'SY-ID' })
    const page = join(folder, 'page.html')
    writeFileSync(page, `<title>Storm</title><p>${'Rain fell on the hills for three days. '.repeat(5)}</p>`)
    expect(JSON.parse(monitor(['parse', page, '--json']).stdout).text).toContain('Rain fell on the hills')
  })

  test('says what a verb needs that keeps something', () => {
    expect(monitor(['trends', 'Idlib'])).toEqual({
      status: 1,
      stdout: '',
      stderr: expect.stringContaining('DATABASE_URL is not set, and this installation has no embedded server.'),
    })
  })

  test('makes a database of its own: tables, and the first facts', async () => {
    const database = await freshDatabase({ empty: true })
    try {
      const env = { ...process.env, DATABASE_URL: database.url, SEED: 'minimal' }
      const told = execFileSync(process.execPath, [join(home, 'bin/monitor.mjs'), 'trends', 'Idlib', '--json'], {
        env,
        encoding: 'utf8',
      })
      expect(told).toContain('800000')
    } finally {
      await database.drop()
    }
  })
})

test('nothing travels that is of no use there', () => {
  const homes = ['extraction', 'gazetteer'].map((name) => join(project, 'node_modules/@displacement-monitor', name))
  for (const home of [...homes, join(folder, 'terminal/node_modules/@displacement-monitor/cli')]) {
    const files = readdirSync(home, { recursive: true }).map(String)
    expect(files.filter((file) => /\.test\.|\.map$|\.tsbuildinfo$|^src\b|testing/.test(file))).toEqual([])
    expect(files).toEqual(
      expect.arrayContaining(['LICENSE', 'README.md', 'package.json', 'dist/index.js', 'dist/index.d.ts']),
    )
  }
})
