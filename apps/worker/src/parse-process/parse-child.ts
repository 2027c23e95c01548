/** The process that parses: whatever the bytes do to it, the worker that started it lives. One task at a time, in their order. */
import { Worker } from 'node:worker_threads'
import { asFailure, PipelineError } from '@displacement-monitor/shared/errors'
import { loadAdapters } from '../sources/load-adapters.ts'
import { type Parsed, type ParsedPlaces, type ParseTask, type PlaceListTask, runParseTask } from './parse-task.ts'

export type ChildAnswer =
  | { ok: true; parsed: Parsed | ParsedPlaces }
  | { ok: false; code: PipelineError['code']; message: string }

watchMemory(Number(process.env.PARSE_RESIDENT_MB))
const adapters = await loadAdapters()

let last: Promise<unknown> = Promise.resolve()
process.on('message', (task: ParseTask | PlaceListTask) => {
  last = last.then(async () => process.send?.(await answer(task)))
})
// The parent is gone: so is the reason to be here.
process.on('disconnect', () => process.exit(0))
process.on('SIGINT', () => {}) // Ctrl-C reaches the whole group; the parent decides
process.send?.('ready')

/**
 * The engine's own cap counts its heap alone; what a stream unpacks to lies beside it. A thread looks on, since the one that
 * parses has no moment to.
 */
function watchMemory(residentMb: number): void {
  if (!Number.isFinite(residentMb)) return
  const look = `const { memoryUsage, kill, pid } = process
    setInterval(() => { if (memoryUsage.rss() > ${residentMb} * 1e6) kill(pid, 'SIGKILL') }, 20)`
  new Worker(look, { eval: true, stdin: false, resourceLimits: { maxOldGenerationSizeMb: 8 } }).unref()
}

async function answer(task: ParseTask | PlaceListTask): Promise<ChildAnswer> {
  try {
    if (task.want !== 'places') return { ok: true, parsed: await runParseTask(task, adapters) }
    // The readers of sheets weigh more than all pages need.
    const { readPlaceList } = await import('../place-list/read-place-list.ts')
    return { ok: true, parsed: { places: await readPlaceList(task) } }
  } catch (error) {
    if (error instanceof RangeError && /call stack/i.test(error.message))
      return { ok: false, code: 'too_deep', message: 'The page nests too many elements in one another.' }
    const { code, message } = error instanceof PipelineError ? error : asFailure(error)
    return { ok: false, code, message }
  }
}
