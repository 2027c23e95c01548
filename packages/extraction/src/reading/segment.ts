/** Cuts long texts into pieces that are read one after the other, so that memory and time stay in proportion. */

/** Characters of a piece: small enough that its tokens are dropped young, large enough that few texts are cut. */
const least = 16_000
const most = 32_000

export interface Segment {
  start: number
  end: number
}

/** Pieces in order; cut at an empty line where there is one, else at a line's end, a blank, or anywhere. */
export function segmentsOf(text: string): Segment[] {
  const segments: Segment[] = []
  let start = 0
  while (text.length - start > most) {
    const piece = text.slice(start + least, start + most)
    const cuts = [piece.indexOf('\n\n'), piece.lastIndexOf('\n'), piece.lastIndexOf('. '), piece.lastIndexOf(' ')]
    const cut = cuts.find((each) => each >= 0) ?? piece.length - 1
    const end = start + least + cut + 1
    segments.push({ start, end })
    start = end
  }
  segments.push({ start, end: text.length })
  return segments
}
