/** How sure a reading is, by the pattern that found it and what weakens it; the steps are measured (docs/accuracy.md). */
import type { Pattern, Statement } from './figures/statement.ts'

const base: Readonly<Record<Pattern, number>> = {
  subject: 0.95, object: 0.95, nominal: 0.93, forced: 0.95, noun: 0.82, hosted: 0.9, count: 0.92, label: 0.82, anaphor: 0.8,
  pair: 0.92, list: 0.75,
} // biome-ignore format: a table

/** 0 to 1. */
export function confidenceOf(statement: Statement): number {
  const { pattern, kind, predicate, phrase, partOf } = statement
  let confidence = base[pattern]
  if (kind === 'guessed') confidence -= 0.2
  if (kind === null && pattern !== 'count' && pattern !== 'label') confidence -= 0.06
  if ((pattern === 'subject' || pattern === 'forced') && predicate) {
    if (predicate.distance > 6) confidence -= 0.08
    if (predicate.distance > 14) confidence -= 0.1
    if (predicate.crossed) confidence -= 0.1
  }
  if (kind === 'dwelling') confidence -= 0.15
  if (kind === 'migrant') confidence -= 0.1
  if (phrase.number.value < 10 && phrase.number.form === 'plain') confidence -= 0.08
  if (partOf !== null) confidence -= 0.1
  return Math.round(Math.min(0.98, Math.max(0.3, confidence)) * 100) / 100
}
