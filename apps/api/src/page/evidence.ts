/** Every number leads to its words: the table of points, and of what the rule left off the line. */

import { amountInWords, type Html, html, sayAmount, sayNumber } from '@displacement-monitor/presentation'
import type { StoredFigureJson } from '@displacement-monitor/shared/contracts'
import { dayAsStated, shortDatedDayInWords, shortDayInWords } from '@displacement-monitor/shared/domain'
import { statedDays } from '../trends/line-evidence.ts'
import type { PlacePage, TrendLine } from './load-page.ts'

const flags: Record<string, string> = {
  revised: 'revised down by its counter',
  restated: 'restated from a wider area',
  conflict: 'another counter is apart',
  stale: 'unknown from here on',
  lead_change: 'another counter leads from here',
  carried: 'held from an earlier claim',
  inferred: 'dated by its print',
  attribution: 'told under two offices’ names',
  coverage_break: 'other units assessed than before',
  start_untold: 'first day untold',
}
const reviews = { machine_read: 'Read by machine', partly: 'Partly checked', cleared: 'Checked' }

export function pointsTable(page: PlacePage, line: TrendLine, idOf: (line: TrendLine, index: number) => string): Html {
  const rows = line.points
    .map((point, index) => ({ point, id: idOf(line, index) }))
    .reverse()
    .map(({ point, id }) => {
      const figures = figuresOf(page, point.claims)
      const amount = amountInWords(point)
      const range =
        point.low === null || point.high === null || point.low === point.high
          ? ''
          : `${sayNumber(point.low)} – ${sayNumber(point.high)}`
      return html`<tr id="${id}">
<th scope="row">${point.from && html`${shortDayInWords(point.from)} – `}${point.as_of && html`<time datetime="${point.as_of}">${shortDatedDayInWords(dayAsStated(point.as_of, statedDays(page.figures, point.claims)))}</time>`}</th>
<td class="amount">${amount}${range !== '' && html`<span class="range">${range}</span>`}</td>
<td class="words">${wordsOf(figures)}${point.flags.length > 0 && html`<ul class="flags">${point.flags.map((flag) => html`<li>${flags[flag] ?? flag}</li>`)}</ul>`}</td>
<td class="review-cell">${point.review && reviews[point.review]}</td>
</tr>`
    })
  return html`<section class="evidence" aria-labelledby="points"><h2 id="points">Each point and its words</h2>
<p class="explain">The newest first. Follow a sentence to see it where it stands, which bytes it was read from, and why the rule put it here.</p>
<div class="scroll stack"><table><thead><tr><th scope="col">As of</th><th scope="col">People</th><th scope="col">Words</th><th scope="col">Review</th></tr></thead>
<tbody>${rows}</tbody></table></div></section>`
}

/** Up to three reports at once; the rest behind a summary. */
function wordsOf(figures: readonly StoredFigureJson[]): Html | null {
  if (figures.length === 0) return html`<span class="quiet">its words need a key</span>`
  const [first, rest] = [figures.slice(0, 2), figures.slice(2)]
  return html`${first.map(quote)}${rest.length > 0 && html`<details><summary>${rest.length} more report${rest.length === 1 ? '' : 's'}</summary>${rest.slice(0, 20).map(quote)}</details>`}`
}

function quote(figure: StoredFigureJson): Html {
  const words = figure.excerpt?.text ?? figure.withheld ?? 'its words need a key'
  const { publisher, published_on, source } = figure.report
  return html`<div class="quote"><a class="excerpt" href="${`/figures/${figure.id}`}">${figure.excerpt ? html`“${words}”` : words}</a>
<span class="by">${publisher ?? source}${published_on && html`, ${shortDayInWords(published_on)}`}${figure.counter && html` · counted by ${figure.counter}`}</span></div>`
}

const figuresOf = ({ figures }: PlacePage, claims: readonly number[]): StoredFigureJson[] =>
  claims.flatMap((id) => figures.get(id) ?? [])

export function evidenceTable(page: PlacePage, line: TrendLine): Html | null {
  const told = line.left_out.flatMap(({ claim, reason }) => {
    const figures = page.figures.get(claim) ?? []
    const [first] = figures
    return first ? [{ claim, reason, figures, first }] : []
  })
  if (told.length === 0) return null
  return html`<section class="evidence" aria-labelledby="off"><h2 id="off">Said, but not on the line</h2>
<p class="explain">Nothing is dropped in silence: each claim that makes no point, and why.</p>
<div class="scroll stack"><table><thead><tr><th scope="col">Day</th><th scope="col">People</th><th scope="col">Words</th><th scope="col">Why not</th></tr></thead>
<tbody>${told.map(
    ({ claim, reason, figures, first }) =>
      html`<tr id="${`c${claim}`}"><th scope="row">${dayOf(first)}</th><td class="amount">${sayAmount(first.value, first.value_high, first.quantifier)}</td><td class="words">${wordsOf(figures)}</td><td class="why">${reason}</td></tr>`,
  )}</tbody></table></div></section>`
}

const dayOf = ({ as_of, as_of_accuracy, report }: StoredFigureJson): string =>
  as_of
    ? shortDatedDayInWords({ day: as_of, accuracy: as_of_accuracy ?? 'day' })
    : report.published_on
      ? `printed ${shortDayInWords(report.published_on)}`
      : 'no day'
