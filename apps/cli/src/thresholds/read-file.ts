/** `thresholds.yaml` → statements; whatever is wrong is told with its line and column, all of it at once. */
import { describeRefusal, thresholdBody } from '@displacement-monitor/shared/contracts'
import type { NewThreshold } from '@displacement-monitor/shared/db'
import { type Gazetteer, nearestNames } from '@displacement-monitor/shared/domain'
import { type Document, isMap, isNode, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import { failed } from '../command/failure.ts'

/** A thousand thresholds are a few hundred kilobytes. */
const mostBytes = 2_000_000

type Path = readonly (string | number)[]

export async function readThresholds(text: string, file: string, gazetteer: Gazetteer): Promise<NewThreshold[]> {
  if (text.length > mostBytes) throw failed(`${file} has more than ${mostBytes} characters.`)
  const { statedThreshold } = await import('@displacement-monitor/alerts')
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: true })
  const faults: { offset: number; says: string }[] = document.errors.map(({ pos, message }) => ({
    offset: pos[0],
    says: (message.split('\n')[0] ?? message).replace(/ at line \d+, column \d+:?$/u, ''),
  }))
  const stated: NewThreshold[] = []
  const entries = faults.length > 0 ? [] : entriesOf(document, faults)
  for (const [index, value] of entries.entries()) {
    const at: Path = ['thresholds', index]
    const { data, error } = thresholdBody.safeParse(value)
    if (error) {
      const { detail, parameter, nearest } = describeRefusal(error, value, thresholdBody)
      const near = nearest?.length ? ` Nearest: ${nearest.join(', ')}.` : ''
      faults.push({
        offset: offsetOf(document, [...at, ...pathOf(parameter)]),
        says: `${labelOf(value)}${detail}${near}`,
      })
      continue
    }
    const { threshold, refusals } = statedThreshold(data, gazetteer)
    for (const { field, message, nearest } of refusals)
      faults.push({
        offset: offsetOf(document, [...at, ...pathOf(field)]),
        says: `${labelOf(data)}${field}: ${message}${nearest.length > 0 ? ` Nearest: ${nearest.join(', ')}.` : ''}`,
      })
    if (threshold === null) continue
    if (stated.some(({ name }) => name === threshold.name))
      faults.push({
        offset: offsetOf(document, [...at, 'name']),
        says: `${labelOf(data)}The name stands twice in this file.`,
      })
    stated.push(threshold)
  }
  if (faults.length > 0)
    throw failed(
      `${file} cannot be applied; nothing was changed.`,
      ...faults
        .sort((a, b) => a.offset - b.offset)
        .slice(0, 20)
        .map(({ offset, says }) => {
          const { line, col } = lines.linePos(offset)
          return `${file}:${line}:${col}  ${says}`
        }),
      ...(faults.length > 20 ? [`and ${faults.length - 20} more`] : []),
    )
  return stated
}

/** The list under `thresholds:`, as plain values. */
function entriesOf(document: Document, faults: { offset: number; says: string }[]): unknown[] {
  const list = document.get('thresholds', true)
  if (isMap(document.contents))
    for (const { key } of document.contents.items) {
      const name = String(key)
      if (name !== 'thresholds')
        faults.push({
          offset: startOf(key),
          says: `There is no "${name.slice(0, 60)}" here; the file holds thresholds: and a list under it.${nearestNames(name, ['thresholds']).length > 0 ? ' Did you mean thresholds?' : ''}`,
        })
    }
  if (!isSeq(list)) {
    if (faults.length === 0)
      faults.push({
        offset: startOf(list),
        says: 'Expected thresholds: and under it a list, each entry beginning with "- name:".',
      })
    return []
  }
  try {
    const { thresholds } = document.toJS({ maxAliasCount: 100 }) as { thresholds: unknown[] }
    return thresholds
  } catch (error) {
    faults.push({ offset: startOf(list), says: error instanceof Error ? error.message : 'cannot be read' })
    return []
  }
}

const pathOf = (field: string | undefined): Path =>
  (field ?? '')
    .split('.')
    .filter(Boolean)
    .map((part) => (/^\d+$/u.test(part) ? Number(part) : part))

/** Of the innermost part of the path that stands in the file; of a field its name, not its value. */
function offsetOf(document: Document, path: Path): number {
  for (let length = path.length; length > 0; length--) {
    const holder = document.getIn(path.slice(0, length - 1), true)
    const last = path[length - 1]
    if (isMap(holder)) {
      const pair = holder.items.find(({ key }) => isNode(key) && 'value' in key && key.value === last)
      if (pair) return startOf(pair.key)
    }
    const node = document.getIn(path.slice(0, length), true)
    if (isNode(node)) return startOf(node)
  }
  return 0
}

const startOf = (node: unknown): number => (isNode(node) ? ((node as Node).range?.[0] ?? 0) : 0)

const labelOf = (value: unknown): string => {
  const name = typeof value === 'object' && value !== null && 'name' in value ? value.name : null
  return typeof name === 'string' ? `'${name.slice(0, 60)}': ` : ''
}
