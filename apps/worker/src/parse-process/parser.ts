/**
 * Parsing in a child process with a deadline and a memory cap, used again for the next body and replaced after a kill.
 * A thread would share the worker's memory and take it along; a child cannot.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { PipelineError } from '@displacement-monitor/shared/errors'
import type { PlaceList } from '../place-list/read-place-list.ts'
import { awakeDeadline } from './awake-deadline.ts'
import type { ChildAnswer } from './parse-child.ts'
import type { Parsed, ParsedPlaces, ParseTask, PlaceListTask } from './parse-task.ts'

export interface Parser {
  /** Throws the failure of the parse; `parse_timeout` and `parse_memory` where the child had to be ended. */
  parse(task: ParseTask): Promise<Parsed>
  parsePlaces(task: PlaceListTask): Promise<PlaceList>
  /** Starts the child before the first body arrives. */
  warm(): void
  close(): Promise<void>
}

export interface ParserOptions {
  deadlineMs?: number
  memoryMb?: number
  /** Answers of rows from this size on get a child of their own, with room and time for a dump; pages do not wait for it. */
  dumpBytes?: number
}

/** A thousand rows or so. */
const defaultDumpBytes = 2_000_000
/** All updates since 2018 are some 100 MB, and take a minute on a busy machine. */
const dumpLimits = { deadlineMs: 180_000, memoryMb: 2_000, dumpBytes: Number.POSITIVE_INFINITY }

/** Ordinary pages take 10 ms; ten seconds bound what the rest of the queue may wait. */
const defaultDeadlineMs = 10_000
const defaultMemoryMb = 400
/** What a child holds beside its heap: the program (90 MB), bodies, what they unpack to. */
const residentBesideMb = 350
/** Loading the readers takes 0.3 s on an idle machine. */
const startDeadlineMs = 30_000

/** Children run the build: this Node may load no .ts. */
const childFile = fileURLToPath(
  new URL(import.meta.url.replace(/\/src\/parse-process\/parser\.ts$/, '/dist/parse-process/parser.js')).href.replace(
    /parser\.js$/,
    'parse-child.js',
  ),
)

export function openParser({
  deadlineMs = defaultDeadlineMs,
  memoryMb = defaultMemoryMb,
  dumpBytes = defaultDumpBytes,
}: ParserOptions = {}): Parser {
  let child: ChildProcess | null = null
  let tail: Promise<unknown> = Promise.resolve()
  let closed = false

  const ready = async (): Promise<ChildProcess> => {
    if (child?.connected) return child
    const started = fork(childFile, [], {
      serialization: 'advanced',
      execArgv: [`--max-old-space-size=${memoryMb}`, '--stack-size=900'],
      env: {
        NODE_ENV: process.env.NODE_ENV,
        TZ: process.env.TZ,
        PATH: process.env.PATH,
        PARSE_RESIDENT_MB: String(memoryMb + residentBesideMb),
      },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    child = started
    started.once('exit', () => {
      if (child === started) child = null
    })
    const outcome = await hear(started, startDeadlineMs)
    if (outcome.kind === 'message') return started
    started.kill('SIGKILL')
    throw new PipelineError('unexpected', 'The parsing process did not start.')
  }

  const run = async (task: ParseTask | PlaceListTask): Promise<Parsed | ParsedPlaces> => {
    if (closed) throw new PipelineError('queue_unavailable', 'The worker is stopping.')
    const worker = await ready()
    keep(worker, true)
    try {
      const heard = hear(worker, deadlineMs)
      worker.send(task, () => {}) // a child that ended is heard of by its exit
      const outcome = await heard
      if (outcome.kind === 'message') return opened(outcome.value as ChildAnswer)
      worker.kill('SIGKILL')
      if (child === worker) child = null
      if (closed) throw new PipelineError('queue_unavailable', 'The worker is stopping.')
      throw outcome.kind === 'late'
        ? new PipelineError('parse_timeout', `Reading it took more than ${deadlineMs / 1000} s; it was given up.`)
        : new PipelineError('parse_memory', `Reading it needed more than ${memoryMb} MB; it was given up.`)
    } finally {
      keep(worker, false)
    }
  }

  const inTurn = (task: ParseTask | PlaceListTask): Promise<Parsed | ParsedPlaces> => {
    const turn = tail.then(() => run(task))
    tail = turn.catch(() => {})
    return turn
  }

  return {
    async parse(task) {
      if (task.want === 'releases' && task.bytes.length > dumpBytes) return parseDump(task)
      const parsed = await inTurn(task)
      if ('places' in parsed) throw new Error('the parser answered with places where a page was handed in')
      return parsed
    },
    async parsePlaces(task) {
      const parsed = await inTurn(task)
      if ('places' in parsed) return parsed.places
      throw new Error('the parser answered with a page where a list of places was handed in')
    },
    warm() {
      tail = tail.then(async () => keep(await ready(), false)).catch(() => {})
    },
    async close() {
      closed = true
      child?.kill('SIGKILL')
      child = null
    },
  }
}

/** One after another, so that two dumps do not fill the memory together. */
let dumps: Promise<unknown> = Promise.resolve()

function parseDump(task: ParseTask): Promise<Parsed> {
  const turn = dumps.then(async () => {
    const apart = openParser(dumpLimits)
    try {
      return await apart.parse(task)
    } finally {
      await apart.close()
    }
  })
  dumps = turn.catch(() => {})
  return turn
}

type Outcome = { kind: 'message'; value: unknown } | { kind: 'late' } | { kind: 'gone' }

/** What comes first of the child: its word, its end, or the deadline; no listener stays behind. */
function hear(child: ChildProcess, deadlineMs: number): Promise<Outcome> {
  return new Promise((resolve) => {
    const settle = (outcome: Outcome) => {
      callOff()
      child.off('message', onMessage)
      child.off('exit', onExit)
      resolve(outcome)
    }
    const onMessage = (value: unknown) => settle({ kind: 'message', value })
    const onExit = () => settle({ kind: 'gone' })
    const callOff = awakeDeadline(deadlineMs, () => settle({ kind: 'late' }))
    child.on('message', onMessage)
    child.on('exit', onExit)
  })
}

/** An idle child does not keep a terminal command alive. */
function keep(child: ChildProcess, busy: boolean): void {
  if (busy) {
    child.ref()
    child.channel?.ref()
  } else {
    child.unref()
    child.channel?.unref()
  }
}

function opened(answer: ChildAnswer): Parsed | ParsedPlaces {
  if (answer.ok) return answer.parsed
  throw new PipelineError(answer.code, answer.message)
}
