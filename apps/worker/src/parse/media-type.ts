/** What kind of body this is, from the header and, where it says nothing, from the first bytes. */
import { PipelineError } from '@displacement-monitor/shared/errors'

/** `pdf` and `workbook` are no text: their readers take the bytes. */
export type BodyKind = 'html' | 'xml' | 'json' | 'plain' | 'csv' | 'pdf' | 'workbook'

const magic: readonly [prefix: string, name: string][] = [
  ['\u00d0\u00cf\u0011\u00e0', 'an old office document'],
  ['\u0089PNG', 'a picture'],
  ['\u00ff\u00d8\u00ff', 'a picture'],
  ['GIF8', 'a picture'],
  ['\u001f\u008b', 'a gzip archive'],
  ['RIFF', 'a sound, picture or film'],
]

/** Throws `empty_body` and `unsupported_media_type`. */
export function bodyKind(bytes: Buffer, contentType: string | null): BodyKind {
  const head = bytes.toString('latin1', 0, 1_024)
  if (head.trim() === '' && bytes.every((byte) => byte <= 32))
    throw new PipelineError('empty_body', 'The answer holds nothing.')
  // A few bytes may stand before the mark of a PDF (ISO 32000-1, H.3.4.1).
  if (head.includes('%PDF-')) return 'pdf'
  if (head.startsWith('PK\u0003\u0004')) return zipKind(bytes)
  const known = magic.find(([prefix]) => head.startsWith(prefix))
  if (known)
    throw new PipelineError('unsupported_media_type', `The answer is ${known[1]}; such files are not read yet.`)
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  switch (type) {
    case 'text/html':
    case 'application/xhtml+xml':
      return 'html'
    case 'text/csv':
    case 'text/tab-separated-values':
    case 'application/csv':
      return 'csv'
    case 'application/pdf':
      throw new PipelineError('unreadable_file', 'The answer is called a PDF and does not begin like one.')
    case 'application/json':
    case 'application/feed+json':
    case 'text/json':
      return 'json'
    // Publishers serve pages and feeds under these as well: the first characters tell.
    case '':
    case 'text/plain':
    case 'application/octet-stream':
    case 'binary/octet-stream':
    case 'text/xml':
    case 'application/xml':
    case 'application/rss+xml':
    case 'application/atom+xml':
    case 'application/rdf+xml':
      return guessKind(bytes, type)
  }
  if (type.endsWith('+xml') && type !== 'image/svg+xml') return 'xml'
  if (type.endsWith('+json')) return 'json'
  throw new PipelineError(
    'unsupported_media_type',
    `The answer is of the type ${type.slice(0, 80)}, which is not read here.`,
  )
}

/** The directory at the end of an archive names its files: a workbook has a part of that name. */
function zipKind(bytes: Buffer): BodyKind {
  if (bytes.includes('xl/workbook.', 0, 'latin1')) return 'workbook'
  throw new PipelineError(
    'unsupported_media_type',
    'The answer is a zip archive and no workbook; such files are not read.',
  )
}

function guessKind(bytes: Buffer, type: string): BodyKind {
  // Without the zeros, UTF-16 looks like ASCII.
  const start = bytes
    .toString('latin1', 0, 2_048)
    .replace(/\0/g, '')
    .replace(/^(\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)/, '')
    .trimStart()
    .toLowerCase()
  if (/^(<!--[\s\S]*?-->\s*)?<(!doctype html|html|head|body)\b/.test(start)) return 'html'
  if (/^<(\?xml|rss|feed|rdf:rdf|urlset|sitemapindex)\b/.test(start)) return start.includes('<html') ? 'html' : 'xml'
  if (type.includes('xml')) return 'xml'
  if (/^[[{]/.test(start) && type !== 'text/plain') return 'json'
  return type !== 'text/plain' && /^<[a-z!]/.test(start)
    ? 'html'
    : /<(p|div|br|h1|article)\b[^>]*>/.test(start)
      ? 'html'
      : 'plain'
}
