/** What a verb is: its words for the help page, its options, and the function that does it. */
import type { Console } from '../output/console.ts'
import type { ExitCode } from './exit-code.ts'

/** As citty takes them; `alias` is one letter. */
export interface FlagOption {
  type: 'boolean'
  description: string
  alias?: string
}
export interface ValueOption {
  type: 'string'
  description: string
  /** What stands for the value in the help: DATE, CODE. */
  valueHint: string
  alias?: string
  /** The only values allowed. */
  values?: readonly string[]
}
export type Options = Record<string, FlagOption | ValueOption>

/** Flags are false and values null where not given. */
export type OptionValues<O extends Options> = {
  readonly [Name in keyof O]: O[Name] extends FlagOption ? boolean : string | null
}

export interface Positional {
  /** PLACE, FILE */
  name: string
  description: string
  required: boolean
  many: boolean
}

export interface Invocation<O extends Options> {
  /** Every verb has `json`. */
  options: OptionValues<O> & { readonly json: boolean }
  positionals: readonly string[]
  console: Console
  env: Readonly<Record<string, string | undefined>>
  /** Aborted by Ctrl-C and TERM. */
  signal: AbortSignal
}

export interface VerbDefinition<O extends Options> {
  /** As typed after `monitor`: "sources add". */
  name: string
  summary: string
  /** Paragraphs under the usage line. */
  about?: readonly string[]
  positionals?: readonly Positional[]
  options: O
  /** A command line (without "npx monitor") and what it does. */
  examples: readonly (readonly [command: string, effect: string])[]
  /** Verbs under this one: `sources add`. Without a name the verb itself runs. */
  actions?: Record<string, Verb>
  run(invocation: Invocation<O>): Promise<ExitCode>
}

/** A verb whose options have lost their names, so that unlike verbs fit into one table. */
export type Verb = Omit<VerbDefinition<Options>, 'run'> & {
  run(invocation: Invocation<Options>): Promise<ExitCode>
}

/** Keeps the option names for the compiler inside `run`, and forgets them outside. */
export function defineVerb<const O extends Options>(definition: VerbDefinition<O>): Verb {
  return {
    ...definition,
    run: (invocation) =>
      definition.run({
        ...invocation,
        options: invocation.options as unknown as OptionValues<O> & { readonly json: boolean },
      }),
  }
}
