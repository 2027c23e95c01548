/** The pages of docs/reference, each told from the definitions that the product itself runs on. */
import { measureRequests } from '../../apps/api/src/watch/measure-requests.ts'
import { tableGauges } from '../../apps/api/src/watch/table-gauges.ts'
import { verbHelp } from '../../apps/cli/src/command/help.ts'
import type { Verb } from '../../apps/cli/src/command/verb.ts'
import { painter } from '../../apps/cli/src/output/paint.ts'
import { verbGroups, verbs } from '../../apps/cli/src/verbs.ts'
import { createMeter } from '../../apps/worker/src/watch/meter.ts'
import { settings, settingWords } from '../../packages/shared/src/config/index.ts'
import { failureAreas, failureCodes, failureWords } from '../../packages/shared/src/errors/index.ts'

type Json = Record<string, unknown>

const head = (title: string, about: string) =>
  `# ${title}\n\n${about} Made from the code by \`npm run reference\`: change it there.\n`
const row = (...cells: readonly string[]) => `| ${cells.map(inCell).join(' | ')} |`
const inCell = (text: string) => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ').trim()
const table = (headings: readonly string[], rows: readonly (readonly string[])[]) =>
  [row(...headings), row(...headings.map(() => '---')), ...rows.map((cells) => row(...cells))].join('\n')
const code = (text: string) => `\`${text}\``

/** Every help page, actions after their verb. */
export async function terminalPage(): Promise<string> {
  const style = { paint: painter(false), columns: 110 }
  const page = (verb: Verb, level: string): string[] => [
    `${level} ${verb.name}\n\n\`\`\`text\n${verbHelp(verb, style)}\n\`\`\`\n`,
    ...Object.values(verb.actions ?? {}).flatMap((action) => page(action, '####')),
  ]
  const parts = [head('Verbs of the terminal', 'What `npx monitor VERB --help` says, all of it.')]
  for (const { heading, verbs: group } of verbGroups) {
    const rows = group.map(({ name, summary }) => [`[${name}](#${name})`, summary])
    parts.push(`## ${heading}\n\n${table(['verb', 'does'], rows)}\n`)
    for (const { name } of group) {
      const verb = (await verbs[name]?.load())?.default
      if (verb === undefined) throw new Error(`${name} is in a group and no verb`)
      parts.push(...page(verb, '###'))
    }
  }
  return parts.join('\n')
}

interface Metric {
  name: string
  help: string
  labelNames?: readonly string[]
}

/** Without what the client library counts of any process. */
const metricRows = (registry: ReturnType<typeof measureRequests>) =>
  // What a metric is defined with is on it, though the library's types leave it out.
  (registry.getMetricsAsArray() as unknown as Metric[])
    .filter(({ name }) => !/^(process|nodejs)_/.test(name))
    .map(({ name, help, labelNames = [] }) => [code(name), labelNames.map(code).join(', '), help])

export function metricsPage(
  app: Parameters<typeof measureRequests>[0],
  sql: Parameters<typeof tableGauges>[1],
): string {
  const registry = measureRequests(app)
  const requests = metricRows(registry)
  registry.clear()
  tableGauges(registry, sql, null, () => new Date(0))
  const part = (heading: string, rows: string[][]) => `## ${heading}\n\n${table(['metric', 'labels', 'is'], rows)}\n`
  return [
    head('Metrics', 'What `/metrics` tells, beside `process_…` and `nodejs_…` (memory, processor, event loop).'),
    part('Told by the API from tables and queues, at each scrape', metricRows(registry)),
    part('Counted by the API since it started', requests),
    part('Counted by each worker since it started', metricRows(createMeter().registry)),
  ].join('\n')
}

/** Every setting with its default, as it would be written into the environment. */
export function settingsPage(): string {
  const rows = Object.entries(settingWords).map(([name, { meaning, unset, see }]) => [
    code(name),
    unset ?? defaultOf(name as keyof typeof settings),
    see === undefined
      ? meaning
      : `${meaning} More: [${see.replace('docs/', '').replace(/\.md.*/, '')}](${see.replace('docs/', '../')}).`,
  ])
  const about =
    'All come from the environment; none is needed. Bad values are reported together, by name, at the start; an empty one counts as not set.'
  return `${head('Settings', about)}\n${table(['setting', 'default', 'meaning'], rows)}\n`
}

function defaultOf(name: keyof typeof settings): string {
  const { success, data } = settings[name].safeParse(undefined)
  if (!success || data === null || (typeof data === 'object' && Object.keys(data).length === 0)) return ''
  return code(String(data))
}

/** Every failure code, in the area where it comes up. */
export function failuresPage(): string {
  const parts = failureAreas.map((area) => {
    const rows = Object.entries(failureWords)
      .filter(([, words]) => words.area === area)
      .map(([name, { happened, todo }]) => [
        code(name),
        failureCodes[name as keyof typeof failureCodes],
        happened,
        todo,
      ])
    return `## ${area.charAt(0).toUpperCase()}${area.slice(1)}\n\n${table(['code', 'kind', 'what happened', 'what to do'], rows)}\n`
  })
  const about =
    'What is not read, or not delivered, says why. What the kinds mean and when a try is repeated: [failures](../failures.md).'
  return [head('Failure codes', about), ...parts].join('\n')
}

const record = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {})
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
const words = (value: unknown) => (typeof value === 'string' ? value : '')

/** The addresses of an OpenAPI document, under its tags. */
export function apiPage(document: Json): string {
  const operations = Object.entries(record(document.paths)).flatMap(([path, methods]) =>
    Object.entries(record(methods)).map(([method, operation]) => ({ path, method, operation: record(operation) })),
  )
  const parts = [
    head(
      'Addresses of the API',
      'Bodies and answers with all their fields: `/openapi.json`, or `/docs`, of a running server.',
    ),
  ]
  for (const tag of list(document.tags).map(record)) {
    parts.push(`## ${words(tag.name)}\n\n${words(tag.description)}\n`)
    for (const { path, method, operation } of operations)
      if (list(operation.tags).includes(tag.name)) parts.push(operationPart(path, method, operation))
  }
  return parts.join('\n')
}

function operationPart(path: string, method: string, operation: Json): string {
  const parameters = list(operation.parameters).map(record)
  const body = Object.keys(record(record(operation.requestBody).content))
  const answers = Object.entries(record(operation.responses)).map(([status, answer]) => {
    const types = Object.keys(record(record(answer).content))
    return types.length > 0 ? `${status} (${types.map(code).join(', ')})` : status
  })
  const lines = [
    `### ${method.toUpperCase()} ${path}\n`,
    `${words(operation.summary)}.${operation.security ? ' Needs a key.' : ''}\n`,
    ...(body.length > 0 ? [`Takes ${body.map(code).join(', ')}. `] : []),
    `Answers ${answers.join(', ')}.\n`,
  ]
  if (parameters.length > 0) lines.push(`${table(['parameter', 'in', 'means'], parameters.map(parameterRow))}\n`)
  return lines.join('\n')
}

function parameterRow(parameter: Json): string[] {
  const schema = record(parameter.schema)
  const values = list(schema.enum).map((value) => code(String(value)))
  const means = [words(parameter.description), values.length > 0 ? `One of ${values.join(', ')}.` : '']
  if (schema.default !== undefined) means.push(`Default ${code(String(schema.default))}.`)
  return [code(words(parameter.name)), `${words(parameter.in)}${parameter.required ? ', needed' : ''}`, means.join(' ')]
}
