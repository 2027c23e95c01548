/** `monitor trends PLACE`: how displacement from a place went on, with the words behind every number. */
import { exitCode } from '../command/exit-code.ts'
import { usageFailure } from '../command/failure.ts'
import { defineVerb } from '../command/verb.ts'
import { withDatabase } from '../database/with-database.ts'
import { wrap } from '../output/wrap.ts'
import { findPlace } from '../places/find-place.ts'
import { openGazetteer } from '../places/open-gazetteer.ts'
import { readTrendQuery, trendOptions } from '../trend/trend-query.ts'

export default defineVerb({
  name: 'trends',
  summary: 'show how displacement from a place went on',
  about: [
    'PLACE is a name in any language or an id (SYR, SY-ID, area:north-west-syria). Each series is a chart, a table and the reports behind it.',
    'A value is the printed one; BETWEEN is what its words allow. Between reports a line steps and is never interpolated.',
  ],
  positionals: [{ name: 'PLACE', description: 'a name or an id', required: true, many: false }],
  options: trendOptions,
  examples: [
    ['trends Idlib', 'All series of Idlib.'],
    ['trends SY-ID --known-on 2020-02-12', 'As it looked when nothing later was printed.'],
    ['trends "Deir ez-Zor" --step month --format csv > deir.csv', 'For a spreadsheet.'],
  ],
  run: async ({ options, positionals, console, env }) => {
    const query = readTrendQuery(options)
    if (options.json && options.format !== null && options.format !== 'json') {
      throw usageFailure(`--json and --format ${options.format} exclude each other.`)
    }
    const gazetteer = await openGazetteer()
    const place = findPlace(positionals[0] ?? '', gazetteer)
    return withDatabase({ env, console }, async ({ sql }) => {
      const { loadTrend } = await import('../trend/load-trend.ts')
      const { loadWitnesses } = await import('../trend/load-witnesses.ts')
      const today = new Date().toISOString().slice(0, 10)
      const series = await loadTrend(sql, gazetteer, place, query, today)
      const witnesses = await loadWitnesses(sql, series, query)
      if (options.json || options.format === 'json') {
        const { trendJson } = await import('../trend/trend-json.ts')
        await console.print(JSON.stringify(trendJson(place, query, series, witnesses), null, 2))
        return exitCode.ok
      }
      if (options.format === 'csv') {
        const { trendCsv } = await import('../trend/trend-csv.ts')
        await console.print(...trendCsv(place, series, witnesses))
        return exitCode.ok
      }
      const { emptyLines, placesBeside } = await import('../trend/places-beside.ts')
      if (series.length === 0) {
        await console.print(...(await emptyLines(sql, gazetteer, place)))
        return exitCode.ok
      }
      const { trendLines } = await import('../trend/trend-lines.ts')
      await console.print(...trendLines(place, query, series, witnesses, console))
      const beside = await placesBeside(sql, gazetteer, place)
      if (beside.length > 0) await console.print(...wrap(`See also: ${beside.join(', ')}`, console.columns))
      return exitCode.ok
    })
  },
})
