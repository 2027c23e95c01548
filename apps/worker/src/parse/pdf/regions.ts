/**
 * A page to its parts in reading order: columns are found by the white between them, a table is kept together. A part is a
 * stretch of lines below each other, or a table.
 */
import { isGrid } from './grid.ts'
import { rowsOf, type Segment } from './segments.ts'

export interface Part {
  kind: 'lines' | 'table'
  segments: Segment[]
  /** Left and right edge of the column that it stands in. */
  x0: number
  x1: number
}

/** White across the whole width that parts a page, and white between columns, in parts of the letters' size. */
const [bandGap, gutter] = [2.2, 0.8]
const mostDepth = 12
/** A page of more is no layout that anybody reads in columns. */
const mostSegments = 4_000

export function partsOf(segments: readonly Segment[], depth = 0): Part[] {
  if (segments.length === 0) return []
  if (depth > mostDepth || segments.length === 1) return [partFrom('lines', segments)]
  const bands = splitAcross(segments)
  if (bands.length > 1) return joinTables(bands.flatMap((band) => partsOf(band, depth + 1)))
  const cut = bestGutter(segments)
  if (cut === null) return [partFrom(isGrid(segments) ? 'table' : 'lines', segments)]
  return joinTables(stretchesAt(segments, cut).flatMap((stretch) => stretchParts(stretch, cut, depth)))
}

function stretchParts({ kind, segments }: Stretch, cut: number, depth: number): Part[] {
  if (kind === 'across') return partsOf(segments, depth + 1)
  if (isGrid(segments)) return [partFrom('table', segments)]
  return [
    ...partsOf(segments.filter(({ x1 }) => x1 <= cut), depth + 1),
    ...partsOf(segments.filter(({ x1 }) => x1 > cut), depth + 1),
  ] // biome-ignore format: two sides
}

function partFrom(kind: Part['kind'], segments: readonly Segment[]): Part {
  return {
    kind,
    segments: [...segments],
    x0: Math.min(...segments.map(({ x0 }) => x0)),
    x1: Math.max(...segments.map(({ x1 }) => x1)),
  }
}

const topOf = ({ baseline, size }: Segment): number => baseline - size * 0.8
const bottomOf = ({ baseline, size }: Segment): number => baseline + size * 0.2

/** The parts above and below wide white. */
function splitAcross(segments: readonly Segment[]): Segment[][] {
  const bands: Segment[][] = []
  let bottom = Number.NEGATIVE_INFINITY
  let size = 0
  for (const segment of segments.toSorted((a, b) => topOf(a) - topOf(b))) {
    const band = bands.at(-1)
    if (band && topOf(segment) - bottom < Math.min(size, segment.size) * bandGap) band.push(segment)
    else bands.push([segment])
    if (bottomOf(segment) > bottom) [bottom, size] = [bottomOf(segment), segment.size]
  }
  return bands
}

interface Stretch {
  kind: 'across' | 'columns'
  segments: Segment[]
}

/** Lines that cross the cut, and between them those that stand left and right of it. */
function stretchesAt(segments: readonly Segment[], cut: number): Stretch[] {
  const stretches: Stretch[] = []
  for (const row of rowsOf(segments)) {
    const across = row.some(({ x0, x1 }) => x0 < cut && x1 > cut)
    const kind = across ? 'across' : 'columns'
    const last = stretches.at(-1)
    if (last?.kind === kind) last.segments.push(...row)
    else stretches.push({ kind, segments: [...row] })
  }
  return stretches
}

/** Where white runs down between lines on both sides; the place with the most lines beside it. Null where nothing is in columns. */
function bestGutter(segments: readonly Segment[]): number | null {
  const size = median(segments.map((segment) => segment.size))
  const edges = segments.length > mostSegments ? [] : [...new Set(segments.map(({ x1 }) => Math.ceil(x1 / 2) * 2))]
  let best: number | null = null
  let most = 0
  for (const edge of edges) {
    const worth = worthOf(segments, edge, size)
    if (worth > most) [best, most] = [edge, worth]
  }
  return best
}

function worthOf(segments: readonly Segment[], cut: number, size: number): number {
  let [worth, widest] = [0, 0]
  for (const { kind, segments: beside } of stretchesAt(segments, cut)) {
    if (kind === 'across') {
      worth -= 1
      continue
    }
    const left = beside.filter(({ x1 }) => x1 <= cut)
    const right = beside.filter(({ x1 }) => x1 > cut)
    if (left.length === 0 || right.length === 0) continue
    const white = Math.min(...right.map(({ x0 }) => x0)) - Math.max(...left.map(({ x1 }) => x1))
    if (white < size * gutter) continue
    const shared =
      Math.min(maxOf(left, bottomOf), maxOf(right, bottomOf)) - Math.max(minOf(left, topOf), minOf(right, topOf))
    const lower = Math.min(maxOf(left, bottomOf) - minOf(left, topOf), maxOf(right, bottomOf) - minOf(right, topOf))
    if (shared < lower * 0.5) continue
    if (Math.min(left.length, right.length) < 2 && beside.length > 4) continue
    worth += Math.min(left.length, right.length) * 2
    widest = Math.max(widest, white / size)
  }
  return widest === 0 ? 0 : worth + Math.min(widest, 4)
}

/** A table cut by white between its rows is one table again. */
function joinTables(parts: readonly Part[]): Part[] {
  const out: Part[] = []
  for (const part of parts) {
    const last = out.at(-1)
    const joined = last && last.kind === 'table' && part.kind === 'table' ? [...last.segments, ...part.segments] : null
    if (joined && isGrid(joined)) out.splice(-1, 1, partFrom('table', joined))
    else out.push(part)
  }
  return out
}

const maxOf = (segments: readonly Segment[], edge: (segment: Segment) => number) => Math.max(...segments.map(edge))
const minOf = (segments: readonly Segment[], edge: (segment: Segment) => number) => Math.min(...segments.map(edge))

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
