import { expect, test } from 'vitest'
import type { Parsed } from '../parse-process/parse-task.ts'
import type { Parser } from '../parse-process/parser.ts'
import { givingWay } from './giving-way.ts'

const task = {
  want: 'report' as const,
  adapterId: 'article',
  bytes: Buffer.from(''),
  mediaType: null,
  url: null,
  settings: {},
}

function gate() {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open: () => open() }
}

test('a body is parsed, and what it says is read, when no live report is being read', async () => {
  const steps: string[] = []
  const parsed = { listing: { entries: [] } } as unknown as Parsed
  const parser: Parser = {
    parse: async () => {
      steps.push('parsed')
      return parsed
    },
    parsePlaces: () => Promise.reject(new Error('not asked')),
    warm: () => {},
    close: async () => {},
  }
  let live = gate()
  const patient = givingWay({ parser }, () => live.opened)
  const reading = patient.parser.parse(task).then((answer) => {
    steps.push('handed on')
    return answer
  })
  const settle = () => new Promise((resolve) => setImmediate(resolve))

  await settle()
  expect(steps).toEqual([])
  const before = live
  live = gate()
  before.open()
  await settle()
  expect(steps).toEqual(['parsed'])
  live.open()
  expect(await reading).toBe(parsed)
  expect(steps).toEqual(['parsed', 'handed on'])
})
