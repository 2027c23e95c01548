/** Finds the governor's place: over words that may stand between it and the number. */
import type { Tag } from '../../languages/pack.ts'
import { has, hasAny, type Lexeme } from '../../reading/lexeme.ts'
import { familyAt } from '../sense.ts'

const transparent: readonly Tag[] = ['adverb', 'determiner', 'filler', 'estimated']

/** Skips words that may stand between a verb and its object, and one "…, according to …," thrown in. */
export function stepLeft(lexemes: readonly Lexeme[], from: number): number {
  let j = from
  for (let steps = 0; j >= 0 && steps < 6; steps++) {
    const lexeme = lexemes[j]
    if (!lexeme) break
    if (lexeme.lower === ',' || lexeme.lower === '—' || lexeme.lower === '–') {
      const open = openingComma(lexemes, j)
      if (open < 0) break
      j = open - 1
    } else if (
      lexeme.lower.startsWith('*') ||
      lexeme.lower === '"' ||
      lexeme.lower === '“' ||
      lexeme.lower === '”' ||
      lexeme.lower === "'"
    )
      j--
    // "the affected five families": an adjective, where no article would stand before a verb.
    else if (has(lexeme, 'affected') && has(lexemes[j - 1], 'determiner')) j--
    // "accueillait fin juin 2024 plus de 600 000 réfugiés".
    else if (lexeme.dated && isDayAside(lexemes, j)) j--
    else if (hasAny(lexeme, transparent) && !familyAt(lexeme) && !hasAny(lexeme, ['recorded', 'numberOf', 'homeless']))
      j--
    else break
  }
  return j
}

/** A date right behind a verb that takes people in or counts them. */
function isDayAside(lexemes: readonly Lexeme[], at: number): boolean {
  let j = at
  while (
    j >= 0 &&
    at - j < 5 &&
    (lexemes[j]?.dated || hasAny(lexemes[j], ['asOf', 'during', 'late', 'early', 'middle']))
  )
    j--
  return hasAny(lexemes[j], ['host', 'recorded', 'reach']) && !hasAny(lexemes[j], ['be', 'numberOf'])
}

function openingComma(lexemes: readonly Lexeme[], comma: number): number {
  let source = false
  for (let j = comma - 1; j >= 0 && comma - j < 14; j--) {
    if (has(lexemes[j], 'accordingTo')) source = true
    if (source && lexemes[j]?.lower === ',') return j
    if (lexemes[j]?.number) return -1
  }
  return -1
}
