/** What every page made here has: head, masthead, foot with the notices of data responsibility. */
import { type Html, html, trusted } from '@displacement-monitor/presentation'

export interface PageContent {
  title: string
  description: string
  main: Html
}

export function layout({ title, description, main }: PageContent): string {
  const page = html`<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${description}">
<title>${title}</title>
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/assets/page.css">
</head>
<body>
<a class="skip" href="#main">To the content</a>
<header class="masthead">
<div class="wrap">
<a class="brand" href="/">${trusted(mark)}<span>Displacement monitor</span></a>
<p class="tagline">Published figures, each with its exact words</p>
<nav aria-label="Site"><a href="/">Overview</a><a href="/docs">API</a></nav>
</div>
</header>
<main id="main" class="wrap">${main}</main>
<footer class="foot">
<div class="wrap">
<p><strong>Not an official figure.</strong> Numbers are read by machine from published reports unless a person has checked them. Confirm each with the office that counted before you act on it.</p>
<p>Flows count movements, not people: one person may flee twice. Boundaries and names imply no endorsement. Where few people are, or where they fled to in a conflict, less is shown than is known.</p>
<p>Each source keeps its own licence, named beside it. Place names: Natural Earth (public domain), GeoNames (CC BY 4.0).</p>
</div>
</footer>
</body>
</html>
`
  return page.html
}

/** Steps upward: the picture that this program draws. */
const mark =
  '<svg viewBox="0 0 28 28" width="28" height="28" aria-hidden="true" class="mark"><path d="M3 23h6v-6h6v-6h6V5h4" /><circle cx="9" cy="17" r="2.2"/><circle cx="15" cy="11" r="2.2"/><circle cx="21" cy="5" r="2.2"/></svg>'

export const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 28 28"><rect width="28" height="28" rx="6" fill="#0b63a5"/><path d="M4 23h6v-6h6v-6h6V6h3" fill="none" stroke="#fff" stroke-width="2.4"/></svg>'
