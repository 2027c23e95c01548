/** Small PDFs for tests (ISO 32000-1): words placed by hand on pages, in Helvetica, with the objects that a test wants wrong. */

/** Points from the upper left corner. */
export interface Placed {
  x: number
  y: number
  text: string
  size?: number
}

export interface PdfOptions {
  info?: string
  /** More entries of the trailer: "/Encrypt 9 0 R". */
  trailer?: string
  /** More objects, numbered from `firstExtra`. */
  extra?: readonly string[]
  /** Entries of the catalogue: "/OpenAction 10 0 R". */
  catalog?: string
}

export const pageSize = { width: 595, height: 842 }

/** Widths of Helvetica in thousandths, near enough to place words: blanks and thin letters apart. */
export const widthOf = (text: string, size: number): number =>
  [...text].reduce(
    (sum, letter) => sum + (/[ .,:;'ijlI|!]/.test(letter) ? 278 : /[mwMW]/.test(letter) ? 830 : 540),
    0,
  ) *
  (size / 1000)

const escaped = (text: string): string => text.replace(/[\\()]/g, '\\$&').replaceAll('•', '\\225')

export function contentOf(words: readonly Placed[]): string {
  const drawn = words.map(
    ({ x, y, text, size = 10 }) => `BT /F1 ${size} Tf 1 0 0 1 ${x} ${pageSize.height - y} Tm (${escaped(text)}) Tj ET`,
  )
  return drawn.join('\n')
}

/** One page for each list of words. */
export function writePdf(pages: readonly (readonly Placed[])[], options: PdfOptions = {}): Buffer {
  const first = 3
  const font = 2
  const streams = pages.map(contentOf)
  const kids = pages.map((_, n) => `${first + n * 2} 0 R`).join(' ')
  const info = first + pages.length * 2
  const objects = [
    `<< /Type /Catalog /Pages ${info + 1} 0 R ${options.catalog ?? ''} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    ...streams.flatMap((stream, n) => [
      `<< /Type /Page /Parent ${info + 1} 0 R /MediaBox [0 0 ${pageSize.width} ${pageSize.height}] ` +
        `/Resources << /Font << /F1 ${font} 0 R >> >> /Contents ${first + n * 2 + 1} 0 R >>`,
      `<< /Length ${Buffer.byteLength(stream, 'latin1')} >>\nstream\n${stream}\nendstream`,
    ]),
    `<< ${options.info ?? ''} >>`,
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    ...(options.extra ?? []),
  ]
  return fileOf(objects, `/Info ${info} 0 R ${options.trailer ?? ''}`)
}

/** The number of the first object of `extra`. */
export const firstExtra = (pages: number): number => 5 + pages * 2

/** Objects numbered from 1, the first of them the catalogue; bytes are Latin-1. */
export function fileOf(objects: readonly (string | Buffer)[], trailer = ''): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n', 'latin1')]
  const offsets: number[] = []
  let at = parts[0]?.length ?? 0
  for (const [n, object] of objects.entries()) {
    const whole = Buffer.concat([
      Buffer.from(`${n + 1} 0 obj\n`),
      typeof object === 'string' ? Buffer.from(object, 'latin1') : object,
      Buffer.from('\nendobj\n'),
    ])
    offsets.push(at)
    at += whole.length
    parts.push(whole)
  }
  const entries = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${entries}`
  parts.push(
    Buffer.from(`${table}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R ${trailer} >>\nstartxref\n${at}\n%%EOF`),
  )
  return Buffer.concat(parts)
}

/** Lines below each other, broken where a word would pass the width. */
export function column(
  text: string,
  at: { x: number; y: number; width: number; size?: number; leading?: number },
): Placed[] {
  const { x, width, size = 10, leading = size * 1.2 } = at
  const lines: string[] = []
  for (const paragraph of text.split('\n')) {
    let line = ''
    for (const word of paragraph.split(' ')) {
      if (line !== '' && widthOf(`${line} ${word}`, size) > width) {
        lines.push(line)
        line = word
      } else line = line === '' ? word : `${line} ${word}`
    }
    lines.push(line)
  }
  return lines.map((line, n) => ({ x, y: at.y + n * leading, text: line, size }))
}
