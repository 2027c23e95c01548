/** A clause between commas that tells of another time: "…, which peaked at 1,028,000 in 2022, …", "…, estimated at 2.1 million in 2021, …". */
import { hasAny, type Lexeme } from './lexeme.ts'

const longestAside = 14

/** Where the clause that a comma closes begins with its own comma, or -1. */
export function asideBefore(lexemes: readonly Lexeme[], close: number): number {
  for (let i = close - 1; i > 0 && close - i <= longestAside; i--) {
    if (lexemes[i]?.lower !== ',') continue
    const opens = hasAny(lexemes[i + 1], ['relative', 'estimated', 'reach', 'recorded'])
    return opens || lexemes[i + 1]?.entry?.before ? i : -1
  }
  return -1
}
