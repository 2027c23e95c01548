/** Why this number, for a person: the words where they stand, who printed them, the bytes, and the rule. */

import { type Html, headingOf, html, safeHref, sayAmount, sayNumber } from '@displacement-monitor/presentation'
import type { WhyFigureJson } from '@displacement-monitor/shared/contracts'
import { datedDayInWords, dayInWords } from '@displacement-monitor/shared/domain'
import { layout } from './layout.ts'

export function figurePage(why: WhyFigureJson): string {
  const { figure } = why
  const amount = sayAmount(figure.value, figure.value_high, figure.quantifier)
  return layout({
    title: `Why ${amount}? · Displacement monitor`,
    description: why.claim?.says ?? amount,
    asked: figure.place?.name ?? '',
    main: html`<article class="why">
<p class="eyebrow">Why this number</p>
<h1>${amount} <small>${figure.unit === 'household' ? 'households' : 'people'}, ${headingOf(figure.category)}</small></h1>
${why.superseded_at && html`<p class="aside">A newer reading of this report took its place.</p>`}
${undecided(figure)}
${wordsOf(why)}
<ol class="steps">
<li><h2>What it says</h2>${meaning(why)}</li>
<li><h2>Where it was printed</h2>${report(why)}</li>
<li><h2>Which claim it makes</h2>${claim(why)}</li>
<li><h2>Which point that became</h2>${points(why)}</li>
<li><h2>From which bytes</h2>${bytes(why)}</li>
${why.reviews.length > 0 && html`<li><h2>What people said of it</h2>${saidOf(why)}</li>`}
</ol>
<p class="formats"><a href="${`/v1/figures/${figure.id}`}">This page as JSON</a></p>
<p class="aside">${why.notice} ${why.attributions.map(({ attribution, licence }) => html`Source: ${attribution} (${licence}). `)}</p>
</article>`,
  })
}

/** Between old and new evidence a person decides; until then the reviewed figure counts. */
function undecided({ evidence_changed, rival_of, review }: WhyFigureJson['figure']): Html {
  if (evidence_changed === 'words_gone')
    return html`<p class="aside">A newer version of the report no longer holds these words. The figure counts until a person decides.</p>`
  if (evidence_changed === 'read_otherwise')
    return html`<p class="aside">These words are read otherwise now. The figure counts as reviewed until a person decides.</p>`
  if (rival_of === null || review !== 'unreviewed') return html``
  return html`<p class="aside">Read in the place of <a href="${`/figures/${rival_of}`}">a reviewed figure</a>: only one of the two counts, the reviewed one until a person decides.</p>`
}

function saidOf({ reviews }: WhyFigureJson): Html {
  return html`<ul>${reviews.map(({ verdict, reason, at, reviewer, correction }) => html`<li>${dayInWords(at.slice(0, 10))}: ${verdict}${reviewer && html` by ${reviewer}`}${reason && html`: “${reason}”`}${correction && html` (${changesInWords(correction)})`}</li>`)}</ul>`
}

const changesInWords = (changes: NonNullable<WhyFigureJson['reviews'][number]['correction']>): string =>
  Object.entries(changes)
    .map(([field, { from, to }]) => `${field.replaceAll('_', ' ')}: ${from ?? 'not told'} → ${to ?? 'not told'}`)
    .join('; ')

function wordsOf({ sentence, figure }: WhyFigureJson): Html {
  if (!sentence)
    return html`<blockquote class="in-context withheld">${figure.withheld ?? 'The words are no longer kept.'}</blockquote>`
  return html`<blockquote class="in-context" cite="${safeHref(figure.report.url) ?? ''}"><p>${sentence.before}<mark id="words">${sentence.words}</mark>${sentence.after}</p></blockquote>`
}

function meaning({ figure, reading }: WhyFigureJson): Html {
  const rows: [string, string | null][] = [
    [
      'Place',
      figure.place && `${figure.place.name}${figure.place.id ? ` (${figure.place.id})` : ''}, ${figure.place.role}`,
    ],
    ['Cause', figure.cause ?? 'not told'],
    [
      'Since',
      figure.since && figure.since_accuracy
        ? datedDayInWords({ day: figure.since, accuracy: figure.since_accuracy })
        : null,
    ],
    [
      'As of',
      figure.as_of && figure.as_of_accuracy
        ? `${datedDayInWords({ day: figure.as_of, accuracy: figure.as_of_accuracy })}${figure.as_of_basis === 'published' ? ', the day of print: the text names none' : ', as stated'}`
        : 'not told',
    ],
    ['Counted by', figure.counter ?? 'nobody is named'],
    ['Read by', readBy(figure, reading.code_version)],
  ]
  return html`<dl>${rows.flatMap(([term, words]) => (words ? html`<div><dt>${term}</dt><dd>${words}</dd></div>` : []))}</dl>`
}

function report({ figure }: WhyFigureJson): Html {
  const { url, title, publisher, published_on, id } = figure.report
  const href = safeHref(url)
  const name = title ?? url
  return html`<p>${href ? html`<a href="${href}" rel="noreferrer">${name}</a>` : name}<br>${publisher ?? 'publisher not known'}${published_on && html`, ${dayInWords(published_on)}`} · <a href="${`/v1/reports/${id}`}">what became of it</a></p>`
}

function claim({ claim }: WhyFigureJson): Html {
  if (!claim) return html`<p>None: it is a part of another figure, or too vague to stand on a line.</p>`
  return html`<p>${claim.says}. Printed by ${sayNumber(claim.witnesses)} report${claim.witnesses === 1 ? '' : 's'}: <a href="${claim.href}">all of them</a>.</p>`
}

function points({ series }: WhyFigureJson): Html {
  if (series.length === 0) return html`<p>None yet.</p>`
  return html`<ul>${series.map(({ as_of, value, reason, rule, href }) => html`<li>${as_of && html`${dayInWords(as_of)}: `}${value !== null && html`<strong>${sayNumber(value)}</strong>. `}${reason} <a href="${href}">${rule}</a></li>`)}</ul>`
}

function bytes({ snapshot, reading }: WhyFigureJson): Html {
  if (!snapshot) return html`<p>They are no longer kept.</p>`
  return html`<p>${sayNumber(snapshot.size_bytes)} bytes received on ${dayInWords(snapshot.fetched_at.slice(0, 10))}, SHA-256 <code>${snapshot.sha256}</code>, read by <code>${reading.code_version}</code>.</p>`
}

/** A seeded figure was written down by a person from the page; that page itself may still be read by machine. */
function readBy({ review, confidence }: WhyFigureJson['figure'], codeVersion: string): string {
  if (codeVersion.startsWith('seed@'))
    return 'a person who wrote the seed, in a sentence of our own; nobody else has checked it'
  if (review === 'unreviewed') return `machine, ${Math.round(confidence * 100)} % sure; no person has checked it`
  return `machine, then ${review} by a person`
}
