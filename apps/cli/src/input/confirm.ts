/** A question before what cannot be taken back. */
import { createInterface } from 'node:readline/promises'
import { usageFailure } from '../command/failure.ts'
import type { Console } from '../output/console.ts'

/** True for `--yes`, or where a person at the terminal types yes. Errors: nobody is there to ask. */
export async function confirmed(console: Console, question: string, { yes }: { yes: boolean }): Promise<boolean> {
  if (yes) return true
  if (!console.stdin.isTTY || !console.onTerminal)
    throw usageFailure('This cannot be taken back, and nobody is here to be asked: say --yes.')
  const lines = createInterface({ input: console.stdin })
  try {
    await console.write(`${question} Type yes: `)
    for await (const line of lines) return line.trim().toLowerCase() === 'yes'
    return false
  } finally {
    lines.close()
  }
}
