/** Workbooks and CSV files as reports. */
import type { ParsedDocument } from '@displacement-monitor/shared/domain'
import { PipelineError } from '@displacement-monitor/shared/errors'

export function readWorkbookReport(_bytes: Buffer): ParsedDocument {
  throw new PipelineError('unsupported_media_type', 'The answer is a workbook; such files are not read yet.')
}

export function readCsvReport(_text: string): ParsedDocument {
  throw new PipelineError('unsupported_media_type', 'The answer is a CSV file; such files are not read yet.')
}
