/**
 * Places at which a test makes this process fail, by name: `FAILPOINTS=inside-transaction=kill*3,during-fetch=sleep:2000`.
 * Without that setting nothing happens at any of them. Passes are counted in files, so that a process that was killed and
 * started again remembers how often it was.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** In the order in which one report meets them, then what happens beside it. */
export const failpointNames = [
  'after-listing',
  'after-claim',
  'during-fetch',
  'after-fetch-before-store',
  'inside-transaction',
  'after-commit-before-ack',
  'inside-reconcile',
  'during-alert-send',
] as const
export type FailpointName = (typeof failpointNames)[number]

/** kill: -9, no handler runs · sleep: it waits · block: nothing else of this process runs either · error: of that code. */
type Action = { kind: 'kill' } | { kind: 'sleep' | 'block'; ms: number } | { kind: 'error'; code: string }
interface Failpoint {
  action: Action
  /** The first so many passes act; null: all. */
  times: number | null
}

const entry = /^([a-z-]+)=(kill|(?:sleep|block):\d{1,6}|error:\w{1,40})(?:\*(\d{1,4}))?$/
/** How long work that waits for others has run when its failpoint acts. */
const momentMs = 50

let armed: ReadonlyMap<FailpointName, Failpoint> = new Map()
let counters = ''

const isName = (text: string): text is FailpointName => (failpointNames as readonly string[]).includes(text)

/** Error: a word that is none of ours; a typing mistake must not look like a passed test. */
export function readFailpoints(text: string): ReadonlyMap<FailpointName, Failpoint> {
  const points = new Map<FailpointName, Failpoint>()
  for (const word of text.split(',').filter(Boolean)) {
    const [, name = '', act = '', times] = entry.exec(word.trim()) ?? []
    if (!isName(name)) throw new Error(`FAILPOINTS: "${word}" is none; known are ${failpointNames.join(', ')}`)
    const [kind = '', value = ''] = act.split(':')
    const action: Action =
      kind === 'kill'
        ? { kind }
        : kind === 'error'
          ? { kind, code: value }
          : { kind: kind === 'block' ? 'block' : 'sleep', ms: Number(value) }
    points.set(name, { action, times: times === undefined ? null : Number(times) })
  }
  return points
}

/** `folder` holds the counts; null disarms. */
export function armFailpoints(text: string | null, folder: string): void {
  armed = readFailpoints(text ?? '')
  counters = join(folder, 'failpoints')
  if (armed.size > 0) mkdirSync(counters, { recursive: true })
}

export async function failpoint(name: FailpointName): Promise<void> {
  const point = armed.get(name)
  if (!point || !isTurn(name, point.times)) return
  const { action } = point
  switch (action.kind) {
    case 'kill':
      process.kill(process.pid, 'SIGKILL')
      // The signal is on its way: nothing more may happen.
      return new Promise(() => {})
    case 'sleep':
      return pause(action.ms)
    case 'block':
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, action.ms)
      return
    case 'error':
      throw Object.assign(new Error(`failpoint ${name}`), { code: action.code })
  }
}

/** For work that waits for others: it is under way when the failpoint acts. */
export async function failDuring<T>(name: FailpointName, work: () => Promise<T>): Promise<T> {
  if (!armed.has(name)) return work()
  const [done] = await Promise.all([work(), pause(momentMs).then(() => failpoint(name))])
  return done
}

/** One file a pass, made by one process alone. */
function isTurn(name: FailpointName, times: number | null): boolean {
  if (times === null) return true
  for (let pass = 1; pass <= times; pass++) {
    try {
      writeFileSync(join(counters, `${name}.${pass}`), '', { flag: 'wx' })
      return true
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
  }
  return false
}
