/** The reports behind a table, numbered as they appear in it. */
import type { TrendPointJson } from '@displacement-monitor/shared/contracts'
import type { Witness } from '@displacement-monitor/shared/db'
import { counted } from '../output/amounts.ts'
import type { Console } from '../output/console.ts'
import { shorten } from '../output/wrap.ts'
import type { ClaimsById } from './load-claims.ts'

export interface NumberedReports {
  list: readonly { number: number; report: Witness; more: number }[]
  /** "[11][12]" */
  numbersOf(point: TrendPointJson): string
}

/** The first print of each claim stands for it; how many more printed it is told. */
export function numberReports(points: readonly TrendPointJson[], claims: ClaimsById): NumberedReports {
  const byClaim = new Map<number, number>()
  const list: { number: number; report: Witness; more: number }[] = []
  for (const claim of points.flatMap((point) => point.claims)) {
    const [report, ...others] = claims.get(claim)?.witnesses ?? []
    if (report === undefined || byClaim.has(claim)) continue
    const urls = new Set(others.map(({ url }) => url))
    urls.delete(report.url)
    const same = list.find((entry) => entry.report.url === report.url)
    if (same === undefined) list.push({ number: list.length + 1, report, more: urls.size })
    byClaim.set(claim, same?.number ?? list.length)
  }
  return {
    list,
    numbersOf: (point) =>
      [...new Set(point.claims.flatMap((id) => byClaim.get(id) ?? []))].map((number) => `[${number}]`).join(''),
  }
}

/** Day, publisher, words and address of each; one line a report in a pipe. */
export function reportLines({ list }: NumberedReports, { paint, columns, onTerminal }: Console): string[] {
  const pad = ' '.repeat(5)
  return list.flatMap(({ number, report, more }) => {
    const who = report.publisher ?? report.title ?? 'publisher not named'
    const others = more > 0 ? `, and ${counted(more, 'more report')}` : ''
    const head = `${`[${number}]`.padEnd(pad.length)}${report.publishedOn ?? 'undated'}  ${who}${others}`
    if (!onTerminal) return [`${head}\t${report.url}`]
    return [head, `${pad}"${shorten(report.excerpt, columns - pad.length - 2)}"`, pad + paint.faint(report.url)]
  })
}
