/**
 * Which blocks of a page are the report itself. Running text votes for its container and furniture against it; the
 * container with the best balance wins, and is cleaned block by block.
 */
import type { Document, Element } from 'domhandler'
import { furnitureOf, isHidden, parentOf } from './furniture.ts'
import { type Block, blocksOf } from './page-blocks.ts'
import { isElement } from './tree.ts'

type Holder = Element | Document

/** The report's blocks in reading order; empty where the page has no running text. */
export function mainBlocks(root: Document): Block[] {
  const all = blocksOf(root, () => false)
  const mass = sumUp(all, (block) => (isRunning(block) ? block.text.length : 0))
  const total = mass.get(root) ?? 0
  const furniture = furnitureOf(mass, total)
  const hidden = (element: Element) => isHidden(element) && (mass.get(element) ?? 0) < total * 0.4
  const left = memoAncestors((element) => furniture(element) || hidden(element))
  const visible = all.filter((block) => !left(block.parent))
  const container = declaredContainer(visible, mass, total) ?? bestContainer(visible, root)
  const inside = memoAncestors((element) => element === container)
  return tidy(container === root ? visible : visible.filter((block) => inside(block.parent)))
}

const density = (block: Block): number => block.linkChars / block.text.length

/** Text that a person wrote in sentences. */
function isRunning(block: Block): boolean {
  if (block.kind === 'heading' || density(block) > 0.4) return false
  const long = block.text.length >= 80
  return long || (block.tag === 'p' && block.text.length >= 30)
}

function gainOf(block: Block): number {
  if (block.kind === 'heading') return 0
  if (density(block) > 0.5) return -block.text.length
  if (isRunning(block)) return block.text.length - 2 * block.linkChars
  if (block.kind === 'row' || block.kind === 'item') return block.text.length * 0.2
  return -Math.min(block.text.length, 30)
}

/** The element that the page itself marks as the body (https://schema.org/articleBody), where it holds enough to be believed. */
function declaredContainer(blocks: readonly Block[], mass: ReadonlyMap<Holder, number>, total: number): Holder | null {
  const marked = new Set<Element>()
  for (const block of blocks)
    for (let at: Holder | null = block.parent; at; at = parentOf(at))
      if (isElement(at as Element) && /\barticleBody\b/.test((at as Element).attribs.itemprop ?? ''))
        marked.add(at as Element)
  const [only] = marked
  if (!only || marked.size !== 1) return null
  const held = mass.get(only) ?? 0
  return held >= 400 && held >= total * 0.15 ? only : null
}

function bestContainer(blocks: readonly Block[], root: Document): Holder {
  const gains = sumUp(blocks, gainOf)
  let best: Holder = root
  let bestGain = gains.get(root) ?? 0
  for (const [holder, gain] of gains) {
    if (gain > bestGain || (gain === bestGain && isDeeper(holder, best))) {
      best = holder
      bestGain = gain
    }
  }
  return best
}

function isDeeper(node: Holder, than: Holder): boolean {
  for (let at = parentOf(node); at; at = parentOf(at)) if (at === than) return true
  return false
}

/** What each block counts, summed for each of its ancestors. */
function sumUp(blocks: readonly Block[], value: (block: Block) => number): Map<Holder, number> {
  const own = new Map<Holder, number>()
  for (const block of blocks) own.set(block.parent, (own.get(block.parent) ?? 0) + value(block))
  const sums = new Map<Holder, number>()
  for (const [holder, amount] of own)
    for (let at: Holder | null = holder; at; at = parentOf(at)) sums.set(at, (sums.get(at) ?? 0) + amount)
  return sums
}

/** True where a node or one of its ancestors passes the test; each element is asked once. */
function memoAncestors(test: (element: Element) => boolean): (node: Holder) => boolean {
  const known = new Map<Holder, boolean>()
  const ask = (node: Holder): boolean => {
    const before = known.get(node)
    if (before !== undefined) return before
    const parent = parentOf(node)
    const answer = (isElement(node as Element) && test(node as Element)) || (parent !== null && ask(parent))
    known.set(node, answer)
    return answer
  }
  return ask
}

const chatter =
  /^(advertisement|ad|share( this.{0,30})?|read more.{0,80}|related.{0,20}:?|more:|loading.{0,10}|follow us.{0,60}|sign up.{0,80}|subscribe.{0,60}|tweet|print|email|comments?( \(?\d*\)?)?|story continues.{0,40}|scroll to continue.{0,30}|click here.{0,60}|watch:.{0,120}|photo:.{0,120}|image:.{0,80}|image source.{0,80}|getty images|source:.{0,40}|<\/?\w+[\s\S]*)$/i

/** Words that open what follows a report: everything after them belongs to others. */
const closing =
  /^(top (rated )?comments|comments?|\d+ comments?|leave a (comment|reply)|related( (articles?|stories|posts|news|content|topics|links))?|more (from|stories|on|news|articles)\b.{0,60}|read (more|next|also)|also read|you (may|might) (also )?(like|be interested).{0,30}|recommended.{0,30}|latest (news|stories|articles)|most (read|popular|viewed)|about the author|join the (conversation|discussion)|trending.{0,20}|share your thoughts.{0,30}):?$/i

/** Without link lists, chatter and what stands after the last or before the first running text. */
function tidy(blocks: readonly Block[]): Block[] {
  const kept = blocks.filter((block) => {
    if (chatter.test(block.text)) return false
    return density(block) <= 0.6 || (block.kind === 'item' && /[.!?]$/.test(block.text) && block.text.length > 60)
  })
  const first = kept.findIndex(isRunning)
  if (first < 0) return kept
  cutAtClosing(kept)
  const last = kept.findLastIndex((block) => isRunning(block) || block.kind === 'row' || block.kind === 'item')
  const from = kept[first - 1]?.kind === 'heading' && first - 1 > 0 ? first - 1 : first
  return kept.slice(from, last + 1)
}

/** Only past the first two fifths of the running text: a heading "Related" may also stand in a box near the top. */
function cutAtClosing(blocks: Block[]): void {
  const total = blocks.reduce((sum, block) => sum + (isRunning(block) ? block.text.length : 0), 0)
  let read = 0
  for (const [at, block] of blocks.entries()) {
    if (isRunning(block)) read += block.text.length
    else if (read > total * 0.4 && block.text.length < 80 && closing.test(block.text)) {
      blocks.length = at
      return
    }
  }
}
