/** The worker and the API as they run in production: processes of their own, from the build. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { QueuePlace } from './queue-backends.ts'

const mainOf = (app: 'worker' | 'api') => fileURLToPath(new URL(`../../apps/${app}/dist/main.js`, import.meta.url))

export interface WorkerProcess {
  child: ChildProcess
  /** JSON lines and whatever else it printed. */
  output(): string
  /** Killed with -9: no handler runs. */
  kill(): Promise<void>
  /** Asked to end; the exit code, null where a signal ended it. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

export interface ProductProcess extends WorkerProcess {
  /** Where the API listens. */
  address: string | null
}

export const workerProcess = (place: QueuePlace, env: Record<string, string> = {}): Promise<WorkerProcess> =>
  productProcess('worker', place, env)

/** `nodeWords`: for Node itself, such as a module to load first. */
export async function productProcess(
  app: 'worker' | 'api',
  place: QueuePlace,
  env: Record<string, string> = {},
  nodeWords: readonly string[] = [],
): Promise<ProductProcess> {
  const main = mainOf(app)
  if (!existsSync(main)) throw new Error(`The ${app} is not built: run \`npm run build\`, or \`npm test\`, which does.`)
  let printed = ''
  const child = fork(main, [], {
    execArgv: [...nodeWords], // the test runner's own would resolve to sources
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      PATH: process.env.PATH,
      DATABASE_URL: place.databaseUrl,
      ...(place.redisUrl === null ? {} : { REDIS_URL: place.redisUrl }),
      QUEUE_PREFIX: place.prefix,
      FETCH_ALLOW: '127.0.0.1',
      LOG_LEVEL: 'info',
      ...env,
    },
  })
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      printed = (printed + chunk).slice(-200_000)
    })
  const exited = once(child, 'exit')
  const ready = new Promise<string | null>((resolve, reject) => {
    child.on('message', (message) => {
      if (typeof message === 'object' && message !== null && 'ready' in message)
        resolve('address' in message ? String(message.address) : null)
    })
    void exited.then(([code]) => reject(new Error(`The ${app} ended (${code}) before it was ready:\n${printed}`)))
  })
  const address = await ready
  return {
    address,
    child,
    output: () => printed,
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
    async stop(signal = 'SIGTERM') {
      child.kill(signal)
      const [code] = (await exited) as [number | null]
      return code
    },
  }
}

/** Waits until `ask` answers true, asking every `everyMs`. Throws with `what` after `deadlineMs`. */
export async function until(
  what: string,
  ask: () => Promise<boolean>,
  deadlineMs = 30_000,
  everyMs = 100,
): Promise<void> {
  const end = Date.now() + deadlineMs
  while (!(await ask())) {
    if (Date.now() > end) throw new Error(`${what}: not within ${deadlineMs / 1000} s`)
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
}
