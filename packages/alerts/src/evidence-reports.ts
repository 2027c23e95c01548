/** The reports behind a number, as everybody may see them: the two or three that say it best, each with its own sentence. */
import type { AlertEntryJson } from '@displacement-monitor/shared/contracts'
import { type FigureRow, getReading, listFigures } from '@displacement-monitor/shared/db'
import type { ClaimId, IsoDate } from '@displacement-monitor/shared/domain'
import { openFigure, openLength, sentenceOf } from '@displacement-monitor/trends'
import { linkTo } from './link-to.ts'
import type { MessageStore } from './message-store.ts'

const reportsTold = 3
/** Looked at; a number printed by more is told by the best of these. */
const figuresRead = 60

export interface Evidence {
  reports: AlertEntryJson['reports']
  /** Reports beyond those told. */
  more: number
  /** Sources of all of them, for their terms. */
  sourceIds: string[]
}

/** `printedBy`: as it was known on that day. One figure a report: the counter's own document first, then what a person has checked, then the surest. */
export async function evidenceOf(
  store: MessageStore,
  claimIds: readonly ClaimId[],
  printedBy: IsoDate | null = null,
): Promise<Evidence> {
  const { items } = await listFigures(store.sql, { claimIds }, null, figuresRead)
  const byReport = new Map<number, FigureRow>()
  const known = items.filter(
    ({ review, publishedOn }) =>
      review !== 'rejected' && (printedBy === null || publishedOn === null || publishedOn <= printedBy),
  )
  for (const figure of known.sort(better)) if (!byReport.has(figure.reportId)) byReport.set(figure.reportId, figure)
  const open = [...byReport.values()].flatMap((figure) => openFigure(figure, store.gazetteer) ?? [])
  const told = open.slice(0, reportsTold)
  const reports: AlertEntryJson['reports'] = []
  for (const { figure, showsWords } of told)
    reports.push({
      title: figure.reportTitle,
      publisher: figure.publisher ?? 'unknown publisher',
      url: figure.url,
      published_on: figure.publishedOn,
      excerpt: showsWords ? await ownSentence(store, figure) : null,
      figure: linkTo(store, `/v1/figures/${figure.id}`),
    })
  return {
    reports,
    more: open.length - told.length,
    sourceIds: [...new Set(open.map(({ figure }) => figure.sourceId))],
  }
}

const better = (a: FigureRow, b: FigureRow): number =>
  Number(b.ownDocument) - Number(a.ownDocument) || checked(b) - checked(a) || b.confidence - a.confidence || a.id - b.id

const checked = ({ review }: FigureRow): number => (review === 'approved' || review === 'corrected' ? 1 : 0)

async function ownSentence({ sql }: MessageStore, figure: FigureRow): Promise<string> {
  const reading = await getReading(sql, figure.readingId)
  if (!reading) return figure.excerpt.text.slice(0, openLength)
  const { before, words, after } = sentenceOf(reading.text, figure.excerpt)
  return `${before}${words}${after}`
}
