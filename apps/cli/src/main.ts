/** `monitor`: finds the verb, reads its options, runs it, and turns whatever happens into words and an exit code. */

import { didYouMean } from './command/did-you-mean.ts'
import { type ExitCode, exitCode } from './command/exit-code.ts'
import { CommandFailure, usageFailure } from './command/failure.ts'
import { overview, verbHelp } from './command/help.ts'
import { checkPositionals, parseCommandLine } from './command/parse-command-line.ts'
import type { Verb } from './command/verb.ts'
import { type Console, openConsole } from './output/console.ts'
import { OutputClosed } from './output/output-closed.ts'
import { verbGroups, verbNames, verbs } from './verbs.ts'

type Env = Readonly<Record<string, string | undefined>>

/** The process: streams, signals, exit code. The code is set, not forced, so that what was written reaches a slow reader. */
export async function main(words: readonly string[]): Promise<void> {
  const console = openConsole(process, process.env)
  const ended = new AbortController()
  const stop = () => {
    // The second Ctrl-C means it.
    if (ended.signal.aborted) process.exit(exitCode.interrupted)
    ended.abort()
    process.stdin.destroy()
  }
  process.on('SIGINT', stop).on('SIGTERM', stop).on('SIGHUP', stop)
  const code = await runCommand(words, console, process.env, ended.signal)
  process.exitCode = ended.signal.aborted ? exitCode.interrupted : code
  process.stdin.destroy()
}

/** One command line, start to end. Never throws. */
export async function runCommand(
  words: readonly string[],
  console: Console,
  env: Env,
  signal: AbortSignal,
): Promise<ExitCode> {
  try {
    return await dispatch(words, console, env, signal)
  } catch (error) {
    if (error instanceof OutputClosed) return exitCode.ok
    return tell(error, console, env, signal)
  }
}

async function dispatch(words: readonly string[], console: Console, env: Env, signal: AbortSignal): Promise<ExitCode> {
  const [name, ...rest] = words
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    if (name === 'help' && rest[0] !== undefined) return dispatch([...rest, '--help'], console, env, signal)
    await console.print(overview(verbGroups, console))
    return name === undefined ? exitCode.usage : exitCode.ok
  }
  if (name === '--version' || name === '-v') {
    const { version } = await import('./version.ts')
    await console.print(version)
    return exitCode.ok
  }
  const load = Object.hasOwn(verbs, name) ? verbs[name]?.load : undefined
  if (load === undefined) {
    throw usageFailure(
      `There is no verb '${name}'.`,
      ...didYouMean(name, verbNames, (near) => `monitor ${near}`),
      'All verbs: npx monitor --help',
    )
  }
  const { verb, words: left } = chooseAction((await load()).default, rest)
  const { options, positionals } = parseCommandLine(verb, left)
  if (options.help) {
    await console.print(verbHelp(verb, console))
    return exitCode.ok
  }
  if (verb.actions && positionals.length > 0 && (verb.positionals ?? []).length === 0) {
    throw usageFailure(
      `'monitor ${verb.name}' has no action '${positionals[0]}'.`,
      ...didYouMean(positionals[0] ?? '', Object.keys(verb.actions), (near) => `monitor ${verb.name} ${near}`),
      `Its actions: ${Object.keys(verb.actions).join(', ')}. See: npx monitor ${verb.name} --help`,
    )
  }
  checkPositionals(verb, positionals)
  return verb.run({ options, positionals, console, env, signal })
}

/** `sources add …` is an own verb; `sources --json` is the list. */
function chooseAction(verb: Verb, words: readonly string[]): { verb: Verb; words: readonly string[] } {
  const [first, ...rest] = words
  const action =
    first !== undefined && verb.actions && Object.hasOwn(verb.actions, first) ? verb.actions[first] : undefined
  return action ? chooseAction(action, rest) : { verb, words }
}

async function tell(error: unknown, { note, paint }: Console, env: Env, signal: AbortSignal): Promise<ExitCode> {
  if (signal.aborted) return exitCode.interrupted
  const { explain } = await import('./command/explain.ts')
  const { message, hints, exitCode: code } = error instanceof CommandFailure ? error : explain(error)
  note(`${paint.bad('monitor:')} ${message}`)
  for (const hint of hints) note(`  ${hint}`)
  if (env.MONITOR_DEBUG) note(error instanceof Error ? (error.stack ?? '') : String(error))
  return code
}
