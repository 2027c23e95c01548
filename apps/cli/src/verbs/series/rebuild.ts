/** `series rebuild`: every line built again from its claims; finds that nothing differs, or prints what did. */
import type { ChangedPoints } from '@displacement-monitor/shared/db'
import { exitCode } from '../../command/exit-code.ts'
import { defineVerb } from '../../command/verb.ts'
import { withDatabase } from '../../database/with-database.ts'
import { counted, grouped } from '../../output/amounts.ts'
import { openProgress } from '../../output/progress.ts'
import { snakeCased } from '../../output/snake-case.ts'
import { findPlace } from '../../places/find-place.ts'
import { openGazetteer } from '../../places/open-gazetteer.ts'

export const rebuildSeries = defineVerb({
  name: 'series rebuild',
  summary: 'build every line again from its claims, and say what differs',
  about: [
    'Safe beside running workers and to repeat; killed at any moment, nothing is lost. The same claims give the same lines, so',
    'it finds none that differs, unless a worker had work left, a new version has new rules, or somebody changed the tables.',
    'What differs is put right, and what was shown before stays known on its day.',
  ],
  positionals: [{ name: 'PLACE', description: 'of this place alone, by name or id', required: false, many: false }],
  options: {},
  examples: [
    ['series rebuild', 'All lines.'],
    ['series rebuild SY-ID --json', 'Those of Idlib, for a program.'],
  ],
  run: ({ options, positionals, console, env, signal }) =>
    withDatabase({ env, console }, async ({ sql }) => {
      const { rebuildAll } = await import('@displacement-monitor/worker')
      const { subjectGroups } = await import('@displacement-monitor/shared/db')
      const gazetteer = await openGazetteer(sql)
      const place = positionals[0] === undefined ? null : findPlace(positionals[0], gazetteer)
      const progress = await openProgress(console, (await subjectGroups(sql, place?.id ?? null)).length)
      const poisoned: string[] = []
      const rebuilt = await rebuildAll(sql, gazetteer, {
        placeId: place?.id ?? null,
        stopping: () => signal.aborted,
        onProgress: (done, _, placeId) => progress.at(done, placeId),
        onPoison: (subjectId, error) => poisoned.push(`subject ${subjectId}: ${String(error)}`),
      })
      progress.end()
      const { subjects, series, changed } = rebuilt
      if (options.json)
        await console.print(JSON.stringify(snakeCased({ subjects, series, changed, poisoned }), null, 2))
      else {
        await console.print(...changed.flatMap(changeLines))
        const found = changed.length === 0 ? 'all as they were' : `${changed.length} differed and are put right`
        await console.print(`${counted(series, 'line')} of ${counted(subjects, 'subject')}: ${found}.`)
        for (const line of poisoned) console.note(`cannot be built, and stays as it is: ${line}`)
      }
      if (signal.aborted) return exitCode.interrupted
      return poisoned.length > 0 ? exitCode.failed : exitCode.ok
    }),
})

/** One line for the series, one for each point that went (−) or came (+). */
function changeLines({ seriesId, placeId, category, kind, since, removed, gone, came }: ChangedPoints): string[] {
  const name = [placeId, category, kind, ...(since ? [`since ${since}`] : [])].join(' ')
  const what = removed
    ? 'has no claim any more'
    : gone.length + came.length === 0
      ? 'its state or evidence differed'
      : ''
  const point = (sign: string) => (side: { asOf: string; value: number | null }) =>
    `  ${sign} ${side.asOf} ${side.value === null ? 'unknown' : grouped(side.value)}`
  return [`series ${seriesId}: ${name}${what && `: ${what}`}`, ...gone.map(point('−')), ...came.map(point('+'))]
}
