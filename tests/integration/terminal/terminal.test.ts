/** The verbs that need no database: pipes, pages, places, and what a wrong command line is told. */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { callMonitor, command, runMonitor } from '../../support/terminal.ts'

const golden = fileURLToPath(new URL('../../golden/sources/article/idlib-since-december/', import.meta.url))
const page = join(golden, 'input.html')
const expected = JSON.parse(readFileSync(join(golden, 'expected.json'), 'utf8'))
const folder = mkdtempSync(join(tmpdir(), 'terminal-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A database that nobody serves: whoever touches it fails. */
const noDatabase = { DATABASE_URL: 'postgres://nobody:none@127.0.0.1:1/none' }
const sentence = 'According to the UN, more than 800,000 people have fled the fighting in Idlib since December.'

interface FigureLine {
  value: number
  excerpt: { start: number; end: number; text: string }
  place: { id: string } | null
}

describe('extract', () => {
  test('finds the one figure of a page’s text, as the design writes it, with an exact slice', async () => {
    const parsed = await runMonitor(['parse', page, '--json'])
    const { text, ...facts } = parsed.json<{ text: string }>()
    expect(facts).toMatchObject({
      title: expected.title,
      publisher: expected.publisher,
      published: expected.published,
      lang: expected.lang,
    })

    const extracted = await runMonitor(['extract', '--published', expected.published, '--json'], {
      input: text,
      env: noDatabase,
    })
    const { figures } = extracted.json<{ figures: FigureLine[] }>()
    const [{ words, ...figure }] = expected.figures
    const start = text.indexOf(words)
    expect(figures).toEqual([
      { ...figure, excerpt: { start, end: start + words.length, text: words }, confidence: expect.any(Number) },
    ])
    expect(extracted.code).toBe(0)
  })

  test('a text without a figure is a result, not a failure', async () => {
    const ran = await runMonitor(['extract', '--lang', 'en', '--json'], {
      input: 'The bakery sold 15,000 loaves before noon.',
    })
    expect([ran.code, ran.json()]).toEqual([0, { file: '-', lang: 'en', figures: [] }])
  })

  test('a language without words is said, and is a failure', async () => {
    const ran = await runMonitor(['extract', '--lang', 'xx'], { input: sentence })
    expect([ran.code, ran.stderr]).toEqual([1, "The text was not read: there are no words of the language 'xx' yet.\n"])
  })

  test('--jsonl answers every line in order, a bad one with its error', async () => {
    const lines = [
      JSON.stringify({ id: 'a', text: sentence, published: '2020-02-17', lang: 'en' }),
      '{"id":"b","text":',
      JSON.stringify({ id: 'c', text: 5 }),
      JSON.stringify({ id: 'd', text: 'x', published: '2020-02-30' }),
      JSON.stringify({ id: 'e', text: 'Nothing happened.', lang: 'en' }),
    ]
    const ran = await runMonitor(['extract', '--jsonl'], { input: lines.map((line) => `${line}\n`), env: noDatabase })
    const [a, ...others] = ran.jsonLines<{ id: string; lang: string; figures: FigureLine[] }>()
    expect([a?.id, a?.lang, a?.figures.map(({ value, place }) => [value, place?.id])]).toEqual([
      'a',
      'en',
      [[800_000, 'SY-ID']],
    ])
    expect(others).toEqual([
      { error: expect.stringMatching(/^not JSON/) },
      { id: 'c', error: '"text" must be a text' },
      { id: 'd', error: '"published" cannot be \'2020-02-30\': give a calendar day, like 2020-02-17.' },
      { id: 'e', lang: 'en', figures: [] },
    ])
    expect(ran.stderr.split('\n').slice(0, 3)).toEqual([
      expect.stringMatching(/^line 2: not JSON/),
      'line 3 (id c): "text" must be a text',
      expect.stringMatching(/^line 4 \(id d\): "published"/),
    ])
    expect(ran.code).toBe(1)
  })

  test('--jsonl reads no further while nobody takes its answers', async () => {
    const line = `${JSON.stringify({ id: 1, text: sentence, lang: 'en' })}\n`.repeat(100)
    const child = spawn(process.execPath, [command, 'extract', '--jsonl'], { stdio: ['pipe', 'pipe', 'ignore'] })
    child.stdin.on('error', () => {})
    let taken = 0
    const feed = () => {
      while (taken < 50_000_000) {
        taken += line.length
        if (!child.stdin.write(line)) return void child.stdin.once('drain', feed)
      }
    }
    feed()
    await new Promise((resolve) => setTimeout(resolve, 4_000))
    const first = taken
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    child.kill()
    // What the pipes hold, and no more: an answer is longer than its line.
    expect(first).toBeLessThan(1_000_000)
    expect(taken).toBe(first)
  })
})

describe('pipes', () => {
  test('a reader that leaves early ends the command quietly', async () => {
    const lines = Array.from({ length: 3_000 }, (_, id) => JSON.stringify({ id, text: sentence, lang: 'en' })).join(
      '\n',
    )
    writeFileSync(join(folder, 'many.jsonl'), lines)
    const script = `"${process.execPath}" "${command}" extract --jsonl < many.jsonl | head -1; echo "\${PIPESTATUS[0]}"`
    const child = spawn('bash', ['-c', script], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
    let [out, err] = ['', '']
    child.stdout.on('data', (bytes) => (out += bytes))
    child.stderr.on('data', (bytes) => (err += bytes))
    await new Promise((resolve) => child.once('close', resolve))
    expect(err).toBe('')
    expect(out.trim().split('\n')).toEqual([expect.stringMatching(/^\{"id":0,/), '0'])
  })

  test('the light verbs load no driver of database or queue', async () => {
    const tell = `export const resolve = (name, context, next) => { if (/^(postgres|bullmq|pg|ioredis)$/.test(name)) console.error('loaded ' + name); return next(name, context) }`
    const hooks = `import { register } from 'node:module'; register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(tell)}))`
    const env = { ...noDatabase, NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(hooks)}` }
    for (const words of [['extract', '--lang', 'en'], ['places', 'Idlib'], ['--help'], ['trends', '--help']]) {
      // Where there is a database, places asks it for P-codes.
      const { DATABASE_URL: _, ...without } = { ...env, DATA_DIR: folder }
      const ran = await runMonitor(words, { env: words[0] === 'places' ? without : env, input: sentence })
      expect([words, ran.code, ran.stderr]).toEqual([words, 0, ''])
    }
    // The hook sees what is there to be seen.
    expect((await runMonitor(['sources'], { env })).stderr).toContain('loaded postgres')
  })
})

describe('parse', () => {
  test('the text alone goes to stdout, what the page says of itself to stderr', async () => {
    const ran = await runMonitor(['parse', page])
    expect(ran.stdout).toContain(sentence)
    expect(ran.stdout).not.toMatch(/passengers|subscribers|readers|evacuated/)
    expect(ran.stderr).toBe(
      `title: ${expected.title}\npublisher: ${expected.publisher}\npublished: ${expected.published}\nlanguage: en\n`,
    )
  })

  test('--jsonl gives a document a line, and an error for a page without text', async () => {
    const html = readFileSync(page, 'utf8')
    const input = [
      { id: 1, url: 'https://courier.example/a', html },
      { id: 2, url: 'https://courier.example/b', html: '' },
      { id: 3 },
    ]
    const ran = await runMonitor(['parse', '--jsonl'], { input: input.map((line) => `${JSON.stringify(line)}\n`) })
    const [first, second, third] = ran.jsonLines<{ id: number; text?: string; error?: string }>()
    expect({ ...first, text: null }).toEqual({
      id: 1,
      title: expected.title,
      published: expected.published,
      lang: 'en',
      text: null,
    })
    expect(first?.text).toContain(sentence)
    expect(second).toEqual({ id: 2, error: expect.stringMatching(/./) })
    expect(third).toEqual({ id: 3, error: '"html" must be a text' })
    expect(ran.code).toBe(1)
  })
})

describe('a wrong command line is told what would be right', () => {
  test.each([
    [
      ['extrat'],
      2,
      "monitor: There is no verb 'extrat'.\n  Did you mean monitor extract?\n  All verbs: npx monitor --help\n",
    ],
    [
      ['extract', '--publshed', '2020-02-17'],
      2,
      "monitor: 'monitor extract' has no option --publshed.\n  Did you mean --published?\n  See: npx monitor extract --help\n",
    ],
    [
      ['extract', '--published', 'yesterday'],
      2,
      "monitor: --published cannot be 'yesterday': give a calendar day, like 2020-02-17.\n",
    ],
    [['extract', '/no/such/file'], 3, 'monitor: There is no file /no/such/file.\n'],
    [['trends'], 2, "monitor: 'monitor trends' needs PLACE: a name or an id.\n  See: npx monitor trends --help\n"],
    [
      ['places', 'qqqqqqqq'],
      3,
      "P-codes are not shown: the database did not answer as it should (ECONNREFUSED)\nmonitor: No place is called anything like 'qqqqqqqq'.\n  Try a part of the name, or the country.\n",
    ],
    [
      ['sources', 'ad'],
      2,
      "monitor: 'monitor sources' has no action 'ad'.\n  Did you mean monitor sources add?\n  Its actions: list, add, enable, disable, remove, set, test. See: npx monitor sources --help\n",
    ],
  ])('%j', async (words, code, stderr) => {
    expect(await callMonitor(words, { env: noDatabase })).toMatchObject({ code, stdout: '', stderr })
  })

  test('an unknown place is answered with the nearest names', async () => {
    const ran = await callMonitor(['trends', 'Idlb'], { env: noDatabase })
    expect(ran.code).toBe(3)
    expect(ran.stderr).toContain("No place is known by 'Idlb'.")
    expect(ran.stderr).toContain('Idlib (SY-ID), Syria')
  })

  test('every verb and action has a help page with an example', async () => {
    const overview = await callMonitor(['--help'])
    const verbs = [...overview.stdout.matchAll(/^ {2}([a-z]+) {2,}/gm)].map(([, verb]) => verb ?? '')
    expect(verbs).toContain('extract')
    for (const verb of verbs) {
      const help = await callMonitor([verb, '--help'])
      expect([verb, help.code]).toEqual([verb, 0])
      expect(help.stdout).toContain(`Examples\n  npx monitor ${verb}`)
    }
  })
})

test('an older Node is told which one is needed, in one line, before anything is loaded', async () => {
  const older =
    "data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'20.18.3'}})"
  expect(await runMonitor(['--help'], { env: { NODE_OPTIONS: `--import=${older}` } })).toMatchObject({
    code: 1,
    stdout: '',
    stderr: 'monitor: Node 20.19 or newer is needed, this is 20.18.3.\n',
  })
})

const shared = fileURLToPath(new URL('../../../../shared/', import.meta.url))
const passages = join(shared, 'data/passages-dev.jsonl')
describe.skipIf(!existsSync(passages))('labelled passages (skipped where ../shared is absent)', () => {
  test('go through the pipe, each answered in order, and can be scored', async () => {
    const ran = await runMonitor(['extract', '--jsonl'], { input: readFileSync(passages, 'utf8') })
    const wanted = readFileSync(passages, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line).id)
    expect(ran.jsonLines<{ id: string }>().map(({ id }) => id)).toEqual(wanted)
    expect(ran.code).toBe(0)
    const answers = join(folder, 'answers.jsonl')
    writeFileSync(answers, ran.stdout)
    const scorer = spawn(process.execPath, [join(shared, 'tools/score.mjs'), passages, answers, '--json'])
    let scores = ''
    scorer.stdout.on('data', (bytes) => (scores += bytes))
    await new Promise((resolve) => scorer.once('close', resolve))
    expect(JSON.parse(scores)).toMatchObject({ passages: wanted.length, missing: 0, bad_spans: 0 })
  })
})
