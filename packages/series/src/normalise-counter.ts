/** The one name of an office that counted, whatever the text called it. */

import { type CounterNode, counterFamilies } from './counter-tree.ts'

export interface NormalCounter {
  /** "OCHA" for "the UN Office for the Coordination of Humanitarian Affairs"; an unknown office keeps its own name. */
  name: string
  /** Root of its tree: "UN". An unknown office is its own family. */
  family: string
  /** 0 to 1. */
  reliability: number
}

const unknownReliability = 0.4
/** Kinds of office that no list can hold by name, by a word in it; the first that fits. */
const kinds: readonly (readonly [RegExp, number])[] = [
  [/red (cross|crescent)|croix-rouge|cruz roja/i, 0.7],
  [
    /disaster (management|agency)|civil protection|civil defen[cs]e|emergency management|protection civile|protección civil/i,
    0.65,
  ],
  [/ministr|government|gouvernement|gobierno|authorit|autorit|municipal|governor|police|state agency/i, 0.6],
  [/monitor|observator/i, 0.5],
]

/** Letters and digits in lower case without marks, words parted by one blank. */
export function foldName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f\u064b-\u065f\u0670]/g, '')
    .toLowerCase()
    .replace(/(?<=\p{L})\.(?=\p{L}|$|\s)/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/^(the|la|le|les|el|los|die|der|das) /, '')
}

interface Alias {
  folded: string
  node: CounterNode
  /** Short acronyms hide ordinary words ("un" is a French article): inside a longer name they count in capitals only. */
  acronym: string | null
}

const nodes = new Map(counterFamilies.map((node) => [node.name, node]))
const aliases: readonly Alias[] = counterFamilies
  .flatMap((node) =>
    [node.name, ...node.aliases].map((text): Alias => {
      const acronym = /^\p{Lu}{2,5}$/u.test(text) ? text : null
      return { folded: foldName(text), node, acronym }
    }),
  )
  .sort((a, b) => b.folded.length - a.folded.length || (a.folded < b.folded ? -1 : 1))
const exact = new Map(aliases.map((alias) => [alias.folded, alias.node]))
/** Acronyms that are words of a language too: exact only in capitals. */
const alsoWords = new Set(['un', 'who', 'reach', 'pam', 'echo', 'mom'])

const rootOf = (node: CounterNode): CounterNode => {
  const parent = node.parent === null ? undefined : nodes.get(node.parent)
  return parent ? rootOf(parent) : node
}
const normal = (node: CounterNode): NormalCounter => ({
  name: node.name,
  family: rootOf(node).name,
  reliability: node.reliability,
})

function nodeIn(name: string, folded: string): CounterNode | null {
  const whole = exact.get(folded)
  if (whole && !(alsoWords.has(folded) && !/\p{Lu}{2}|\p{Lu}\.\p{Lu}/u.test(name))) return whole
  const padded = ` ${folded} `
  const capitals = new Set(name.replace(/(?<=\p{Lu})\./gu, '').match(/\p{Lu}{2,5}(?![\p{L}])/gu) ?? [])
  for (const alias of aliases) {
    if (!padded.includes(` ${alias.folded} `)) continue
    if (alias.acronym !== null && !capitals.has(alias.acronym)) continue
    if (alias.acronym === null && alias.folded.length < 5) continue
    // "Turkish Red Crescent" and "Kenya Red Cross" count for themselves, not for the federation.
    if (alias.node.name === 'IFRC' && /^(red|croix|cruz)/.test(alias.folded)) continue
    return alias.node
  }
  return null
}

/** "The organization", "sources": words for somebody whom the sentence does not name. */
const nobody = new Set(
  [
    'organization organisation agency agencies office group sources source officials official spokesman spokeswoman',
    'spokesperson report reports statement bureau agence organisme source officielle porte parole rapport',
    'organización agencia oficina fuentes portavoz informe organização fontes المنظمة الوكالة المكتب مصادر متحدث التقرير',
  ].flatMap((line) => line.split(' ').map(foldName)),
)
/** Whether a counter is told in such a word alone. */
export const namesNobody = (name: string): boolean => nobody.has(foldName(name))

const known = new Map<string, NormalCounter>()

/** Total: any text has an answer. An unknown office is its own family, graded by the kind of office its words tell. */
export function normaliseCounter(name: string): NormalCounter {
  const cached = known.get(name)
  if (cached) return cached
  const node = nodeIn(name, foldName(name))
  const own = name.trim().replace(/\s+/g, ' ').replace(/^the /i, '')
  const answer = node
    ? normal(node)
    : { name: own, family: own, reliability: kinds.find(([words]) => words.test(own))?.[1] ?? unknownReliability }
  if (known.size < 10_000) known.set(name, answer)
  return answer
}

/** The office of the tree that bears exactly this name, in any of its forms; "UN News" is none. */
export function officeNamed(name: string): NormalCounter | null {
  const node = exact.get(foldName(name))
  return node && nodeIn(name, foldName(name)) === node ? normal(node) : null
}

/** Whether one office is, or stands above, the other ("UN" and "OCHA"; not "OCHA" and "UNICEF"). */
export function isSameOrAbove(a: string, b: string): boolean {
  const above = (low: string, high: string): boolean => {
    const parent = nodes.get(low)?.parent ?? null
    return parent !== null && (parent === high || above(parent, high))
  }
  return a === b || above(a, b) || above(b, a)
}

/** 0 for a root or an unknown office, 1 for an office of a family. */
export const depthOf = (name: string): number => {
  const parent = nodes.get(name)?.parent ?? null
  return parent === null ? 0 : 1 + depthOf(parent)
}
