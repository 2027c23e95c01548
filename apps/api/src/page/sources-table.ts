/** Who publishes what is read here, under which terms, and how well reading goes. */

import { type Html, html, safeHref } from '@displacement-monitor/presentation'
import type { SourceRow } from '@displacement-monitor/shared/db'
import { redactSecrets } from '@displacement-monitor/shared/log'
import { healthInWords } from '../sources/health-in-words.ts'
import type { PlacePage } from './load-page.ts'

const terms = {
  open: 'may be passed on',
  derived_only: 'numbers and links only',
  internal: 'numbers, links and the figure’s own sentence only',
}

/** Those that fail come first, then those that were read: a table that begins with what waits says nothing. */
const order = ['stopped', 'failing', 'healthy', 'new']
const mostShown = 6

export function sourcesTable({ sources }: PlacePage, now: Date): Html {
  const polled = sources.filter(({ enabled, adapter }) => enabled && adapter !== 'none')
  const sorted = [...polled].sort((a, b) => order.indexOf(a.health) - order.indexOf(b.health))
  const rest = [...sorted.slice(mostShown), ...sources.filter((source) => !polled.includes(source))]
  return html`<section aria-labelledby="sources"><h2 id="sources">Sources</h2>
<p class="explain">${summary(polled)}</p>
${sorted.length > 0 && table(sorted.slice(0, mostShown), now)}
${rest.length > 0 && html`<details class="more"><summary>${rest.length} more sources</summary>${table(rest, now)}</details>`}</section>`
}

/** "37 publishers are polled: 2 well, 1 fails, 34 wait for their first poll." */
function summary(polled: readonly SourceRow[]): string {
  if (polled.length === 0) return 'No source is polled yet.'
  const words = { healthy: 'read well', failing: 'failing', stopped: 'stopped', new: 'waiting for their first poll' }
  const parts = (['healthy', 'failing', 'stopped', 'new'] as const).flatMap((health) => {
    const count = polled.filter((source) => source.health === health).length
    return count === 0 ? [] : `${count} ${words[health]}`
  })
  return `${polled.length} publisher${polled.length === 1 ? ' is' : 's are'} polled on schedule: ${parts.join(', ')}.`
}

function table(sources: readonly SourceRow[], now: Date): Html {
  const rows = sources.map((source) => {
    const href = safeHref(redactSecrets(source.url))
    return html`<tr><th scope="row">${href ? html`<a href="${href}" rel="noreferrer">${source.name}</a>` : source.name}</th>
<td><span class="health ${source.enabled ? source.health : 'off'}" aria-hidden="true"></span>${healthInWords(source, now)}</td>
<td>${source.licence}<span class="range">${terms[source.redistribution]}</span></td></tr>`
  })
  return html`<div class="scroll stack"><table><thead><tr><th scope="col">Publisher</th><th scope="col">How reading goes</th><th scope="col">Licence</th></tr></thead><tbody>${rows}</tbody></table></div>`
}
