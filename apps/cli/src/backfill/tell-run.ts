/** Where a run stands, and once it has ended, what it changed. */
import type { Database } from '@displacement-monitor/shared/db'
import { type ExitCode, exitCode } from '../command/exit-code.ts'
import type { Console } from '../output/console.ts'
import { snakeCased } from '../output/snake-case.ts'
import { closingLines } from './closing-lines.ts'
import { estimateLines, progressInWords, whatIsAsked } from './run-lines.ts'

/** `failed` where something of it was given up. */
export async function tellRun(
  sql: Database,
  id: number,
  { json, console }: { json: boolean; console: Console },
): Promise<ExitCode> {
  const { failedChunks, getRun, progressOf } = await import('@displacement-monitor/shared/db')
  const [run, progress, given] = await Promise.all([getRun(sql, id), progressOf(sql, id), failedChunks(sql, id)])
  if (!run) throw new Error(`run ${id} is gone`)
  const code = run.state === 'failed' ? exitCode.failed : exitCode.ok
  if (json) {
    await console.print(JSON.stringify(snakeCased({ ...run, progress, failedParts: given }), null, 2))
    return code
  }
  await console.print(
    `Run ${run.id}, ${run.state}: ${whatIsAsked(run)}.`,
    ...(run.failureMessage === null ? [] : [run.failureMessage]),
    ...(run.estimate === null ? [] : estimateLines(run.estimate)),
    ...(run.closing !== null
      ? closingLines(run, run.closing, console)
      : run.estimate !== null || run.failureMessage
        ? []
        : [progressInWords(progress)]),
    ...given.map(({ from, to, failureMessage }) => `Given up: ${from ?? ''} to ${to ?? ''}: ${failureMessage ?? ''}`),
    ...(given.length > 0 ? [`Try these again: npx monitor backfill retry ${run.id}`] : []),
  )
  return code
}
