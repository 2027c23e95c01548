/** One alert as HTML for mail programs and feed readers: styles inline, no script, no picture from elsewhere. */
import { type Html, html } from '@displacement-monitor/presentation'
import { linkHtml } from './html-link.ts'
import { type Look, style } from './html-look.ts'
import type { NumberTold, ReportTold, Told } from './tell-alert.ts'

/** `picture`: an address of the chart that the reader of this mail has; null: none. */
export function alertHtml(told: Told, picture: string | null): Html {
  return html`<div class="m-card" style="${style('card')}">
<p style="margin:0 0 6px"><span class="m-chip" style="${style('chip')}${chipOf(told)}">${told.kind}, ${told.severity}</span></p>
<h2 class="m-ink" style="${style('headline')}">${told.headline}</h2>
<p class="m-ink" style="${style('text')}">${told.news} <span class="m-soft" style="${style('soft')}">${told.reason}</span></p>
${factsTable(told)}
${picture === null ? null : html`<p style="margin:14px 0 6px"><img src="${picture}" width="440" alt="${altOf(told)}" style="display:block;width:100%;max-width:440px;height:auto;border:0"></p>`}
${barsTable(told.numbers)}
<p class="m-strong" style="${style('checked')}">${told.checked}</p>
${told.reports.length === 0 ? null : reportsHtml(told)}
<p class="m-ink" style="${style('label')}">What to do</p>
<table role="presentation" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse">${told.actions.map(
    ({ label, href, says, byPost }) =>
      html`<tr><td class="m-ink" style="padding:5px 14px 5px 0;vertical-align:top;font-size:15px">${byPost ? label : linkHtml(href, label)}</td><td class="m-soft" style="${style('soft')}padding:5px 0">${says}${byPost && html`<br><code style="font-size:12px;word-break:break-all">${href}</code>`}</td></tr>`,
  )}</table>
<p class="m-soft" style="${style('small')}">${told.rules}</p>
</div>`
}

const chips: Record<string, Look> = { extreme: 'extreme', severe: 'severe' }
const chipOf = ({ severity }: Told): string => style(chips[severity] ?? 'calm')

const altOf = ({ numbers }: Told): string =>
  `Chart. ${numbers.map(({ day, amount }) => `${day}: ${amount}`).join('; ') || 'The numbers stand in the text.'}`

const factsTable = ({ facts }: Told): Html =>
  html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse;margin:10px 0 0">${facts.map(
    ({ label, words }) =>
      html`<tr><td class="m-soft m-rule" style="${style('factLabel')}">${label}</td><td class="m-ink m-rule" style="${style('fact')}">${words}</td></tr>`,
  )}</table>`

/** The numbers as bars that need no picture; one number needs none. */
const barsTable = (numbers: readonly NumberTold[]): Html | null =>
  numbers.length < 2
    ? null
    : html`<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="border-collapse:collapse;margin:12px 0 0">${numbers.map(
        ({ day, amount, share }) =>
          html`<tr><td class="m-soft" style="${style('barDay')}">${day}</td><td width="45%" style="padding:4px 10px 4px 0"><div class="m-bar" style="${style('bar')}width:${Math.max(1, Math.round(share * 100))}%">&nbsp;</div></td><td class="m-ink" style="${style('barAmount')}">${amount}</td></tr>`,
      )}</table>`

const reportsHtml = ({
  reports,
  moreReports,
}: Told): Html => html`<p class="m-ink" style="${style('label')}">Who says so</p>
${reports.map(reportHtml)}
${moreReports === 0 ? null : html`<p class="m-soft" style="${style('soft')}margin:8px 0 0">and ${moreReports} more report${moreReports === 1 ? '' : 's'}</p>`}`

const reportHtml = ({ publisher, day, title, excerpt, direction, href, why }: ReportTold): Html =>
  html`<div style="margin:0 0 12px">
<p class="m-ink" style="${style('text')}margin:0"><bdi>${publisher}</bdi>${day === null ? null : `, ${day}`}: <bdi>${titleHtml(title, href)}</bdi></p>
${excerpt === null ? null : html`<blockquote dir="${direction}" class="m-quote" style="${style('quote')}${direction === 'rtl' ? 'border-right' : 'border-left'}:3px solid #b9c4cd;text-align:${direction === 'rtl' ? 'right' : 'left'}">${excerpt}</blockquote>`}
<p style="margin:2px 0 0;font-size:13px">${linkHtml(why, 'Why this number')}</p>
</div>`

const titleHtml = (title: string | null, href: string | null): Html | string =>
  href === null ? (title ?? 'a report without an address') : linkHtml(href, title ?? 'the report')
