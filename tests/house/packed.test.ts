/** The packages that stand alone, as a stranger has them: packed, installed without a network into an empty project, used, type-checked. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'

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
  const tarballs = readdirSync(packed).map((name) => join(packed, name))
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

test('nothing travels that is of no use there', () => {
  for (const name of ['extraction', 'gazetteer']) {
    const home = join(project, 'node_modules/@displacement-monitor', name)
    const files = readdirSync(home, { recursive: true }).map(String)
    expect(files.filter((file) => /\.test\.|\.map$|\.tsbuildinfo$|^src\b|testing/.test(file))).toEqual([])
    expect(files).toEqual(
      expect.arrayContaining(['LICENSE', 'README.md', 'package.json', 'dist/index.js', 'dist/index.d.ts']),
    )
  }
})
