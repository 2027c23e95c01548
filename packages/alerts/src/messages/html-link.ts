/** A link where the address is one that may be followed; else the words, with the path beside them. */
import { type Html, html, safeHref } from '@displacement-monitor/presentation'

export function linkHtml(href: string, words: string): Html {
  const safe = safeHref(href)
  if (safe !== null)
    return html`<a href="${safe}" class="m-link" style="color:#0b63a5;text-decoration:underline">${words}</a>`
  return words === href ? html`<span>${words}</span>` : html`<span>${words} <code>${href}</code></span>`
}
