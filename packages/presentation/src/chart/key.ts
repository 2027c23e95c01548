/** What the signs of the picture mean. */
import { place } from './marks.ts'
import { type ChartModel, type ChartPoint, isBars } from './model.ts'
import { text } from './svg-text.ts'

export interface KeyEntry {
  /** SVG of 18 × 14, the sign in its middle. */
  sign: string
  words: string
}

/** What the signs mean; only those that the picture shows. */
export function keyEntries(model: ChartModel): KeyEntry[] {
  const { points, evidence } = model
  const shown = points.filter(({ value }) => value !== null)
  const isHollow = ({ flags }: ChartPoint) => flags.includes('restated') || flags.includes('inferred')
  const entries: [boolean, string, string][] = [
    [isBars(model), '<rect x="4" y="2" width="10" height="10" class="dc-bar"/>', 'a closed window'],
    [!isBars(model), '<path d="M1 10h8v-6h8" class="dc-line"/>', 'the line of the lead counter, held until its next claim'],
    [!isBars(model), '<rect x="1" y="3" width="16" height="8" class="dc-band"/>', 'what the claims allow, low to high'],
    [shown.some((p) => !isHollow(p)) && !isBars(model), '<circle cx="9" cy="7" r="4.5" class="dc-dot"/>', 'a claim with a stated day, read by machine'],
    [shown.some(isHollow), '<circle cx="9" cy="7" r="4" class="dc-hollow"/>', 'restated from a wider area, or dated by its print'],
    [shown.some(({ review }) => review === 'cleared'), '<circle cx="9" cy="7" r="3.5" class="dc-dot"/><circle cx="9" cy="7" r="6" class="dc-checked"/>', 'checked by a person'],
    [shown.some(({ review }) => review === 'partly'), '<circle cx="9" cy="7" r="3.5" class="dc-dot"/><circle cx="9" cy="7" r="6" class="dc-partly"/>', 'checked in part'],
    [evidence.length > 0, '<path d="M5.500 3.500l7 7m0 -7l-7 7" class="dc-off"/>', 'evidence that the rule leaves off the line'],
  ] // biome-ignore format: one sign a line
  return entries.flatMap(([isShown, sign, words]) => (isShown ? { sign, words } : []))
}

/** In rows, as many entries as fit in each. */
export function key(model: ChartModel, width: number, top: number): string {
  let [x, y] = [16, top]
  return keyEntries(model)
    .map(({ sign, words }) => {
      const wide = 44 + words.length * 6.4
      if (x > 16 && x + wide > width) [x, y] = [16, y + 19]
      const entry = `<g transform="translate(${place(x)} ${y - 11})">${sign}</g>${text(x + 24, y, 'key', words)}`
      x += wide
      return entry
    })
    .join('')
}
