/** A trend as SVG: readable in print and by screen readers, in light and dark, without a script. Pure. */
import { dayNumber } from '@displacement-monitor/shared/domain'
import { escapeMarkup } from '../markup/html.ts'
import { axes, type Frame, scalesOf } from './axes.ts'
import { key } from './key.ts'
import { amounts, beginMark } from './labels.ts'
import { bandPath, barsOf, endBands, place, type Scales, stepPath } from './marks.ts'
import { type ChartEvidence, type ChartModel, type ChartPoint, isBars } from './model.ts'
import { shortCount } from './scale.ts'
import { chartStyle } from './style.ts'
import { linked, text } from './svg-text.ts'

export interface ChartSize {
  width: number
  height: number
  /** With its own style sheet, paper and title: a picture by itself. Else the page gives these. */
  alone: boolean
  /** Of its elements' ids, where several pictures stand on one page. */
  id: string
}

export function renderChart(model: ChartModel, size: ChartSize): string {
  const { width, height, alone, id } = size
  const frame: Frame = {
    left: alone ? 60 : 46,
    right: width - 14,
    top: alone ? 84 : 26,
    bottom: height - (alone ? 140 : 34),
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
    alone ? key(model, width, height - 96) + smallPrint(model, width, height) : '',
  ]
  // Not "img": the points inside it are links, and a screen reader would not be told of them.
  const role = alone ? 'graphics-document document' : 'group'
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" class="dc" role="${role}" aria-labelledby="${id}-t" aria-describedby="${id}-d" lang="en-GB">${parts.join('')}</svg>`
}

function lineOf({ points }: ChartModel, scales: Scales): string {
  const band = `<path d="${bandPath(points, scales)}${endBands(points, scales)}" class="dc-band"/>`
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

/** Restated from a wider place: hollow. Checked by a person: with a ring, in part: with a broken one. */
function dots(points: readonly ChartPoint[], { x, y }: Scales): string {
  return points
    .flatMap((point) => {
      if (point.value === null || point.flags.includes('carried')) return []
      const [cx, cy] = [place(x(dayNumber(point.asOf))), place(y(point.value))]
      const isHollow = point.flags.includes('restated') || point.flags.includes('inferred')
      const dot = `<circle cx="${cx}" cy="${cy}" r="${isHollow ? 4 : 4.5}" class="dc-${isHollow ? 'hollow' : 'dot'}"/>`
      const ring = ringOf(point.review, cx, cy)
      const area = `<circle cx="${cx}" cy="${cy}" r="12" class="dc-area"/>`
      return linked(point.href, point.says, area + ring + dot)
    })
    .join('')
}

/** Whole where a person has checked the number, broken where only a part of what it rests on. */
function ringOf(review: ChartPoint['review'], cx: number, cy: number): string {
  if (review !== 'cleared' && review !== 'partly') return ''
  return `<circle cx="${cx}" cy="${cy}" r="8" class="dc-${review === 'cleared' ? 'checked' : 'partly'}"/>`
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

/** What the numbers are, and whose work: as much of the sources as fits is written, all of them are in the description. */
function smallPrint({ footnote, sources }: ChartModel, width: number, height: number): string {
  const most = Math.floor((width - 32) / 6.2)
  const told = sources.length > most ? `${sources.slice(0, most - 1)}…` : sources
  return text(16, height - 30, 'note', footnote) + text(16, height - 12, 'note', told)
}

/** At most two lines; about 8.6 pixels a letter of the title. */
function wrapped(words: string, width: number): string[] {
  const most = Math.floor(width / 8.6)
  if (words.length <= most) return [words]
  const space = words.lastIndexOf(' ', most)
  const cut = space > 0 ? space : most
  return [words.slice(0, cut), words.slice(cut).trim().slice(0, most)]
}
