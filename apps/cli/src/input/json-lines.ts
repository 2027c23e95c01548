/**
 * The pipe of `--jsonl`: a JSON object a line in, one a line out, in order. A line that cannot be used is answered with
 * `{id?, error}` and a remark on stderr, and the next is read: one bad line never stops ten thousand good ones.
 */
import { type ExitCode, exitCode } from '../command/exit-code.ts'
import { counted } from '../output/amounts.ts'
import type { Console } from '../output/console.ts'
import { OutputClosed } from '../output/output-closed.ts'
import { textLines } from './text-lines.ts'

export type JsonObject = Readonly<Record<string, unknown>>

/** What is wrong with a line, in words for a person. */
export class LineError extends Error {}

export async function answerJsonLines(
  console: Console,
  signal: AbortSignal,
  answer: (input: JsonObject) => Promise<object> | object,
): Promise<ExitCode> {
  let number = 0
  let bad = 0
  for await (const line of textLines(console.stdin)) {
    if (signal.aborted) break
    number += 1
    if ('text' in line && line.text.trim() === '') continue
    let id: unknown
    try {
      if ('tooLong' in line) throw new LineError(`the line has ${line.tooLong} characters, 16 million are the most`)
      const input = objectOf(line.text)
      id = input.id
      await console.write(`${JSON.stringify(await answer(input))}\n`)
    } catch (error) {
      if (error instanceof OutputClosed) throw error
      bad += 1
      const message = inWords(error)
      await console.write(`${JSON.stringify({ ...(id === undefined ? {} : { id }), error: message })}\n`)
      console.note(`line ${number}${id === undefined ? '' : ` (id ${String(id)})`}: ${message}`)
    }
  }
  if (bad > 0) console.note(`${counted(bad, 'line')} of ${number} could not be used; each is answered with its error.`)
  return bad > 0 ? exitCode.failed : exitCode.ok
}

/** A line that breaks the program is told as such, and is a reason to report it. */
const inWords = (error: unknown): string =>
  error instanceof LineError || (error instanceof Error && error.name === 'PipelineError')
    ? error.message
    : `unexpected: ${error instanceof Error ? error.message : String(error)}`

function objectOf(text: string): JsonObject {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new LineError(`not JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new LineError('not a JSON object')
  return value as JsonObject
}

/** A text that must be there. @throws LineError */
export function requiredText(input: JsonObject, field: string): string {
  const value = input[field]
  if (typeof value !== 'string') throw new LineError(`"${field}" must be a text`)
  return value
}

/** A text, or null where the field is absent, null or empty. @throws LineError */
export function optionalText(input: JsonObject, field: string): string | null {
  const value = input[field]
  if (value === undefined || value === null || value === '') return null
  if (typeof value !== 'string') throw new LineError(`"${field}" must be a text`)
  return value
}
