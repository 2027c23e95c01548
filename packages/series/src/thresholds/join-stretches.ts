/** Stretches of a line: from the point that begins one to the point that ends it, joined across short interruptions. */
import type { KnownPoint } from './known-points.ts'

export interface Stretch<Point> {
  points: Point[]
  /** The point that ended it. */
  end: Point | null
}

/** begins: beyond · stays: neither beyond nor over · ends · undone: takes back the whole stretch. */
export type Step = 'begins' | 'stays' | 'ends' | 'undone'

/** `step` sees the stretch that lasts at that point; null where none does. */
export function joinStretches<Point extends Pick<KnownPoint, 'day'>>(
  points: readonly Point[],
  coolDownDays: number,
  step: (point: Point, lasting: readonly Point[] | null) => Step,
): Stretch<Point>[] {
  const stretches: Stretch<Point>[] = []
  for (const point of points) {
    const last = stretches.at(-1)
    const lasting = last && last.end === null ? last : null
    switch (step(point, lasting?.points ?? null)) {
      case 'begins':
        if (lasting) lasting.points.push(point)
        else if (last?.end && coolDownDays > 0 && point.day - last.end.day <= coolDownDays) {
          last.points.push(point)
          last.end = null
        } else stretches.push({ points: [point], end: null })
        break
      case 'stays':
        lasting?.points.push(point)
        break
      case 'ends':
        if (lasting) lasting.end = point
        break
      case 'undone':
        if (lasting) stretches.pop()
    }
  }
  return stretches
}
