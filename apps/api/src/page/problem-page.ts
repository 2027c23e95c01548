/** A problem for a person with a browser. */

import { html } from '@displacement-monitor/presentation'
import type { Problem } from '../http/problem.ts'
import { layout } from './layout.ts'

export function problemPage(problem: Problem): string {
  const { title, detail, nearest } = problem.toJson()
  return layout({
    title: `${title} · Displacement monitor`,
    description: detail,
    main: html`<section class="problem"><p class="eyebrow">${problem.status}</p><h1>${title}</h1><p class="lead">${detail}</p>
${nearest && nearest.length > 0 && html`<p>Perhaps you mean:</p><ul class="nearest">${nearest.map((name) => html`<li><a href="${`/places/${encodeURIComponent(name)}`}">${name}</a></li>`)}</ul>`}
<p><a href="/">To the first page</a></p></section>`,
  })
}
