/** HTML to a tree in bounded depth and size, whatever the bytes; one pass of htmlparser2. */
import { PipelineError } from '@displacement-monitor/shared/errors'
import { type ChildNode, type Document, DomHandler, type Element } from 'domhandler'
import { Parser } from 'htmlparser2'

/** Deeper elements become children of the last level: readers may recurse, and no page of text is nested like this on purpose. */
const maxDepth = 400
/** The parser's own stack is quadratic in the depth (100,000 open elements: 2.7 s), so beyond this a page is refused. */
const refusedDepth = 20_000
const maxElements = 600_000
const maxAttributes = 200
/** Letters of a page: the newest of news have 5 million with all their scripts. */
const maxLength = 30_000_000

/** Their text is never read; leaving it out saves most of the work on a modern page. */
const skipped = new Set(['style', 'svg', 'iframe', 'object', 'canvas', 'video', 'audio', 'template'])

export function buildTree(html: string): Document {
  if (html.length > maxLength)
    throw new PipelineError('too_large', `The page has more than ${maxLength / 1e6} million characters.`)
  const handler = new BoundedHandler()
  const parser = new Parser(handler, { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true })
  // In pieces, so that the parser's buffer is not the whole page twice.
  for (let at = 0; at < html.length; at += 65_536) parser.write(html.slice(at, at + 65_536))
  parser.end()
  return handler.root
}

class BoundedHandler extends DomHandler {
  #depth = 0
  #elements = 0
  /** Depth at which a skipped element was opened; null outside of one. */
  #skippedFrom: number | null = null

  override onopentag(name: string, attributes: Record<string, string>): void {
    this.#depth++
    if (this.#depth > refusedDepth)
      throw new PipelineError(
        'too_deep',
        `The page nests more than ${refusedDepth.toLocaleString('en')} elements in one another.`,
      )
    if (this.#skippedFrom !== null) return
    if (skipped.has(name)) {
      this.#skippedFrom = this.#depth
      return
    }
    if (++this.#elements > maxElements)
      throw new PipelineError('too_large', `The page has more than ${maxElements.toLocaleString('en')} elements.`)
    if (this.#depth > maxDepth) {
      const anchor = this.tagStack[maxDepth - 1] ?? this.root
      this.tagStack.push(anchor)
      super.onopentag(name, fewAttributes(attributes))
      this.tagStack.splice(-2, 1)
      return
    }
    super.onopentag(name, fewAttributes(attributes))
  }

  override onclosetag(): void {
    const depth = this.#depth--
    if (this.#skippedFrom === null) super.onclosetag()
    else if (depth === this.#skippedFrom) this.#skippedFrom = null
  }

  override ontext(data: string): void {
    if (this.#skippedFrom === null) super.ontext(data)
  }

  override oncomment(): void {}
  override oncommentend(): void {}
  override onprocessinginstruction(): void {}
}

function fewAttributes(attributes: Record<string, string>): Record<string, string> {
  const names = Object.keys(attributes)
  if (names.length <= maxAttributes) return attributes
  return Object.fromEntries(names.slice(0, maxAttributes).map((name) => [name, attributes[name] ?? '']))
}

export const isElement = (node: ChildNode | Document | null): node is Element =>
  node !== null && (node.type === 'tag' || node.type === 'script' || node.type === 'style')

/** All text below a node, as it stands. */
export function textOf(node: ChildNode | Document): string {
  if (node.type === 'text') return node.data
  return 'children' in node ? node.children.map(textOf).join('') : ''
}
