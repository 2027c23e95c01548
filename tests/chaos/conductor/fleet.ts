/** The processes of the product: workers and the API, from the build, started again when they end by themselves. */
import { fileURLToPath } from 'node:url'
import type { QueuePlace } from '../../support/queue-backends.ts'
import type { Chance } from '../../support/random.ts'
import { type ProductProcess, productProcess } from '../../support/worker-process.ts'

const preload = fileURLToPath(new URL('../preload/move-clock.mjs', import.meta.url))

export interface Member {
  name: string
  start(): Promise<void>
  kill(): Promise<void>
  /** The exit code of a process asked to end. */
  stop(): Promise<number | null>
  suspend(): void
  resume(): void
  moveClock(aheadMs: number): void
}

export interface Fleet {
  any(dice: Chance): Member
  anyWorker(dice: Chance): Member
  /** What the API says of itself: an HTTP status; null where it does not run. */
  readiness(): Promise<number | null>
  /** Every process runs, with the right time. */
  makeWhole(): Promise<void>
  /** Processes that ended although nobody made them: their last words. */
  crashes: string[]
  close(): Promise<void>
}

export interface FleetOptions {
  place: QueuePlace
  workers: number
  /** For every process: settings, and words for Node itself. */
  env: Record<string, string>
  nodeWords?: readonly string[]
}

export async function openFleet({ place, workers, env, nodeWords = [] }: FleetOptions): Promise<Fleet> {
  const crashes: string[] = []
  let closing = false

  function member(name: string, app: 'worker' | 'api') {
    let running: ProductProcess | null = null
    let starting: Promise<void> | null = null
    const start = async () => {
      if (running) return
      starting ??= tryToStart().finally(() => {
        starting = null
      })
      await starting
    }
    /** A start that falls into an outage ends; whoever supervises tries again. */
    const tryToStart = async () => {
      for (let tries = 1; running === null; tries++) {
        try {
          running = await productProcess(app, place, env, ['--import', preload, ...nodeWords])
          watch(running)
        } catch (error) {
          if (tries === 40) throw error
          await new Promise((resolve) => setTimeout(resolve, 500))
        }
      }
    }
    const watch = (process: ProductProcess) =>
      process.child.once('exit', (code, signal) => {
        if (running !== process) return
        running = null
        if (closing) return
        crashes.push(`${name} ended by itself (${code ?? signal}): ${process.output().slice(-1_500)}`)
        void start().catch(() => {})
      })
    const leave = async () => {
      await starting
      const process = running
      running = null
      return process
    }
    return {
      name,
      start,
      kill: async () => (await leave())?.kill(),
      stop: async () => (await (await leave())?.stop()) ?? 0,
      suspend: () => void running?.child.kill('SIGSTOP'),
      resume: () => void running?.child.kill('SIGCONT'),
      moveClock: (clockAheadMs: number) => void running?.child.send({ clockAheadMs }),
      address: () => running?.address ?? null,
    }
  }

  const ofWork = Array.from({ length: workers }, (_, at) => member(`worker ${at + 1}`, 'worker'))
  const api = member('api', 'api')
  const all = [...ofWork, api]
  const one = <T>(list: readonly T[], dice: Chance) => list[Math.floor(dice.next() * list.length)] as T
  await Promise.all(all.map(({ start }) => start()))
  return {
    crashes,
    any: (dice) => one(all, dice),
    anyWorker: (dice) => one(ofWork, dice),
    async readiness() {
      const address = api.address()
      if (address === null) return null
      return fetch(`${address}/readyz`, { signal: AbortSignal.timeout(10_000) }).then(
        ({ status }) => status,
        () => null,
      )
    },
    async makeWhole() {
      for (const each of all) {
        await each.start()
        each.resume()
        each.moveClock(0)
      }
    },
    async close() {
      closing = true
      await Promise.all(all.map(({ kill }) => kill()))
    },
  }
}
