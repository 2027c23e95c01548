/**
 * Parsing in a child process with a deadline and a memory cap, used again for the next body and replaced after a kill.
 * A thread would share the worker's memory and take it along; a child cannot.
 */
import type { PlaceList } from '../place-list/read-place-list.ts'
import { openLine } from './parse-line.ts'
import type { Parsed, ParseTask, PlaceListTask } from './parse-task.ts'

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

export function openParser({
  deadlineMs = defaultDeadlineMs,
  memoryMb = defaultMemoryMb,
  dumpBytes = defaultDumpBytes,
}: ParserOptions = {}): Parser {
  const line = openLine({ deadlineMs, memoryMb })
  return {
    async parse(task) {
      if (task.want === 'releases' && task.bytes.length > dumpBytes) return parseDump(task)
      const parsed = await line.read(task)
      if ('places' in parsed) throw new Error('the parser answered with places where a page was handed in')
      return parsed
    },
    async parsePlaces(task) {
      const parsed = await line.read(task)
      if ('places' in parsed) return parsed.places
      throw new Error('the parser answered with a page where a list of places was handed in')
    },
    warm: () => line.warm(),
    close: async () => line.close(),
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
