/** A PDF report to a document: its parts in reading order, its title, and the day that it says it was made or printed. */
import { type IsoDate, type ParsedDocument, parseIsoDate } from '@displacement-monitor/shared/domain'
import { PipelineError } from '@displacement-monitor/shared/errors'
import { cleanField } from '../clean-text.ts'
import { readPublicationDate } from '../publication-date.ts'
import { statedDay } from '../stated-day.ts'
import { tableLines } from './grid.ts'
import { openPdf, type Page } from './open-pdf.ts'
import { joinAcross, type Paragraph, paragraphsOf } from './paragraphs.ts'
import { partsOf } from './regions.ts'
import { withoutRepeatedLines } from './repeated-lines.ts'
import { segmentsOf } from './segments.ts'

/** Letters on a page of a scan: a stamp, a page number. */
const fewLetters = 20

/** Throws `scanned`, `unreadable_file`, `too_large`. */
export async function readPdf(bytes: Uint8Array): Promise<ParsedDocument> {
  const { pages, title, createdAt } = await openPdf(bytes)
  const letters = pages.reduce((sum, { words }) => sum + words.reduce((n, { text }) => n + lettersIn(text), 0), 0)
  if (letters < pages.length * fewLetters)
    throw new PipelineError('scanned', 'The PDF holds no letters to read: its pages are pictures, as of a scan.')
  const paragraphs = layOutPages(pages)
  const text = paragraphs.map((paragraph) => paragraph.text).join('\n\n')
  return {
    title: cleanField(fileTitle(title) ?? largestWords(paragraphs)),
    text,
    language: null,
    publisher: null,
    ...printed(text, createdAt),
    canonicalUrl: null,
  }
}

/** Paragraphs, tables and boxes in the order in which they are read. Pure: tests lay out words by hand. */
export function layOutPages(pages: readonly Page[]): Paragraph[] {
  const sheets = withoutRepeatedLines(pages.map((page) => ({ height: page.height, segments: segmentsOf(page) })))
  return joinAcross(
    sheets.flatMap(({ segments }) =>
      partsOf(segments).flatMap((part) =>
        part.kind === 'table' ? [{ text: tableLines(part.segments).join('\n'), size: 0 }] : paragraphsOf(part),
      ),
    ),
  )
}

const lettersIn = (text: string): number => text.match(/[\p{L}\p{Nd}]/gu)?.length ?? 0

/** What a person wrote; programs put the name of the file there. */
function fileTitle(title: string | null): string | null {
  const words = title?.trim() ?? ''
  const program =
    /^(microsoft|powerpoint|untitled|document\d*|slide \d|print|layout)\b|\.(docx?|pptx?|xlsx?|indd|ai|pdf|odt|qxd)$|^[\w.-]+$/i
  return words.length < 8 || program.test(words) ? null : words
}

/** Among the first paragraphs the one in the largest letters. */
function largestWords(paragraphs: readonly Paragraph[]): string | null {
  const candidates = paragraphs
    .slice(0, 15)
    .filter(({ text, size }) => size > 0 && text.length <= 200 && (text.match(/\p{L}/gu)?.length ?? 0) > 7)
  const most = Math.max(...candidates.map(({ size }) => size))
  return candidates.find(({ size }) => size > most - 0.5)?.text.replaceAll('\n', ' ') ?? null
}

/** A file made within two weeks after the day that it states was printed then; one made later was only saved anew. */
function printed(text: string, createdAt: string | null): Pick<ParsedDocument, 'publishedAt' | 'publishedOn'> {
  const stated = statedDay(text)
  const created = creationDate(createdAt)
  if (!stated) return created
  const days = created.publishedOn ? (Date.parse(created.publishedOn) - Date.parse(stated)) / 86_400_000 : -1
  return days >= 0 && days <= 14 ? created : { publishedAt: null, publishedOn: stated }
}

function creationDate(text: string | null): { publishedAt: Date | null; publishedOn: IsoDate | null } {
  const match = /^(?:D:)?(\d{4})(\d{2})(\d{2})(\d{2})?(\d{2})?(\d{2})?([Z+-])?(?:(\d{2})'?(\d{2})?)?/.exec(text ?? '')
  if (!match) return { publishedAt: null, publishedOn: null }
  const [, year, month, day, hour, minute = '00', second = '00', sign, zoneHour = '00', zoneMinute = '00'] = match
  const date = `${year}-${month}-${day}`
  if (!hour || !sign || !parseIsoDate(date)) return readPublicationDate(date)
  return readPublicationDate(
    `${date}T${hour}:${minute}:${second}${sign === 'Z' ? 'Z' : `${sign}${zoneHour}:${zoneMinute}`}`,
  )
}
