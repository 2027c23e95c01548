/**
 * How likely a reading is to be right: value, unit, and that people are said to be displaced. Each pattern has log-odds of
 * its own, and what weakens a reading takes from them.
 *
 * The numbers are a logistic regression over 170 figures drawn at random from unlabelled reports and judged one by one,
 * and over 320 of labelled passages at a quarter of the weight, for these were looked at while the grammar was written.
 * Patterns are drawn towards the mean of all, steps towards what was guessed before, so that three cases decide nothing;
 * then rounded. How well it holds: docs/accuracy.md.
 */
import type { Pattern, Statement } from './figures/statement.ts'

/** "15,000 IDPs" with nothing said of them is the weak one: half of its errors are people helped, tested or in need. */
const base: Readonly<Record<Pattern, number>> = {
  subject: 3.7, object: 3.8, nominal: 3.7, forced: 3.7, noun: 1.1, hosted: 3.4, count: 2.5, label: 3.4, anaphor: 3.3,
  pair: 3.8, list: 3.1,
} // biome-ignore format: a table

/** What each weakness takes; "part" was in no sample and is a guess. */
const steps = {
  far: 0.7, veryFar: 0.4, crossed: 0.9, small: 1.6, ungrouped: 1, guessed: 0.9, nameless: 0.6, dwelling: 0.6, migrant: 0.5, part: 0.5,
} // biome-ignore format: a table

type Weakness = keyof typeof steps

/** Words between the number and its verb, beyond which they less surely belong together. */
const [far, veryFar] = [6, 14]
/** "2 displaced populations" is an item of a list; "52941" is as often the number of a document as a count. */
const [small, ungrouped] = [10, 1000]

/** 0 to 1, in hundredths. */
export function confidenceOf(statement: Statement): number {
  const odds = weaknesses(statement).reduce((sum, weakness) => sum - steps[weakness], base[statement.pattern])
  return Math.round(100 / (1 + Math.exp(-odds))) / 100
}

function weaknesses({ pattern, kind, predicate, phrase, partOf }: Statement): Weakness[] {
  const governed = pattern === 'subject' || pattern === 'forced' ? predicate : null
  const { value, form, bare } = phrase.number
  const holds: Readonly<Record<Weakness, boolean>> = {
    far: governed !== null && governed.distance > far,
    veryFar: governed !== null && governed.distance > veryFar,
    // Another number stands between.
    crossed: governed?.crossed ?? false,
    small: value < small && form === 'plain',
    ungrouped: bare && value >= ungrouped,
    guessed: kind === 'guessed',
    nameless: kind === null && pattern !== 'count' && pattern !== 'label',
    dwelling: kind === 'dwelling',
    migrant: kind === 'migrant',
    part: partOf !== null,
  }
  return (Object.keys(steps) as Weakness[]).filter((weakness) => holds[weakness])
}
