/** A PDF's bytes to the words of its pages with their places. Scripts, forms and pictures in it are never run or unpacked. */
import { PipelineError } from '@displacement-monitor/shared/errors'

/** Words that were drawn in one go, in points from the upper left corner of the page as it is looked at. */
export interface Word {
  text: string
  x0: number
  x1: number
  /** Of the line that the letters stand on. */
  baseline: number
  size: number
}

export interface Page {
  width: number
  height: number
  words: Word[]
}

export interface OpenedPdf {
  pages: Page[]
  title: string | null
  /** "D:20210614093000+02'00'", as the file has it. */
  createdAt: string | null
}

/** A year's book of tables has 300; extraction of more would hold up all other reports. */
export const mostPages = 500
/** Words of all pages; beyond this the text would be refused anyway. */
const mostCharacters = 3_000_000

/** Throws `unreadable_file` and `too_large`, with the reason in words. */
export async function openPdf(bytes: Uint8Array): Promise<OpenedPdf> {
  const { getResolvedPDFJS } = await import('unpdf')
  const { getDocument, VerbosityLevel } = await getResolvedPDFJS()
  const loading = getDocument({
    // The library keeps what it is given; the bytes stay the caller's.
    data: new Uint8Array(bytes),
    verbosity: VerbosityLevel.ERRORS,
    isEvalSupported: false,
    enableXfa: false,
    disableFontFace: true,
    useSystemFonts: false,
    stopAtErrors: false,
    maxImageSize: 0,
  })
  const document = await loading.promise.catch((error: unknown) => {
    throw unreadable(error)
  })
  try {
    if (document.numPages > mostPages)
      throw new PipelineError(
        'too_large',
        `The PDF has ${document.numPages.toLocaleString('en')} pages; ${mostPages} are read at most.`,
      )
    const pages: Page[] = []
    let left = mostCharacters
    for (let number = 1; number <= document.numPages; number++) {
      const page = await readPage(document, number)
      left -= page?.words.reduce((sum, { text }) => sum + text.length, 0) ?? 0
      if (left < 0) throw new PipelineError('too_large', 'The PDF has more than 3 million characters.')
      if (page) pages.push(page)
    }
    if (pages.length === 0) throw new PipelineError('unreadable_file', 'None of the pages of the PDF can be read.')
    const { info } = await document.getMetadata().catch(() => ({ info: {} }))
    const { Title, CreationDate } = info as Record<string, unknown>
    return {
      pages,
      title: typeof Title === 'string' ? Title : null,
      createdAt: typeof CreationDate === 'string' ? CreationDate : null,
    }
  } finally {
    await loading.destroy()
  }
}

type PdfDocument = Awaited<ReturnType<typeof import('unpdf').getDocumentProxy>>
type Matrix = readonly number[]

/** Null for a page that is broken; the others are read all the same. */
async function readPage(document: PdfDocument, number: number): Promise<Page | null> {
  try {
    const page = await document.getPage(number)
    const { width, height, transform } = page.getViewport({ scale: 1 })
    const { items } = await page.getTextContent()
    const words = items.flatMap((item) => ('str' in item ? (wordOf(item, transform) ?? []) : []))
    page.cleanup()
    return { width, height, words: withoutShadows(words) }
  } catch (error) {
    if (error instanceof RangeError) throw error
    return null
  }
}

interface Item {
  str: string
  transform: Matrix
  width: number
}

/** Null for blanks and for words that do not lie level: watermarks, names of axes. */
function wordOf({ str, transform, width }: Item, view: Matrix): Word | null {
  const text = str.replaceAll('\u00a0', ' ').trim()
  if (text === '') return null
  const [a, b, c, d, x, y] = times(view, transform)
  const size = Math.hypot(c, d)
  const level = Math.abs(b) < Math.abs(a) * 0.05 && a > 0
  if (!level || size < 1 || !Number.isFinite(x + y + width + size)) return null
  return { text, x0: x, x1: x + Math.max(width, size * 0.1), baseline: y, size }
}

function times(m: Matrix, n: Matrix): [number, number, number, number, number, number] {
  const [m0 = 1, m1 = 0, m2 = 0, m3 = 1, m4 = 0, m5 = 0] = m
  const [n0 = 1, n1 = 0, n2 = 0, n3 = 1, n4 = 0, n5 = 0] = n
  return [
    m0 * n0 + m2 * n1,
    m1 * n0 + m3 * n1,
    m0 * n2 + m2 * n3,
    m1 * n2 + m3 * n3,
    m0 * n4 + m2 * n5 + m4,
    m1 * n4 + m3 * n5 + m5,
  ]
}

/** Words drawn twice at almost one place, as a shadow or to look bold, count once. */
function withoutShadows(words: readonly Word[]): Word[] {
  const seen = new Map<string, Word[]>()
  return words.filter((word) => {
    const before = seen.get(word.text) ?? []
    const near = (other: Word) =>
      Math.abs(other.x0 - word.x0) < word.size * 0.2 && Math.abs(other.baseline - word.baseline) < word.size * 0.2
    if (before.length < 50 && before.some(near)) return false
    if (before.length < 50) seen.set(word.text, [...before, word])
    return true
  })
}

function unreadable(error: unknown): Error {
  if (error instanceof RangeError) return error
  const name = error instanceof Error ? error.name : ''
  return new PipelineError(
    'unreadable_file',
    name === 'PasswordException'
      ? 'The PDF is locked with a password.'
      : 'The PDF is damaged or cut off: its pages cannot be found.',
    { cause: error },
  )
}
