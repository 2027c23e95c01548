/** Which of the supported languages a text is written in, by its most frequent function words. */
import type { LanguagePack } from './languages/pack.ts'
import { tokenise, tokenKinds } from './reading/token.ts'

/** Characters looked at; the beginning of a report tells. */
const sample = 4000
/** Function words make up about two fifths of prose; far fewer means another language, or a table. */
const leastShare = 0.15

/** ISO 639-1 of the best pack, or null if none fits. */
export function detectLanguage(text: string, packs: readonly LanguagePack[]): string | null {
  const words = tokenise(text, 0, Math.min(text.length, sample)).filter((token) => token.kind === tokenKinds.word)
  if (words.length === 0) return null
  let best: { code: string; share: number } | null = null
  for (const pack of packs) {
    const known = new Set(pack.functionWords)
    let count = 0
    for (const word of words) if (known.has(word.lower)) count++
    const share = count / words.length
    if (share >= leastShare && (!best || share > best.share)) best = { code: pack.code, share }
  }
  return best?.code ?? null
}
