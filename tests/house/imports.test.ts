import { describe, expect, test } from 'vitest'
import { type Import, importsIn, readImports, sourceFiles } from './import-lines.ts'
import { circlesOf, faultsOf } from './import-rules.ts'

const lines = readImports(sourceFiles())

test('every folder imports only what the table allows it', () => {
  expect(lines.length).toBeGreaterThan(50)
  expect(lines.flatMap(faultsOf)).toEqual([])
})

test('folders do not import each other in a circle', () => {
  expect(circlesOf(lines)).toEqual([])
})

describe('the watch itself', () => {
  const line = (from: string, words: string): Import => {
    const [found] = importsIn(from, `import { x } from '${words}'`)
    if (found === undefined) throw new Error('The import line was not read.')
    return found
  }

  test.each([
    ['packages/shared/src/domain/figure.ts', 'node:fs'],
    ['packages/shared/src/domain/figure.ts', '../errors/index.ts'],
    ['packages/series/src/fold.ts', 'postgres'],
    ['packages/trends/src/load-trend.ts', '@displacement-monitor/api'],
    ['packages/trends/src/load-trend.ts', 'postgres'],
    ['packages/extraction/src/read.ts', '@displacement-monitor/series'],
    ['packages/extraction/src/read.ts', '../../gazetteer/src/fold.ts'],
    ['packages/gazetteer/src/find.ts', 'undici'],
    ['packages/shared/src/db/figures/figures.ts', 'bullmq'],
    ['packages/shared/src/db/figures/figures.ts', '../../queue/index.ts'],
    ['packages/shared/src/queue/open.ts', '../db/index.ts'],
    ['apps/worker/src/sources/adapters/unhcr.ts', 'undici'],
    ['apps/worker/src/sources/adapters/unhcr.ts', '@displacement-monitor/shared/db'],
    ['apps/worker/src/sources/adapters/unhcr.ts', './ocha.ts'],
    ['apps/worker/src/fetch/request.ts', 'cheerio'],
    ['apps/worker/src/fetch/request.ts', '@displacement-monitor/shared/db'],
    ['apps/worker/src/jobs/poll.ts', '@displacement-monitor/api'],
    ['apps/worker/src/jobs/poll.ts', 'bullmq'],
    ['apps/worker/src/jobs/poll.ts', 'postgres'],
    ['apps/api/src/routes/figures.ts', '@displacement-monitor/worker'],
    ['apps/cli/src/verbs/ingest.ts', '../../../worker/src/pipeline.ts'],
    ['apps/dashboard/src/chart.ts', '@displacement-monitor/shared/db'],
    ['apps/dashboard/src/chart.ts', '@displacement-monitor/shared/contracts'],
  ])('would see %s import %s', (from, words) => {
    expect(faultsOf(line(from, words))).not.toEqual([])
  })

  test.each([
    ['packages/shared/src/db/figures/figures.ts', 'postgres'],
    ['packages/shared/src/db/upkeep/tar.test.ts', 'vitest'],
    ['packages/extraction/src/read.ts', '@displacement-monitor/gazetteer'],
    ['packages/trends/src/load-trend.ts', '@displacement-monitor/shared/db'],
    ['apps/worker/src/jobs/poll.ts', '../fetch/request.ts'],
    ['apps/cli/src/verbs/ingest.ts', '@displacement-monitor/worker'],
    ['apps/api/src/routes/figures.ts', '@displacement-monitor/shared/queue'],
  ])('lets %s import %s', (from, words) => {
    expect(faultsOf(line(from, words))).toEqual([])
  })

  test('reads every way to write an import, and none in a comment', () => {
    const text = [
      "import type { A } from './a.ts'",
      'import {\n  b,\n} from "@displacement-monitor/shared/db"',
      "export * from 'zod/v4'",
      "import 'node:fs'",
      "const later = await import('@scope/name/deep')",
      "// import { x } from 'no'",
      "/* import { x } from 'no' */",
    ].join('\n')
    expect(importsIn('apps/api/src/x.ts', text)).toEqual([
      { from: 'apps/api/src/x.ts', to: 'apps/api/src/a.ts', typeOnly: true },
      { from: 'apps/api/src/x.ts', to: 'packages/shared/src/db', typeOnly: false },
      { from: 'apps/api/src/x.ts', to: 'zod', typeOnly: false },
      { from: 'apps/api/src/x.ts', to: 'node:fs', typeOnly: false },
      { from: 'apps/api/src/x.ts', to: '@scope/name', typeOnly: false },
    ])
  })

  test('sees a circle of three folders', () => {
    const at = 'apps/worker/src'
    expect(
      circlesOf([
        line(`${at}/jobs/a.ts`, '../fetch/b.ts'),
        line(`${at}/fetch/b.ts`, '../parse/c.ts'),
        line(`${at}/parse/c.ts`, '../jobs/a.ts'),
        line(`${at}/index.ts`, './jobs/a.ts'),
        line(`${at}/jobs/a.ts`, '../index.ts'),
      ]),
    ).toEqual([`${at}/jobs → ${at}/fetch → ${at}/parse → ${at}/jobs`])
  })
})
