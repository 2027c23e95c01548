/**
 * The first sheet of an XLSX file as rows of text: enough of ECMA-376 for sheets of labels (shared and inline strings,
 * numbers), on zlib alone. Formats that need more are no label sheets.
 */
import { inflateRawSync } from 'node:zlib'

/** Entries of a ZIP archive by name, read from its central directory. */
function unzip(bytes) {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0) throw new Error('it is no XLSX file (save the sheet as .xlsx or .csv)')
  const entries = new Map()
  let at = bytes.readUInt32LE(end + 16)
  for (let i = 0; i < bytes.readUInt16LE(end + 10); i++) {
    const [method, size, nameLength] = [
      bytes.readUInt16LE(at + 10),
      bytes.readUInt32LE(at + 20),
      bytes.readUInt16LE(at + 28),
    ]
    const [extraLength, commentLength, local] = [
      bytes.readUInt16LE(at + 30),
      bytes.readUInt16LE(at + 32),
      bytes.readUInt32LE(at + 42),
    ]
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength)
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    const body = bytes.subarray(start, start + size)
    entries.set(name, () => (method === 0 ? body : inflateRawSync(body)).toString('utf8'))
    at += 46 + nameLength + extraLength + commentLength
  }
  return entries
}

const unescapeXml = (text) =>
  text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&apos;/g, "'").replace(/&#(x[\da-f]+|\d+);/gi, (_, code) => String.fromCodePoint(Number(`0${code}`.replace(/^0(?=\d)/, '')))).replace(/&amp;/g, '&') // biome-ignore format: one chain
const textOf = (xml) => unescapeXml([...xml.matchAll(/<t(?:\s[^>]*)?>([^<]*)<\/t>/g)].map((match) => match[1]).join(''))
/** "AB" → 27. */
const columnOf = (reference) =>
  [...reference.replace(/\d/g, '')].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1

export function readXlsx(bytes) {
  const entries = unzip(bytes)
  const shared = [...(entries.get('xl/sharedStrings.xml')?.() ?? '').matchAll(/<si>([\s\S]*?)<\/si>/g)].map((match) =>
    textOf(match[1]),
  )
  const name = [...entries.keys()].filter((entry) => /^xl\/worksheets\/sheet\d+\.xml$/.test(entry)).sort()[0]
  if (!name) throw new Error('it holds no worksheet (save the sheet as .xlsx or .csv)')
  return [
    ...entries
      .get(name)()
      .matchAll(/<row(?:\s[^>]*[^/>])?>([\s\S]*?)<\/row>/g),
  ].map(([, row]) => {
    const cells = []
    for (const [, attributes, body = ''] of row.matchAll(/<c([^>]*?)(?:\/>|>([\s\S]*?)<\/c>)/g)) {
      const column = columnOf(/r="([A-Z]+\d+)"/.exec(attributes)?.[1] ?? 'A1')
      const value = /<v>([^<]*)<\/v>/.exec(body)?.[1] ?? ''
      cells[column] = /t="s"/.test(attributes)
        ? (shared[Number(value)] ?? '')
        : /t="inlineStr"/.test(attributes)
          ? textOf(body)
          : unescapeXml(value)
    }
    return Array.from(cells, (cell) => cell ?? '')
  })
}
