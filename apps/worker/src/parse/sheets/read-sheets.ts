/** Workbooks and CSV files as reports: their tables told as text, sheet after sheet. */
import { type ParsedDocument, utcDay } from '@displacement-monitor/shared/domain'
import { PipelineError } from '@displacement-monitor/shared/errors'
import { CsvError, parse } from 'csv-parse/sync'
import { cleanField } from '../clean-text.ts'
import { statedDay } from '../stated-day.ts'
import { delimiterOf } from './delimiter.ts'
import { type GridRow, gridText } from './grid-text.ts'
import { openWorkbook } from './open-workbook.ts'

/** Longer ones are data for a program; extraction of them would hold up all other reports. */
const longestText = 1_000_000

/** Throws `too_large`, `unreadable_file`. */
export async function readWorkbookReport(bytes: Buffer): Promise<ParsedDocument> {
  const { title, savedAt, sheets } = await openWorkbook(bytes)
  const told = sheets.map(({ name, rows }) => ({ name, paragraphs: gridText(rows) }))
  const full = told.filter(({ paragraphs }) => paragraphs.length > 0)
  const text = full.flatMap(({ name, paragraphs }) => [name, ...paragraphs]).join('\n\n')
  const day = statedDay(text)
  return {
    ...documentOf(text),
    title: cleanField(title) ?? cleanField(full[0]?.name),
    publishedOn: day ?? (savedAt && savedAt.getUTCFullYear() >= 1990 ? utcDay(savedAt) : null),
  }
}

/** Throws `too_large`, `unreadable_file`. */
export function readCsvReport(text: string): ParsedDocument {
  return documentOf(gridText(rowsOf(text)).join('\n\n'))
}

function rowsOf(text: string): GridRow[] {
  try {
    const records = parse(text, {
      delimiter: delimiterOf(text),
      bom: true,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: 100_000,
      skip_empty_lines: false,
    }) as unknown as { record: string[]; info: { lines: number } }[]
    return records.map(({ record, info }) => ({ number: info.lines, cells: record.map((cell) => cell.trim()) }))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new PipelineError('unreadable_file', 'The file is no CSV: a quotation mark in it is never closed.', {
      cause: error,
    })
  }
}

function documentOf(text: string): ParsedDocument {
  if (text.length > longestText)
    throw new PipelineError(
      'too_large',
      `The sheets have ${(text.length / 1e6).toFixed(1)} million characters; ${longestText / 1e6} million are read at most.`,
    )
  return {
    title: null,
    text,
    language: null,
    publisher: null,
    publishedAt: null,
    publishedOn: null,
    canonicalUrl: null,
  }
}
