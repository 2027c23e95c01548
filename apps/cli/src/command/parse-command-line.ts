/** Words after the verb → options and positionals. citty parses; what it lets pass (unknown options, missing values) is refused here. */
import { type ArgsDef, parseArgs } from 'citty'
import { didYouMean } from './did-you-mean.ts'
import { usageFailure } from './failure.ts'
import type { Options, OptionValues, Verb } from './verb.ts'

/** Every verb has these. */
export const commonOptions = {
  json: { type: 'boolean', description: 'Write JSON, for programs' },
  help: { type: 'boolean', alias: 'h', description: 'Show this page' },
} as const satisfies Options

export interface CommandLine {
  options: OptionValues<Options & typeof commonOptions>
  positionals: readonly string[]
}

export function parseCommandLine(verb: Verb, words: readonly string[]): CommandLine {
  const known: Options = { ...verb.options, ...commonOptions }
  refuseUnknown(verb, known, words)
  const definition: ArgsDef = Object.fromEntries(
    Object.entries(known).map(([name, { type, alias }]) => [name, alias === undefined ? { type } : { type, alias }]),
  )
  const parsed = parseArgs([...words], definition)
  const options = Object.fromEntries(
    Object.entries(known).map(([name, option]) => {
      const value: unknown = parsed[name]
      return [name, option.type === 'boolean' ? value === true : typeof value === 'string' ? value : null]
    }),
  )
  for (const [name, option] of Object.entries(known)) {
    const value = options[name]
    if (option.type === 'string' && option.values && typeof value === 'string' && !option.values.includes(value)) {
      throw usageFailure(
        `--${name} cannot be '${value}': it is one of ${option.values.join(', ')}.`,
        ...didYouMean(value, option.values),
      )
    }
  }
  return { options: options as CommandLine['options'], positionals: parsed._ }
}

/** How many positionals there may be. Checked after the help was asked for. */
export function checkPositionals(verb: Verb, given: readonly string[]): void {
  const wanted = verb.positionals ?? []
  const missing = wanted.find(({ required }, index) => required && given[index] === undefined)
  const see = `See: npx monitor ${verb.name} --help`
  if (missing) throw usageFailure(`'monitor ${verb.name}' needs ${missing.name}: ${missing.description}.`, see)
  const extra = given[wanted.length]
  if (extra === undefined || wanted.some(({ many }) => many)) return
  const words = wanted.map(({ name }) => name).join(' ') || 'no further words'
  const quote = wanted.length > 0 ? ['A name of several words wants quotes: "Deir ez-Zor".'] : []
  throw usageFailure(`'${extra}' is too much: 'monitor ${verb.name}' takes ${words}.`, ...quote, see)
}

function refuseUnknown(verb: Verb, known: Options, words: readonly string[]): void {
  const byLetter = new Map(
    Object.entries(known).flatMap(([name, { alias }]) => (alias ? [[alias, name] as const] : [])),
  )
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? ''
    if (word === '--') return
    if (!word.startsWith('-') || word === '-') continue
    const [flag = ''] = word.split('=', 1)
    const name = flag.startsWith('--') ? flag.slice(2) : (byLetter.get(flag.slice(1)) ?? flag.slice(1))
    const option = Object.hasOwn(known, name) ? known[name] : undefined
    if (option === undefined) {
      throw usageFailure(
        `'monitor ${verb.name}' has no option ${flag}.`,
        ...didYouMean(name, Object.keys(known), (near) => `--${near}`),
        `See: npx monitor ${verb.name} --help`,
      )
    }
    if (option.type === 'boolean') continue
    const value = word.includes('=') ? word.slice(flag.length + 1) : words[++index]
    if (value === undefined || value === '' || (value.startsWith('-') && value !== '-' && !word.includes('='))) {
      throw usageFailure(`--${name} needs a value: --${name} ${option.valueHint}.`)
    }
  }
}
