/** The visible blocks of a page in reading order: paragraphs, headings, list items and table rows, each with what tells text from furniture. */
import type { ChildNode, Document, Element } from 'domhandler'
import { cleanLine } from './clean-text.ts'
import { isElement } from './tree.ts'

export type BlockKind = 'paragraph' | 'heading' | 'item' | 'row' | 'quote'

export interface Block {
  kind: BlockKind
  text: string
  /** Characters of `text` that stand in links. */
  linkChars: number
  /** The element it stands in. */
  parent: Element | Document
  /** The list or table it is a line of; else null. */
  group: Element | null
  /** Name of the element that holds the text ("p", "div", "li"). */
  tag: string
}

const blockTags = new Set(
  (
    'address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 ' +
    'header hgroup hr html li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul option'
  ).split(' '),
)
const headings = /^h[1-6]$/
const unseen = new Set(
  'head script style noscript template select option button input textarea label datalist map'.split(' '),
)

/** `leaveOut`: elements whose blocks are not wanted. */
export function blocksOf(root: Element | Document, leaveOut: (element: Element) => boolean): Block[] {
  const blocks: Block[] = []
  new Walker(blocks, leaveOut).walk(root)
  return blocks
}

class Walker {
  #blocks: Block[]
  #leaveOut: (element: Element) => boolean
  #text: string[] = []
  #linkText: string[] = []
  #inLink = 0
  #preformatted = 0
  #holder: Element | Document | null = null

  constructor(blocks: Block[], leaveOut: (element: Element) => boolean) {
    this.#blocks = blocks
    this.#leaveOut = leaveOut
  }

  walk(root: Element | Document): void {
    this.#holder = root
    this.#children(root)
    this.#flush()
  }

  #children(parent: Element | Document): void {
    for (const child of parent.children) this.#node(child, parent)
  }

  #node(node: ChildNode, parent: Element | Document): void {
    if (node.type === 'text') {
      // Line feeds of the source are spaces; only `<br>` and preformatted text break lines.
      this.#text.push(this.#preformatted > 0 ? node.data : node.data.replace(/[\r\n\u2028\u0085]+/g, ' '))
      if (this.#inLink > 0) this.#linkText.push(node.data)
      return
    }
    if (!isElement(node)) return
    if (unseen.has(node.name) || this.#leaveOut(node)) return
    if (node.name === 'br') {
      this.#text.push('\n')
      return
    }
    if (node.name === 'tr') {
      this.#row(node)
      return
    }
    const isBlock = blockTags.has(node.name)
    if (isBlock) this.#flush()
    const outer = this.#holder
    if (isBlock) this.#holder = node
    if (node.name === 'a') this.#inLink++
    if (node.name === 'pre') this.#preformatted++
    this.#children(node)
    if (node.name === 'pre') this.#preformatted--
    if (node.name === 'a') this.#inLink--
    if (isBlock) {
      this.#flush()
      this.#holder = outer ?? parent
    }
  }

  /** A row whose cells are short lines is one line; a row of a page laid out as a table is walked like anything else. */
  #row(row: Element): void {
    this.#flush()
    const cells = row.children.filter(
      (child): child is Element => isElement(child) && (child.name === 'td' || child.name === 'th'),
    )
    const inner = cells.map((cell) => blocksOf(cell, this.#leaveOut))
    const layout = cells.length < 2 || inner.some(isColumn)
    if (layout) {
      for (const blocks of inner) this.#blocks.push(...blocks)
      if (cells.length === 0) this.#children(row)
      return
    }
    const text = inner.map((blocks) => blocks.map((block) => block.text.replaceAll('\n', ' ')).join(' ')).join(' | ')
    if (!/[\p{L}\p{N}]/u.test(text)) return
    const linkChars = inner.flat().reduce((sum, block) => sum + block.linkChars, 0)
    this.#blocks.push({ kind: 'row', text, linkChars, parent: row, group: enclosing(row, 'table'), tag: 'tr' })
  }

  #flush(): void {
    if (this.#text.length === 0) return
    const holder = this.#holder
    const raw = this.#text.join('')
    const linkChars = cleanLine(this.#linkText.join('')).length
    this.#text = []
    this.#linkText = []
    if (!holder || raw.trim() === '') return
    const tag = isElement(holder) ? holder.name : ''
    // Two breaks part paragraphs, as pages written by hand do.
    const parts = raw.split(/\n[ \t\u00a0]*\n/)
    const list = enclosingList(holder)
    for (const part of parts) {
      const text = part
        .split('\n')
        .map(cleanLine)
        .filter((line) => line !== '')
        .join('\n')
      if (text === '') continue
      const share = parts.length === 1 ? linkChars : Math.round((linkChars * part.length) / raw.length)
      this.#blocks.push({
        kind: kindOf(tag, list),
        text,
        linkChars: Math.min(share, text.length),
        parent: holder,
        group: list,
        tag,
      })
    }
  }
}

/** A cell that holds a text of its own: the table only lays out the page. */
const isColumn = (blocks: readonly Block[]): boolean =>
  blocks.length > 3 || blocks.some(({ text }) => text.length > 400 || (blocks.length > 1 && text.length >= 80))

function kindOf(tag: string, list: Element | null): BlockKind {
  if (headings.test(tag)) return 'heading'
  if (list) return 'item'
  return tag === 'blockquote' ? 'quote' : 'paragraph'
}

function enclosingList(holder: Element | Document): Element | null {
  for (let node: Element | Document | null = holder; node && isElement(node); node = node.parent as Element | null)
    if (node.name === 'li' || node.name === 'dd' || node.name === 'dt')
      return node.parent && isElement(node.parent as Element) ? (node.parent as Element) : null
    else if (node.name !== 'p' && node.name !== 'div' && !headings.test(node.name)) return null
  return null
}

function enclosing(from: Element, name: string): Element | null {
  for (
    let node: Element | null = from;
    node;
    node = node.parent && isElement(node.parent as Element) ? (node.parent as Element) : null
  )
    if (node.name === name) return node
  return null
}
