/** The process that parses: whatever the bytes do to it, the worker that started it lives. One task at a time. */
import { asFailure, PipelineError } from '@displacement-monitor/shared/errors'
import { loadAdapters } from '../sources/load-adapters.ts'
import { type Parsed, type ParsedPlaces, type ParseTask, type PlaceListTask, runParseTask } from './parse-task.ts'

export type ChildAnswer =
  | { ok: true; parsed: Parsed | ParsedPlaces }
  | { ok: false; code: PipelineError['code']; message: string }

const adapters = await loadAdapters()

process.on('message', async (task: ParseTask | PlaceListTask) => {
  process.send?.(await answer(task))
})
// The parent is gone: so is the reason to be here.
process.on('disconnect', () => process.exit(0))
process.on('SIGINT', () => {}) // Ctrl-C reaches the whole group; the parent decides
process.send?.('ready')

async function answer(task: ParseTask | PlaceListTask): Promise<ChildAnswer> {
  try {
    if (task.want !== 'places') return { ok: true, parsed: runParseTask(task, adapters) }
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
