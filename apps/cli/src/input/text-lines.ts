/** Lines of a stream, one at a time: the next piece is read when the last line was used, so memory stays constant. */

/** A line longer than this is not kept: only its length is told. */
export const maxLineCharacters = 16 * 1024 * 1024

export type TextLine = { text: string } | { tooLong: number }

/** Invalid UTF-8 becomes U+FFFD, a byte order mark at the start goes, `\r\n` and `\n` end a line. */
export async function* textLines(
  chunks: AsyncIterable<Uint8Array | string>,
  limit = maxLineCharacters,
): AsyncGenerator<TextLine> {
  const decoder = new TextDecoder('utf-8')
  let pieces: string[] = []
  let length = 0
  const take = (piece: string) => {
    length += piece.length
    if (length <= limit) pieces.push(piece)
    else pieces = []
  }
  const line = (): TextLine => {
    const whole: TextLine = length > limit ? { tooLong: length } : { text: pieces.join('').replace(/\r$/u, '') }
    pieces = []
    length = 0
    return whole
  }
  for await (const chunk of chunks) {
    const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })
    let from = 0
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
      take(text.slice(from, at))
      yield line()
      from = at + 1
    }
    take(text.slice(from))
  }
  take(decoder.decode())
  if (length > 0) yield line()
}
