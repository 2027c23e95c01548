/** Failures that end a command: one line for a person, what to do about it, and the code that a script sees. */
import { type ExitCode, exitCode } from './exit-code.ts'

export class CommandFailure extends Error {
  readonly exitCode: ExitCode
  /** What to do, or the nearest valid names; one line each. */
  readonly hints: readonly string[]

  constructor(exitCode: ExitCode, message: string, hints: readonly string[] = [], cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'CommandFailure'
    this.exitCode = exitCode
    this.hints = hints
  }
}

export const usageFailure = (message: string, ...hints: string[]) => new CommandFailure(exitCode.usage, message, hints)
export const notFound = (message: string, ...hints: string[]) => new CommandFailure(exitCode.notFound, message, hints)
export const failed = (message: string, ...hints: string[]) => new CommandFailure(exitCode.failed, message, hints)
