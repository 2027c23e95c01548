import { expect, test } from 'vitest'
import { memoryConsole } from '../output/memory-console.ts'
import { answerJsonLines, LineError } from './json-lines.ts'

const never = new AbortController().signal

test('each line is answered in order; a bad one with its error, and the next is read', async () => {
  const { console, written, notes } = memoryConsole({
    input: ['{"id":1}\nnot json\n\n[2]\n{"id":"bad"}\n', '{"id":3}'],
  })
  const code = await answerJsonLines(console, never, ({ id }) => {
    if (id === 'bad') throw new LineError('"text" must be a text')
    return { id, seen: true }
  })
  const answers = written()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(answers).toEqual([
    { id: 1, seen: true },
    { error: expect.stringMatching(/^not JSON: /) },
    { error: 'not a JSON object' },
    { id: 'bad', error: '"text" must be a text' },
    { id: 3, seen: true },
  ])
  expect(code).toBe(1)
  expect(notes()).toMatch(
    /^line 2: not JSON: .*\nline 4: not a JSON object\nline 5 \(id bad\): "text" must be a text\n3 lines of 6 /,
  )
})

test('an error of the program costs its line, not the run', async () => {
  const { console, written } = memoryConsole({ input: ['{"id":1}\n{"id":2}\n'] })
  const code = await answerJsonLines(console, never, ({ id }) => {
    if (id === 1) throw new TypeError('undefined is no function')
    return { id }
  })
  expect(written()).toBe('{"id":1,"error":"unexpected: undefined is no function"}\n{"id":2}\n')
  expect(code).toBe(1)
})

test('no line, no answer, no failure', async () => {
  const { console, written } = memoryConsole({ input: [] })
  expect(await answerJsonLines(console, never, (input) => input)).toBe(0)
  expect(written()).toBe('')
})
