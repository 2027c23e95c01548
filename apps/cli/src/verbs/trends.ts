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
    const asked = positionals[0] ?? ''
    // A P-code is known to the database alone; a name that nobody bears needs none to be refused.
    const named = /\d/u.test(asked) ? null : findPlace(asked, await openGazetteer())
    return withDatabase({ env, console }, async ({ sql }) => {
      const gazetteer = await openGazetteer(sql)
      const place = named ?? findPlace(asked, gazetteer)
      const { loadTrend, TrendRefusal, tableCsv, trendJson, trendTable, wholeView } = await import(
        '@displacement-monitor/trends'
      )
      const { loadClaims } = await import('../trend/load-claims.ts')
      const store = { sql, gazetteer, now: () => new Date() }
      const trend = await loadTrend(store, place, query, wholeView).catch((error: unknown) => {
        throw error instanceof TrendRefusal ? usageFailure(error.message) : error
      })
      const claims = await loadClaims(sql, trend.series, query.known_on)
      if (options.json || options.format === 'json') {
        const { reportsJson } = await import('../trend/reports-json.ts')
        await console.write(trendJson(trend, reportsJson(claims)))
        return exitCode.ok
      }
      if (options.format === 'csv') {
        const { addressesOf } = await import('../trend/reports-json.ts')
        await console.write(tableCsv(trendTable(trend, gazetteer, { reportsOf: addressesOf(claims) }), '\n'))
        return exitCode.ok
      }
      const { emptyLines, placesBeside } = await import('../trend/places-beside.ts')
      const { inReadersOrder } = await import('../trend/readers-order.ts')
      const series = inReadersOrder(trend.series)
      if (series.length === 0) {
        await console.print(...(await emptyLines(sql, trend)))
        return exitCode.ok
      }
      const { trendLines } = await import('../trend/trend-lines.ts')
      await console.print(...trendLines(trend, series, claims, console, { lists: query.from !== undefined }))
      const beside = placesBeside(trend)
      if (beside.length > 0) await console.print(...wrap(`See also: ${beside.join(', ')}`, console.columns))
      return exitCode.ok
    })
  },
})
