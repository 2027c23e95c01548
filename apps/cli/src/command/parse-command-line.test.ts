import { expect, test } from 'vitest'
import { CommandFailure } from './failure.ts'
import { checkPositionals, parseCommandLine } from './parse-command-line.ts'
import { defineVerb } from './verb.ts'

const verb = defineVerb({
  name: 'trends',
  summary: 'show a trend',
  positionals: [{ name: 'PLACE', description: 'a place', required: true, many: false }],
  options: {
    category: { type: 'string', valueHint: 'WORD', values: ['idps', 'returns'], description: 'which' },
    'known-on': { type: 'string', valueHint: 'DATE', description: 'when' },
    all: { type: 'boolean', alias: 'a', description: 'everything' },
  },
  examples: [],
  run: async () => 0,
})

const failureOf = (work: () => unknown) => {
  try {
    work()
  } catch (error) {
    if (error instanceof CommandFailure) return [error.exitCode, error.message, ...error.hints]
  }
  return null
}

test.each([
  [['Idlib'], { positionals: ['Idlib'] }],
  [['Idlib', '--known-on', '2020-02-01', '-a'], { positionals: ['Idlib'], 'known-on': '2020-02-01', all: true }],
  [['--known-on=2020-02-01', 'Idlib'], { positionals: ['Idlib'], 'known-on': '2020-02-01' }],
  [['--json', '--', '--odd-name'], { positionals: ['--odd-name'], json: true }],
  [['-'], { positionals: ['-'] }],
])('%j is read', (words, { positionals, ...options }) => {
  expect(parseCommandLine(verb, words)).toEqual({
    positionals,
    options: { category: null, 'known-on': null, all: false, json: false, help: false, ...options },
  })
})

test('an unknown option is refused with the nearest one', () => {
  expect(failureOf(() => parseCommandLine(verb, ['Idlib', '--categroy', 'idps']))).toEqual([
    2,
    "'monitor trends' has no option --categroy.",
    'Did you mean --category?',
    'See: npx monitor trends --help',
  ])
  expect(failureOf(() => parseCommandLine(verb, ['-x']))?.[1]).toBe("'monitor trends' has no option -x.")
  expect(failureOf(() => parseCommandLine(verb, ['--constructor']))?.[0]).toBe(2)
})

test.each([[['--known-on']], [['--known-on', '--json']], [['--known-on=']]])('%j lacks its value', (words) => {
  expect(failureOf(() => parseCommandLine(verb, words))).toEqual([2, '--known-on needs a value: --known-on DATE.'])
})

test('a value outside the list is refused with the list', () => {
  expect(failureOf(() => parseCommandLine(verb, ['--category', 'idp']))).toEqual([
    2,
    "--category cannot be 'idp': it is one of idps, returns.",
    'Did you mean idps?',
  ])
})

test('a missing place and a second place are both wrong usage', () => {
  expect(failureOf(() => checkPositionals(verb, []))?.[1]).toBe("'monitor trends' needs PLACE: a place.")
  expect(failureOf(() => checkPositionals(verb, ['Deir', 'ez-Zor']))?.slice(0, 3)).toEqual([
    2,
    "'ez-Zor' is too much: 'monitor trends' takes PLACE.",
    'A name of several words wants quotes: "Deir ez-Zor".',
  ])
})
