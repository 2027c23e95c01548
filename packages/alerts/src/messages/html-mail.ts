/** A message as an HTML mail: reads on a phone, in light and dark, with pictures off; every value is escaped. */
import { type Html, html, trusted } from '@displacement-monitor/presentation'
import type { AlertMessageJson } from '@displacement-monitor/shared/contracts'
import { directionOf } from './clean-words.ts'
import { alertHtml } from './html-alert.ts'
import { linkHtml } from './html-link.ts'
import { mailSheet, style } from './html-look.ts'
import { type Charts, lineOf, type ToldMessage, tellMessage } from './told-message.ts'

const fonts = "-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif"

/** `picture`: the address of an alert's chart within the mail (`cid:…`); null: none. */
export function htmlMail(
  message: AlertMessageJson,
  charts: Charts = new Map(),
  picture: (alertId: string) => string | null = () => null,
): string {
  const told = tellMessage(message, charts)
  const [first] = told.full
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>${told.title}</title><style>${trusted(mailSheet)}</style></head>
<body class="m-page" style="margin:0;padding:0;background:#f3f5f7;font-family:${fonts}">
<div style="display:none;max-height:0;overflow:hidden">${told.summary ?? first?.told.news ?? told.test}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td class="m-outer" align="center" style="padding:16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px;text-align:left"><tr><td>
<div style="padding:8px 4px 12px">
<p class="m-soft" style="${style('soft')}margin:0">Displacement monitor, ${told.when}</p>
${told.full.length === 1 ? null : html`<h1 class="m-ink" style="margin:4px 0 0;font-size:22px;line-height:1.3;color:#17222d">${told.title}</h1>`}
${told.summary === null ? null : html`<p class="m-ink" style="${style('text')}margin:6px 0 0">${told.summary}</p>`}
</div>
${told.note === null ? null : html`<div class="m-card" style="${style('card')}"><p class="m-ink" dir="${directionOf(told.note)}" style="${style('text')}margin:0"><strong>Note from the desk:</strong> ${told.note}</p></div>`}
${told.test === null ? null : html`<div class="m-card" style="${style('card')}"><p class="m-ink" style="${style('text')}margin:0">${told.test}</p></div>`}
${told.full.length > 1 ? glance(told) : null}
${told.full.map(({ entry, told: alert }) => alertHtml(alert, picture(entry.id)))}
${told.lines.length === 0 ? null : rest(told)}
<div style="padding:0 4px 24px">
<p class="m-soft" style="${style('small')}">${told.notice}</p>
${told.sources.length === 0 ? null : html`<p class="m-soft" style="${style('small')}">Sources: ${told.sources.join('; ')}.</p>`}
</div>
</td></tr></table>
</td></tr></table>
</body></html>
`
  return page.html
}

const glance = ({ full }: ToldMessage): Html =>
  html`<div class="m-card" style="${style('card')}"><p class="m-ink" style="${style('label')}margin-top:0">At a glance</p><ol class="m-ink" style="${style('text')}margin:0;padding:0 0 0 22px">${full.map(
    ({ entry }) => html`<li style="margin:0 0 4px">${lineOf(entry)}</li>`,
  )}</ol></div>`

const rest = ({ full, lines }: ToldMessage): Html =>
  html`<div class="m-card" style="${style('card')}"><p class="m-ink" style="${style('label')}margin-top:0">And ${lines.length} more</p><ol start="${full.length + 1}" class="m-ink" style="${style('text')}margin:0;padding:0 0 0 34px">${lines.map(
    ({ words, href }) => html`<li>${linkHtml(href, words)}</li>`,
  )}</ol></div>`
