import { defineConfig } from 'vitest/config'

/** Sources are tested, not builds; children and threads that a test spawns run from dist (Node 20 loads no .ts). */
const source = { ssr: { resolve: { conditions: ['source'], externalConditions: ['source'] } } }
const suite = (name: string, include: string[], extra: Record<string, unknown> = {}) => ({
  extends: true as const,
  test: { name, include, ...extra },
})

/** Suites that need PostgreSQL: one embedded server for the run, started here unless `npm test` has started it. */
const servers = { globalSetup: ['tests/support/servers.ts'] }

const ownTime = 'tests/integration/start/start.test.ts'

export default defineConfig({
  ...source,
  test: {
    // The files of a worker share its modules, so that code is loaded and lexicons and gazetteer are made once and not for each
    // file: no module keeps state that a test could leave behind. Integration alone: 17 s of loading instead of 237.
    isolate: false,
    // Most of the time tests wait for processes, queues and databases: more of them than the machine has cores.
    maxWorkers: 3,
    // Bounds on time say "does not hang"; a shared machine may miss one once, a fault misses it every time.
    retry: process.env.CI ? 2 : 0,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      suite('unit', ['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.ts', 'infra/**/*.test.ts']),
      suite('golden', ['tests/golden/**/*.test.ts', 'tests/house/**/*.test.ts']),
      suite('integration', ['tests/integration/**/*.test.ts', 'tests/conformance/**/*.test.ts'], {
        exclude: [ownTime],
        testTimeout: 60_000,
        ...servers,
      }),
      // Measures how long a start takes, so nothing else runs beside it.
      suite('start', [ownTime], {
        testTimeout: 60_000,
        sequence: { groupOrder: 1 },
        fileParallelism: false,
        ...servers,
      }),
      suite('chaos', ['tests/chaos/**/*.test.ts'], { testTimeout: 300_000, ...servers }),
      suite('browser', ['tests/browser/**/*.test.ts'], { testTimeout: 120_000, ...servers }),
      // No test: pictures for those who change a page.
      ...(process.env.PICTURES
        ? [suite('pictures', ['tests/browser/take-pictures.ts'], { testTimeout: 120_000, ...servers })]
        : []),
    ],
  },
})
