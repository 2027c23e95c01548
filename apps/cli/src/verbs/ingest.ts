/** `monitor ingest`: reports handed in by a person, through all stages into the database. */
import { exitCode } from '../command/exit-code.ts'
import { explain } from '../command/explain.ts'
import { CommandFailure } from '../command/failure.ts'
import { defineVerb } from '../command/verb.ts'
import { withDatabase } from '../database/with-database.ts'
import { type Ingested, ingestedJson } from '../ingest/ingested-json.ts'
import { ingestedLines } from '../ingest/ingested-lines.ts'
import { dayOption, languageOption } from '../input/read-option.ts'
import { counted } from '../output/amounts.ts'
import { notice } from '../output/notice.ts'
import { OutputClosed } from '../output/output-closed.ts'
import { openProgress } from '../output/progress.ts'

export default defineVerb({
  name: 'ingest',
  summary: 'read a report into the database, all stages',
  about: [
    'Fetches or opens each report, reads its text, finds the figures, and rebuilds the series they touch. Twice the same changes nothing: ' +
      'a file is known by its bytes, a page by its address.',
    'One report that fails does not stop the others; the exit code is then 1.',
  ],
  positionals: [{ name: 'FILE or URL', description: 'pages or texts', required: true, many: true }],
  options: {
    published: {
      type: 'string',
      valueHint: 'DATE',
      description: 'The day of print, where the page does not say or is wrong',
    },
    lang: { type: 'string', valueHint: 'CODE', description: 'The language, like en (else as the page says)' },
    source: { type: 'string', valueHint: 'ID', description: 'The source it belongs to (else: handed in by a person)' },
  },
  examples: [
    ['ingest article.html --published 2020-02-17', 'A saved page.'],
    ['ingest https://example.org/one https://example.org/two', 'Two pages from the network.'],
    ['ingest reports/*.html --json > ingested.json', 'A folder, with what was found in each.'],
  ],
  run: async ({ options, positionals, console, env, signal }) => {
    const publishedOn = dayOption('published', options.published)
    const language = languageOption('lang', options.lang)
    return withDatabase({ env, console }, async ({ sql, url }) => {
      const { openIngest } = await import('../ingest/open-ingest.ts')
      const ingest = await openIngest(sql, { ...env, DATABASE_URL: url }, options.source)
      const progress = await openProgress(console, positionals.length)
      const answers: object[] = []
      let [failures, figures] = [0, 0]
      try {
        for (const [index, input] of positionals.entries()) {
          if (signal.aborted) break
          progress.at(index, input)
          try {
            const ingested: Ingested = await ingest.read(input, { publishedOn, language })
            figures += ingested.figures.length
            if (options.json) answers.push(ingestedJson(input, ingested))
            else await console.print(...(index > 0 ? [''] : []), ...ingestedLines(input, ingested, console))
          } catch (error) {
            if (error instanceof OutputClosed) throw error
            failures += 1
            const { message, hints } = error instanceof CommandFailure ? error : explain(error)
            if (options.json) answers.push({ input, error: message })
            console.note(`${console.paint.bad('monitor:')} ${input}: ${message}`)
            for (const hint of hints) console.note(`  ${hint}`)
          }
        }
      } finally {
        progress.end()
        await ingest.close()
      }
      if (options.json) await console.print(JSON.stringify(answers, null, 2))
      else if (figures > 0 && console.onTerminal) await console.print('', console.paint.faint(notice))
      if (failures > 0 && positionals.length > 1)
        console.note(`${counted(failures, 'report')} of ${positionals.length} could not be read.`)
      return failures > 0 ? exitCode.failed : exitCode.ok
    })
  },
})
