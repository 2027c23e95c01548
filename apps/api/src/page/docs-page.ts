/** The OpenAPI document as a page: each address with its parameters, an example to run, and the problems it may answer. */

import { type Html, html } from '@displacement-monitor/presentation'
import { problemTitles } from '../http/problem.ts'
import { layout } from './layout.ts'

/** What is read of an OpenAPI document here; all else is left to programs. */
interface Parameter {
  name: string
  in: string
  required: boolean
  description: string
  schema: Record<string, unknown>
}
interface Operation {
  method: string
  path: string
  summary: string
  description: string
  tag: string
  parameters: Parameter[]
  fields: Parameter[]
}

export function docsPage(document: unknown): string {
  const operations = operationsOf(document)
  const tags = [...new Set(operations.map(({ tag }) => tag))]
  return layout({
    title: 'API · Displacement monitor',
    description: 'How programs read trends, figures and their words.',
    main: html`<article class="docs"><p class="eyebrow">For programs</p><h1>The API</h1>
<p class="lead">Every address answers JSON, some CSV or SVG too. The whole description for a generator: <a href="/openapi.json">OpenAPI 3.1</a>.</p>
<ul class="explain"><li>Reading is open unless the operator closed it; then, and for whole texts, send <code>Authorization: Bearer dm_…</code>.</li>
<li>Lists come in pages: send <code>next_cursor</code> back as <code>cursor</code>.</li>
<li>Every answer has an <code>ETag</code>: send it back as <code>If-None-Match</code> and get 304 while nothing changed.</li>
<li>Unknown parameters are refused, so that a misspelt one is not taken for none.</li></ul>
${tags.map((tag) => html`<section><h2>${tag}</h2>${operations.filter((one) => one.tag === tag).map(operation)}</section>`)}
<section><h2>Problems</h2><p>Failures are <code>application/problem+json</code> (RFC 9457) with <code>detail</code> in words, <code>parameter</code> and the <code>nearest</code> valid values.</p>
<dl>${Object.entries(problemTitles).map(([status, title]) => html`<div id="${`problem-${status}`}"><dt>${status}</dt><dd>${title}</dd></div>`)}</dl></section></article>`,
  })
}

function operation({ method, path, summary, description, parameters, fields }: Operation): Html {
  const all = [...parameters, ...fields]
  return html`<details class="operation"><summary><code class="method">${method}</code> <code>${path}</code> <span>${summary}</span></summary>
${description !== '' && html`<p>${description}</p>`}
${all.length > 0 && html`<div class="scroll"><table><thead><tr><th scope="col">Name</th><th scope="col">Where</th><th scope="col">Meaning</th></tr></thead><tbody>${all.map((one) => html`<tr><th scope="row"><code>${one.name}</code>${one.required && ' *'}</th><td>${one.in}</td><td>${meaningOf(one)}</td></tr>`)}</tbody></table></div>`}
<pre><code>${exampleOf(method, path)}</code></pre></details>`
}

function meaningOf({ description, schema }: Parameter): string {
  const values = Array.isArray(schema.enum) ? `One of ${schema.enum.join(', ')}.` : ''
  const format = typeof schema.format === 'string' && schema.format === 'date' ? 'YYYY-MM-DD.' : ''
  const preset = schema.default === undefined ? '' : `Default ${String(schema.default)}.`
  return [description, values, format, preset].filter(Boolean).join(' ')
}

const examples: Record<string, string> = {
  '/v1/trends/{place}': '/v1/trends/SY-ID?category=internal_displacements',
  '/v1/figures': '/v1/figures?place=Idlib&limit=10',
  '/v1/places': '/v1/places?q=idleb',
  '/v1/places/{place}': '/v1/places/SY-ID',
}

function exampleOf(method: string, path: string): string {
  const address = `http://localhost:3000${examples[path] ?? path.replaceAll(/\{[^}]+\}/g, '1')}`
  if (method === 'GET') return `curl '${address}'`
  return `curl '${address}' -H 'content-type: application/json' -d '{"text":"More than 800 people fled Idlib.","published":"2020-02-17"}'`
}

function operationsOf(document: unknown): Operation[] {
  return Object.entries(recordOf(recordOf(document).paths)).flatMap(([path, methods]) =>
    Object.entries(recordOf(methods)).map(([method, raw]) => {
      const one = recordOf(raw)
      const body = recordOf(recordOf(recordOf(recordOf(one.requestBody).content)['application/json']).schema)
      const required = Array.isArray(body.required) ? body.required : []
      return {
        method: method.toUpperCase(),
        path,
        summary: textOf(one.summary),
        description: textOf(one.description),
        tag: Array.isArray(one.tags) ? textOf(one.tags[0]) : 'other',
        parameters: (Array.isArray(one.parameters) ? one.parameters : []).map(recordOf).map((parameter) => ({
          name: textOf(parameter.name),
          in: textOf(parameter.in),
          required: parameter.required === true,
          description: textOf(parameter.description ?? recordOf(parameter.schema).description),
          schema: recordOf(parameter.schema),
        })),
        fields: Object.entries(recordOf(body.properties)).map(([name, schema]) => ({
          name,
          in: 'body',
          required: required.includes(name),
          description: textOf(recordOf(schema).description),
          schema: recordOf(schema),
        })),
      }
    }),
  )
}

const recordOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
