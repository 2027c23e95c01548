/** `monitor backfill`: a source's archive, or what is kept, read over a range of days; survives whatever ends this terminal. */
import { askedFor } from '../backfill/ask-run.ts'
import { followRun } from '../backfill/follow-run.ts'
import { whatIsAsked } from '../backfill/run-lines.ts'
import { tellRun } from '../backfill/tell-run.ts'
import { exitCode } from '../command/exit-code.ts'
import { defineVerb } from '../command/verb.ts'
import { actorName } from '../database/actor.ts'
import { withDatabase } from '../database/with-database.ts'
import { openGazetteer } from '../places/open-gazetteer.ts'
import { followBackfill } from './backfill/follow.ts'
import { listBackfills } from './backfill/list.ts'
import { orderVerb } from './backfill/order.ts'
import { showBackfill } from './backfill/show.ts'

export default defineVerb({
  name: 'backfill',
  summary: 'read the past: an archive, or what is kept',
  about: [
    'The run is data: this terminal works on it, and so do all running workers. Ctrl-C leaves it as it is; a worker, or the same ' +
      'command again, goes on with it. The same asked twice is one run. Nothing that it finds is sent to anybody.',
    'How runs work: docs/backfills.md.',
  ],
  options: {
    source: { type: 'string', valueHint: 'ID', description: 'Whose archive (--reextract: whose reports; else of all)' },
    from: {
      type: 'string',
      valueHint: 'DATE',
      description: 'First day of print (else: as far back as the archive goes)',
    },
    to: { type: 'string', valueHint: 'DATE', description: 'Last day (else today)' },
    reextract: { type: 'boolean', description: "Read what is kept with today's code, without the network" },
    'dry-run': { type: 'boolean', description: 'Only tell what it would do' },
    again: { type: 'boolean', description: 'Once more, although this very run has ended' },
    detach: { type: 'boolean', description: 'Leave it to the workers' },
  },
  actions: {
    list: listBackfills,
    show: showBackfill,
    follow: followBackfill,
    pause: orderVerb('pause', 'have nothing more begun; what is being read is read to its end', 'is paused'),
    resume: orderVerb('resume', 'go on with a paused run', 'goes on'),
    cancel: orderVerb('cancel', 'end a run; what it has read stays', 'is cancelled'),
    retry: orderVerb('retry', 'try the parts again that were given up', 'tries its failed parts again'),
  },
  examples: [
    ['backfill --source reliefweb-api --from 2019-12-01 --to 2020-05-31 --dry-run', 'How much that would be.'],
    ['backfill --source reliefweb-api --from 2019-12-01 --to 2020-05-31', 'Read it.'],
    ['backfill --reextract --dry-run', "What today's code reads otherwise than what is stored."],
    ['backfill pause 3', 'Have run 3 wait.'],
  ],
  run: ({ options, console, env, signal }) =>
    withDatabase({ env, console }, async ({ sql, url }) => {
      const { askForRun } = await import('@displacement-monitor/shared/db')
      const { openReader, runHere } = await import('@displacement-monitor/worker')
      const { readConfig } = await import('@displacement-monitor/shared/config')
      const gazetteer = await openGazetteer(sql)
      const { run, isNew } = await askForRun(sql, await askedFor(sql, options), actorName())
      console.note(`Run ${run.id}: ${whatIsAsked(run)}${isNew ? '' : ` (asked for before, ${run.state})`}`)
      if (options.detach || run.finishedAt !== null) return tellRun(sql, run.id, { json: options.json, console })
      const reader = await openReader(readConfig({ ...env, DATABASE_URL: url }), { sql, gazetteer })
      const ended = new AbortController()
      try {
        const watching = followRun(sql, run.id, console, AbortSignal.any([signal, ended.signal]))
        await runHere(reader.context, run.id, { stopping: signal }).finally(() => ended.abort())
        await watching
      } finally {
        await reader.close()
      }
      const code = await tellRun(sql, run.id, { json: options.json, console })
      if (!signal.aborted) return code
      console.note(
        `Run ${run.id} is not at its end: workers go on with it, and so does npx monitor backfill follow ${run.id}.`,
      )
      return exitCode.interrupted
    }),
})
