/** Who publishes what is read here, under which terms, and how well reading goes. */
import { healthInWords } from '../sources/health-in-words.ts'
import { type Html, html, safeHref } from './html.ts'
import type { PlacePage } from './load-page.ts'

const terms = {
  open: 'may be passed on',
  derived_only: 'numbers and links only',
  internal: 'numbers, links and the figure’s own sentence only',
}

export function sourcesTable({ sources }: PlacePage, now: Date): Html {
  const rows = sources.map((source) => {
    const href = safeHref(source.url)
    return html`<tr><th scope="row">${href ? html`<a href="${href}" rel="noreferrer">${source.name}</a>` : source.name}</th>
<td><span class="health ${source.enabled ? source.health : 'off'}" aria-hidden="true"></span>${healthInWords(source, now)}</td>
<td>${source.licence}<span class="range">${terms[source.redistribution]}</span></td></tr>`
  })
  return html`<section aria-labelledby="sources"><h2 id="sources">Sources</h2>
${rows.length === 0 ? html`<p>No source is set up yet.</p>` : html`<div class="scroll"><table><thead><tr><th scope="col">Publisher</th><th scope="col">How reading goes</th><th scope="col">Licence</th></tr></thead><tbody>${rows}</tbody></table></div>`}</section>`
}
