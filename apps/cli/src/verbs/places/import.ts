/** `places import`: the P-codes of a COD-AB or HDX list, attached to the places that are known here. */
import { writeFile } from 'node:fs/promises'
import { attachPcodes } from '@displacement-monitor/gazetteer'
import { exitCode } from '../../command/exit-code.ts'
import { failed } from '../../command/failure.ts'
import { defineVerb } from '../../command/verb.ts'
import { actorName } from '../../database/actor.ts'
import { withDatabase } from '../../database/with-database.ts'
import { snakeCased } from '../../output/snake-case.ts'
import { countAttached } from '../../places/count-attached.ts'
import { importLines } from '../../places/import-lines.ts'
import { openGazetteer } from '../../places/open-gazetteer.ts'
import { openList } from '../../places/open-list.ts'
import { unmatchedCsv, unmatchedUnits } from '../../places/unmatched-list.ts'

export const importPlaces = defineVerb({
  name: 'places import',
  summary: 'take over the P-codes of a COD-AB or HDX list',
  about: [
    'CSV or XLSX, with or without an HXL row: a row a unit (Location, Admin Level, P-Code, Name, Parent P-Code), or a row ' +
      'with all levels (ADM1_EN, ADM1_PCODE, ADM2_EN …), as data.humdata.org has them for each country and for all.',
    'Units are found by country, level, parent and name; what two places could be stays without a code. A broken list ' +
      'is refused with its row and column and changes nothing. The same list again changes nothing; a list of a later ' +
      'date replaces the codes that it no longer has, which still find their place.',
  ],
  positionals: [
    { name: 'FILE or URL', description: 'the list, or hdx for that of all countries', required: true, many: false },
  ],
  options: {
    unmatched: { type: 'string', valueHint: 'FILE', description: 'Write what found no place there, as CSV' },
    'dry-run': { type: 'boolean', description: 'Show what would be found; store nothing' },
  },
  examples: [
    ['places import hdx', 'All countries at once, levels 1 and 2, from data.humdata.org.'],
    ['places import syr_adminboundaries.xlsx --unmatched left.csv', 'One country, and what is left to a person.'],
    ['places import list.csv --dry-run --json', 'For a script, and nothing stored.'],
  ],
  run: async (invocation) => {
    const { options, positionals, console, env } = invocation
    const list = await openList(positionals[0] ?? '', console, env)
    const { parsePlaceList } = await import('@displacement-monitor/worker')
    const { units, withoutCode } = await parsePlaceList(list)
    const gazetteer = await openGazetteer()
    const attached = attachPcodes(units, gazetteer)
    const stored = options['dry-run']
      ? null
      : await withDatabase(invocation, async ({ sql }) => {
          const { importPcodes } = await import('@displacement-monitor/shared/db')
          return importPcodes(sql, { name: list.name, sha256: list.sha256, actor: actorName() }, attached)
        })
    const unmatched = unmatchedUnits(attached)
    if (options.unmatched !== null) await writeUnmatched(options.unmatched, unmatchedCsv(unmatched))
    const counts = countAttached(attached)
    if (options.json) {
      const { name, sha256 } = list
      const json = { list: { name, sha256 }, codes: attached.length, withoutCode, stored, counts, unmatched }
      await console.print(JSON.stringify(snakeCased(json), null, 2))
    } else
      await console.print(
        ...importLines(
          {
            name: list.name,
            counts,
            withoutCode,
            stored,
            writtenTo: options.unmatched,
            countryName: (iso3) => gazetteer.place(iso3)?.name ?? null,
          },
          console,
        ),
      )
    return exitCode.ok
  },
})

async function writeUnmatched(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw failed(
      `${file} was not written (${code ?? 'unknown'}); the list itself was read.`,
      'Give a folder that is there.',
    )
  }
}
