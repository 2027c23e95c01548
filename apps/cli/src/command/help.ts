/** Help pages: what a verb does, its options, and examples that can be copied. Made from the definitions that parse. */
import type { Paint } from '../output/paint.ts'
import { wrap } from '../output/wrap.ts'
import { commonOptions } from './parse-command-line.ts'
import type { FlagOption, ValueOption, Verb } from './verb.ts'

export interface HelpStyle {
  paint: Paint
  columns: number
}

/** The page of all verbs. */
export function overview(
  groups: readonly { heading: string; verbs: readonly { name: string; summary: string }[] }[],
  { paint, columns }: HelpStyle,
): string {
  const width = Math.max(...groups.flatMap(({ verbs }) => verbs.map(({ name }) => name.length)))
  return [
    `${paint.strong('monitor')}: displacement figures from reports, each with its exact words`,
    '',
    'Use: npx monitor VERB [WORDS] [OPTIONS]',
    ...groups.flatMap(({ heading, verbs }) => [
      '',
      paint.strong(heading),
      ...verbs.flatMap(({ name, summary }) => entry(name, summary, width, columns)),
    ]),
    '',
    'npx monitor VERB --help explains a verb with examples. Every verb takes --json.',
    ...wrap(
      'Verbs that need the database use DATABASE_URL, else the embedded server of the data folder, which they start ' +
        'for the length of the command when it is not running.',
      columns,
    ),
    'Exit codes: 0 done, 1 something failed, 2 wrong usage, 3 not found.',
  ].join('\n')
}

export function verbHelp(verb: Verb, { paint, columns }: HelpStyle): string {
  const actions = Object.entries(verb.actions ?? {})
  const positionals = verb.positionals ?? []
  const shown = { ...verb.options, ...commonOptions }
  const optionLines = Object.entries(shown).map(([name, option]) => [flagOf(name, option), effectOf(option)] as const)
  const words = positionals.map(({ name, required, many }) => {
    const word = `${name}${many ? '…' : ''}`
    return required ? word : `[${word}]`
  })
  const width = Math.max(
    ...optionLines.map(([flag]) => flag.length),
    ...positionals.map(({ name }) => name.length),
    ...actions.map(([name]) => name.length),
  )
  const section = (heading: string, lines: readonly (readonly [string, string])[]) =>
    lines.length === 0
      ? []
      : ['', paint.strong(heading), ...lines.flatMap(([left, right]) => entry(left, right, width, columns))]
  return [
    `${paint.strong(`monitor ${verb.name}`)}: ${verb.summary}`,
    '',
    `Use: ${['npx monitor', verb.name, ...words, '[OPTIONS]'].join(' ')}`,
    ...(verb.about ?? []).flatMap((paragraph) => ['', ...wrap(paragraph, columns)]),
    ...section(
      'Actions',
      actions.map(([name, action]) => [name, action.summary]),
    ),
    ...section(
      'Words',
      positionals.map(({ name, description }) => [name, description]),
    ),
    ...section('Options', optionLines),
    '',
    paint.strong('Examples'),
    ...verb.examples.flatMap(([command, effect]) => [
      `  npx monitor ${command}`,
      ...indent(wrap(effect, columns - 6), 6),
    ]),
    ...(actions.length > 0 ? ['', `npx monitor ${verb.name} ACTION --help explains an action.`] : []),
  ].join('\n')
}

const flagOf = (name: string, option: FlagOption | ValueOption): string =>
  `${option.alias === undefined ? '' : `-${option.alias}, `}--${name}${option.type === 'string' ? ` ${option.valueHint}` : ''}`

const effectOf = (option: FlagOption | ValueOption): string =>
  option.type === 'string' && option.values ? `${option.description}: ${option.values.join(', ')}` : option.description

function entry(left: string, right: string, width: number, columns: number): string[] {
  const [first = '', ...rest] = wrap(right, Math.max(24, columns - width - 4))
  return [`  ${left.padEnd(width)}  ${first}`, ...indent(rest, width + 4)]
}

const indent = (lines: readonly string[], by: number): string[] => lines.map((line) => ' '.repeat(by) + line)
