/** A trend as SVG: readable in print and by screen readers, in light and dark, without a script. Pure. */
import { addDays, dayNumber, type IsoDate } from '@displacement-monitor/shared/domain'
import { sayShortDay } from '../figures/say-claim.ts'
import { escapeMarkup } from '../page/html.ts'
import { bandPath, barsOf, place, type Scales, stepPath } from './marks.ts'
import type { ChartEvidence, ChartModel, ChartPoint } from './model.ts'
import { countTicks, dayTicks, linear, shortCount } from './scale.ts'
import { chartStyle } from './style.ts'

export interface ChartSize {
  width: number
  height: number
  /** With its own style sheet, paper and title: a picture by itself. Else the page gives these. */
  alone: boolean
  /** Of its elements' ids, where several pictures stand on one page. */
  id: string
}

interface Frame {
  left: number
  right: number
  top: number
  bottom: number
}

const text = (x: number, y: number, kind: string, words: string, anchor = 'start'): string =>
  `<text x="${place(x)}" y="${place(y)}" class="dc-${kind}"${anchor === 'start' ? '' : ` text-anchor="${anchor}"`}>${escapeMarkup(words)}</text>`

export function renderChart(model: ChartModel, size: ChartSize): string {
  const { width, height, alone, id } = size
  const frame: Frame = {
    left: alone ? 60 : 46,
    right: width - 14,
    top: alone ? 84 : 26,
    bottom: height - (alone ? 122 : 34),
  }
  const scales = scalesOf(model, frame)
  const parts = [
    `<title id="${id}-t">${escapeMarkup(model.title)}</title><desc id="${id}-d">${escapeMarkup(model.description)}</desc>`,
    alone ? `<style>${chartStyle}</style><rect width="${width}" height="${height}" class="dc-paper"/>` : '',
    alone
      ? wrapped(model.title, width - 32)
          .map((line, index) => text(16, 26 + index * 21, 'title', line))
          .join('')
      : '',
    axes(model, frame, scales),
    isBars(model) ? bars(model, scales) : lineOf(model, scales),
    evidenceDots(model.evidence, scales),
    isBars(model) ? '' : dots(model.points, scales),
    isBars(model) ? '' : amounts(model.points, frame, scales),
    beginMark(model, frame, scales),
    alone ? key(model, width, height - 78) + text(16, height - 12, 'note', model.footnote) : '',
  ]
  const role = alone ? 'img' : 'group'
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" class="dc" role="${role}" aria-labelledby="${id}-t ${id}-d" lang="en-GB">${parts.join('')}</svg>`
}

const isBars = ({ kind }: ChartModel): boolean => kind === 'period' || kind === 'event_sum'

/** The days that have something on them, with a little room; a single day gets a fortnight to either side. */
function daysOf({ points, evidence, begins }: ChartModel): { from: IsoDate; to: IsoDate } {
  const days = [
    ...points.flatMap(({ from, asOf }) => [from ?? asOf, asOf]),
    ...evidence.map(({ day }) => day),
    ...(begins ? [begins.day] : []),
  ].sort()
  const [first, last] = [days[0] ?? '2020-01-01', days.at(-1) ?? '2020-01-01']
  const room = Math.max(first === last ? 14 : 1, Math.ceil((dayNumber(last) - dayNumber(first)) * 0.03))
  return { from: addDays(first, -room), to: addDays(last, room) }
}

const highestOf = ({ points, evidence }: ChartModel): number =>
  Math.max(
    1,
    ...points.map(({ value, high }) => Math.max(value ?? 0, high ?? 0)),
    ...evidence.map(({ value }) => value),
  )

function scalesOf(model: ChartModel, frame: Frame): Scales {
  const { from, to } = daysOf(model)
  const top = countTicks(highestOf(model)).at(-1)?.at ?? 1
  return {
    x: linear([dayNumber(from), dayNumber(to)], [frame.left, frame.right]),
    y: linear([0, top], [frame.bottom, frame.top]),
  }
}

function axes(model: ChartModel, frame: Frame, { x, y }: Scales): string {
  const counts = countTicks(highestOf(model)).map(
    ({ at, label }) =>
      `<line x1="${frame.left}" x2="${frame.right}" y1="${place(y(at))}" y2="${place(y(at))}" class="dc-${at === 0 ? 'base' : 'rule'}"/>` +
      text(frame.left - 8, y(at) + 4, 'tick', label, 'end'),
  )
  const { from, to } = daysOf(model)
  const days = dayTicks(from, to, Math.max(3, Math.floor((frame.right - frame.left) / 90))).map(({ at, label }) => {
    const mark = place(x(dayNumber(at)))
    const tick = `<line x1="${mark}" x2="${mark}" y1="${frame.bottom}" y2="${frame.bottom + 5}" class="dc-base"/>`
    return tick + text(Math.min(mark, frame.right - 18), frame.bottom + 20, 'tick', label, 'middle')
  })
  return `<g aria-hidden="true">${counts.join('')}${days.join('')}</g>`
}

function lineOf({ points }: ChartModel, scales: Scales): string {
  const band = `<path d="${bandPath(points, scales)}" class="dc-band"/>`
  const line = `<path d="${stepPath(points, scales)}" class="dc-line"/>`
  const revised = points
    .filter(({ flags, value }) => value !== null && flags.includes('revised'))
    .map(({ asOf }) => {
      const at = place(scales.x(dayNumber(asOf)))
      return `<line x1="${at}" x2="${at}" y1="${place(scales.y(0))}" y2="${place(scales.y(0) - 18)}" class="dc-revised"><title>Revised by its counter</title></line>`
    })
  return `${band}${line}${revised.join('')}`
}

function bars({ points }: ChartModel, scales: Scales): string {
  return barsOf(points, scales)
    .map(({ point, left, width, top, height }) => {
      const rect = `<rect x="${place(left)}" y="${place(top)}" width="${place(width)}" height="${place(height)}" class="dc-bar"/>`
      const middle = place(left + width / 2)
      const whisker =
        point.low === null || point.high === null || point.low === point.high
          ? ''
          : `<line x1="${middle}" x2="${middle}" y1="${place(scales.y(point.low))}" y2="${place(scales.y(point.high))}" class="dc-whisker"/>`
      const label =
        width < 34 || point.value === null
          ? ''
          : text(
              left + width / 2,
              Math.min(top, scales.y(point.high ?? point.value)) - 6,
              'note',
              shortCount(point.value),
              'middle',
            )
      return linked(point.href, point.says, rect + whisker + label)
    })
    .join('')
}

/** Restated from a wider place: hollow. Checked by a person: with a ring. */
function dots(points: readonly ChartPoint[], { x, y }: Scales): string {
  return points
    .flatMap((point) => {
      if (point.value === null || point.flags.includes('carried')) return []
      const [cx, cy] = [place(x(dayNumber(point.asOf))), place(y(point.value))]
      const isHollow = point.flags.includes('restated') || point.flags.includes('inferred')
      const dot = `<circle cx="${cx}" cy="${cy}" r="${isHollow ? 4 : 4.5}" class="dc-${isHollow ? 'hollow' : 'dot'}"/>`
      const ring = point.review === 'cleared' ? `<circle cx="${cx}" cy="${cy}" r="8" class="dc-checked"/>` : ''
      const area = `<circle cx="${cx}" cy="${cy}" r="12" class="dc-area"/>`
      return linked(point.href, point.says, area + ring + dot)
    })
    .join('')
}

function evidenceDots(evidence: readonly ChartEvidence[], { x, y }: Scales): string {
  return evidence
    .map(({ day, value, says, href }) => {
      const [cx, cy] = [place(x(dayNumber(day))), place(y(value))]
      const cross = `<path d="M${cx - 3.5} ${cy - 3.5}l7 7m0 -7l-7 7" class="dc-off"/>`
      return linked(href, says, `<circle cx="${cx}" cy="${cy}" r="10" class="dc-area"/>${cross}`)
    })
    .join('')
}

function linked(href: string | null, says: string, shape: string): string {
  const named = `<title>${escapeMarkup(says)}</title>${shape}`
  return href === null
    ? `<g>${named}</g>`
    : `<a href="${escapeMarkup(href)}" aria-label="${escapeMarkup(says)}">${named}</a>`
}

/**
 * The newest number in full, and before it those for which there is room: to the upper left of its dot a stepped line that
 * rises leaves the paper free.
 */
function amounts(points: readonly ChartPoint[], frame: Frame, { x, y }: Scales): string {
  const known = points.filter(({ value, flags }) => value !== null && !flags.includes('carried'))
  const last = known.at(-1)
  if (!last || last.value === null) return ''
  const [at, above] = [x(dayNumber(last.asOf)), Math.max(y(last.high ?? last.value) - 12, frame.top + 6)]
  const anchor = at > frame.left + 130 ? 'end' : 'start'
  const edge = anchor === 'end' ? Math.min(at + 6, frame.right) : at - 6
  const newest =
    text(edge, above - 16, 'last', last.amount, anchor) + text(edge, above, 'note', sayShortDay(last.asOf), anchor)
  const taken: Box[] = [{ left: edge - last.amount.length * 9, right: edge + 12, top: above - 32, bottom: above + 4 }]
  const others = known.slice(0, -1).flatMap((point) => {
    if (point.value === null) return []
    const label = shortCount(point.value)
    const [right, bottom] = [x(dayNumber(point.asOf)) - 8, y(point.value) - 5]
    const box = { left: right - label.length * 8 - 4, right: right + 2, top: bottom - 12, bottom }
    if (box.left < frame.left || taken.some((other) => meet(box, other))) return []
    taken.push(box)
    return text(right, bottom, 'note', label, 'end')
  })
  return `<g aria-hidden="true">${newest}${others.join('')}</g>`
}

interface Box {
  left: number
  right: number
  top: number
  bottom: number
}
const meet = (a: Box, b: Box): boolean => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

/** A running count is 0 on its first day; nobody printed that, so it is a mark and no point. */
function beginMark({ begins }: ChartModel, frame: Frame, { x }: Scales): string {
  if (begins === null) return ''
  const at = place(x(dayNumber(begins.day)))
  const line = `<line x1="${at}" x2="${at}" y1="${frame.bottom}" y2="${frame.bottom - 26}" class="dc-base"/>`
  return line + text(at + 6, frame.bottom - 14, 'note', begins.says)
}

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
    [evidence.length > 0, '<path d="M5.500 3.500l7 7m0 -7l-7 7" class="dc-off"/>', 'evidence that the rule leaves off the line'],
  ] // biome-ignore format: one sign a line
  return entries.flatMap(([isShown, sign, words]) => (isShown ? { sign, words } : []))
}

/** In rows, as many entries as fit in each. */
function key(model: ChartModel, width: number, top: number): string {
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

/** At most two lines; about 8.6 pixels a letter of the title. */
function wrapped(words: string, width: number): string[] {
  const most = Math.floor(width / 8.6)
  if (words.length <= most) return [words]
  const space = words.lastIndexOf(' ', most)
  const cut = space > 0 ? space : most
  return [words.slice(0, cut), words.slice(cut).trim().slice(0, most)]
}
