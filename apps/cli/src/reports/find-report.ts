/** The report of a number or an address. */
import type { ReportRow, Sql } from '@displacement-monitor/shared/db'
import { notFound } from '../command/failure.ts'

export async function findReport(sql: Sql, asked: string): Promise<ReportRow> {
  const { findReportByUrl, getReport } = await import('@displacement-monitor/shared/db')
  const report = /^[1-9]\d{0,14}$/u.test(asked)
    ? await getReport(sql, Number(asked))
    : await findReportByUrl(sql, asked)
  if (report) return report
  throw notFound(
    `There is no report ${asked}.`,
    'By its number or its whole address: npx monitor reports',
    'A page that was read under another address is listed under the one that its source gave.',
  )
}
