/**
 * A parsing child and the bodies on their way to it, read in the order in which they came. While it reads one, the next small one
 * lies ready with it: it waits for nobody's event loop. Deadline and memory cap are those of the body being read; the one behind
 * it is handed to the next child.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { PipelineError } from '@displacement-monitor/shared/errors'
import { awakeDeadline } from './awake-deadline.ts'
import type { ChildAnswer } from './parse-child.ts'
import type { Parsed, ParsedPlaces, ParseTask, PlaceListTask } from './parse-task.ts'

export type AnyTask = ParseTask | PlaceListTask

export interface ParseLine {
  /** Throws the failure of the parse; `parse_timeout` and `parse_memory` where the child had to be ended. */
  read(task: AnyTask): Promise<Parsed | ParsedPlaces>
  /** Starts the child before the first body arrives. */
  warm(): void
  close(): void
}

interface Turn {
  task: AnyTask
  answered: (answer: ChildAnswer) => void
  failed: (failure: PipelineError) => void
}

/** What a child holds beside its heap: the program (90 MB), bodies, what they unpack to. */
const residentBesideMb = 350
/** Loading the readers takes 0.3 s on an idle machine. */
const startDeadlineMs = 30_000
/** A larger body does not lie in the child while another one is read: the cap on memory is for one. */
const smallBytes = 1_000_000

/** Children run the build: this Node may load no .ts. */
const childFile = fileURLToPath(
  new URL(import.meta.url.replace(/\/src\/parse-process\/(parse-line)\.ts$/, '/dist/parse-process/$1.js')).href.replace(
    /parse-line\.js$/,
    'parse-child.js',
  ),
)

export function openLine({ deadlineMs, memoryMb }: { deadlineMs: number; memoryMb: number }): ParseLine {
  const waiting: Turn[] = []
  /** With the child: the first is being read. */
  let handed: Turn[] = []
  let child: ChildProcess | null = null
  let starting: ChildProcess | null = null
  let callOff = () => {}
  let closed = false

  function start(): void {
    const started = startChild(memoryMb)
    starting = started
    const onReady = () => settle(true)
    const onExit = () => settle(false)
    const settle = (ready: boolean) => {
      callOffStart()
      started.off('message', onReady)
      started.off('exit', onExit)
      if (starting !== started) return
      starting = null
      if (ready) take(started)
      else {
        started.kill('SIGKILL')
        waiting.shift()?.failed(new PipelineError('unexpected', 'The parsing process did not start.'))
      }
      advance()
    }
    const callOffStart = awakeDeadline(startDeadlineMs, () => settle(false))
    started.on('message', onReady)
    started.on('exit', onExit)
  }

  function take(started: ChildProcess): void {
    child = started
    started.on('message', (value) => {
      if (child !== started) return
      handed.shift()?.answered(value as ChildAnswer)
      watchFirst()
      advance()
    })
    started.on('exit', () => {
      if (child === started)
        lose(new PipelineError('parse_memory', `Reading it needed more than ${memoryMb} MB; it was given up.`))
    })
    keep(started, false)
  }

  /** Hands over what may go; starts a child where there is none. */
  function advance(): void {
    if (starting || waiting.length === 0) return
    // One that ended is heard of by its exit while it holds something.
    if (!child?.connected) {
      if (handed.length === 0) start()
      return
    }
    for (let turn = next(); turn; turn = next()) {
      handed.push(turn)
      child.send(turn.task, () => {}) // a child that ended is heard of by its exit
      if (handed.length === 1) watchFirst()
    }
    keep(child, handed.length > 0)
  }

  const next = (): Turn | undefined => {
    const isSmall = (waiting[0]?.task.bytes.byteLength ?? 0) <= smallBytes
    return handed.length === 0 || (handed.length === 1 && isSmall) ? waiting.shift() : undefined
  }

  function watchFirst(): void {
    callOff()
    callOff = () => {}
    if (handed.length === 0) {
      if (child) keep(child, false)
      return
    }
    const late = () =>
      lose(new PipelineError('parse_timeout', `Reading it took more than ${deadlineMs / 1000} s; it was given up.`))
    callOff = awakeDeadline(deadlineMs, late)
  }

  /** The child goes, and with it what it was reading. */
  function lose(failure: PipelineError): void {
    callOff()
    child?.kill('SIGKILL')
    child = null
    const [first, ...others] = handed
    handed = []
    waiting.unshift(...others)
    first?.failed(failure)
    advance()
  }

  return {
    read: (task) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(isStopping())
        const answered = (answer: ChildAnswer) =>
          answer.ok ? resolve(answer.parsed) : reject(new PipelineError(answer.code, answer.message))
        waiting.push({ task, answered, failed: reject })
        advance()
      }),
    warm() {
      if (!child && !starting && !closed) start()
    },
    close() {
      closed = true
      callOff()
      const turns = [...handed, ...waiting.splice(0)]
      handed = []
      for (const each of [child, starting]) each?.kill('SIGKILL')
      child = null
      starting = null
      for (const turn of turns) turn.failed(isStopping())
    },
  }
}

const isStopping = () => new PipelineError('queue_unavailable', 'The worker is stopping.')

const startChild = (memoryMb: number): ChildProcess =>
  fork(childFile, [], {
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
