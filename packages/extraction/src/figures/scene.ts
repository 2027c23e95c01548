/** What the text around a sentence tells of, asked only where the sentence itself does not say why people go. */
import type { Tag } from '../languages/pack.ts'
import type { Lexicon, PhraseNode } from '../reading/lexicon.ts'
import type { Token } from '../reading/token.ts'

export interface Scene {
  /** Fighting, a flood: something that makes people leave. */
  event: () => boolean
  /** Displaced people, and no migrants or asylum seekers beside them. */
  refuge: () => boolean
  /** Migrants and asylum seekers. */
  migration: () => boolean
}

/** A sentence without a text around it. */
export const noScene: Scene = { event: () => false, refuge: () => false, migration: () => false }

/** Tokens before and after a sentence that still set its scene: about four sentences and two. */
const [before, after] = [110, 60]

const eventTags: readonly Tag[] = ['conflict', 'disaster', 'otherCause']
const refugeTags: readonly Tag[] = [
  'idp', 'refugee', 'returnee', 'evacuee', 'displacedAdjective', 'refugeeAdjective', 'displacement', 'exodus',
  'flee', 'displace', 'tracker',
] // biome-ignore format: one list

export function sceneAround(
  tokens: readonly Token[],
  { first, last }: { first: number; last: number },
  lexicon: Lexicon,
): Scene {
  let told: Seen | null = null
  const seen = (): Seen => {
    if (told === null) told = look(tokens, Math.max(0, first - before), Math.min(tokens.length, last + after), lexicon)
    return told
  }
  return { event: () => seen().event, refuge: () => seen().refuge && !seen().migrant, migration: () => seen().migrant }
}

interface Seen {
  event: boolean
  refuge: boolean
  migrant: boolean
}

function look(tokens: readonly Token[], from: number, to: number, lexicon: Lexicon): Seen {
  const seen = { event: false, refuge: false, migrant: false }
  for (let i = from; i < to; i++) {
    const token = tokens[i]
    let node: PhraseNode | null | undefined = token && lexicon.meaningOf(token.word).node
    for (let k = i + 1; node; k++) {
      const tags = node.entry?.tags
      if (tags) {
        seen.event ||= eventTags.some((tag) => tags.has(tag))
        seen.refuge ||= refugeTags.some((tag) => tags.has(tag))
        seen.migrant ||= tags.has('migrant') || tags.has('asylumSeeker')
      }
      node = k < to ? node.next?.get(tokens[k]?.lower ?? '') : null
    }
  }
  return seen
}
