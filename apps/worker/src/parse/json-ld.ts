/** The article in a page's JSON-LD (https://schema.org/Article), whatever list or graph it stands in; broken blocks are passed over. */

export interface JsonLdArticle {
  headline: string | null
  datePublished: string | null
  inLanguage: string | null
  publisher: string | null
}

const articleTypes = /(Article|Posting|Report|WebPage|NewsItem)$/
const maxBlockLength = 500_000
const maxNodes = 2_000

export function jsonLdArticle(blocks: readonly string[]): JsonLdArticle | null {
  const nodes = blocks.flatMap(nodesOf)
  const typed = nodes.filter((node) => typesOf(node).some((type) => articleTypes.test(type)))
  // A WebPage frames the article: it speaks only where no article does.
  const article = typed.find((node) => !typesOf(node).includes('WebPage')) ?? typed[0]
  if (!article) return null
  return {
    headline: textOf(article.headline),
    datePublished: textOf(article.datePublished),
    inLanguage: textOf(article.inLanguage),
    publisher: nameOf(article.publisher) ?? nameOf(referred(article.publisher, nodes)),
  }
}

type Node = Record<string, unknown>

function nodesOf(block: string): Node[] {
  if (block.length > maxBlockLength) return []
  const found: Node[] = []
  const waiting: unknown[] = [parse(block)]
  while (waiting.length > 0 && found.length < maxNodes) {
    const next = waiting.shift()
    if (Array.isArray(next)) waiting.push(...next.slice(0, maxNodes))
    else if (typeof next === 'object' && next !== null) {
      const node = next as Node
      found.push(node)
      if (node['@graph'] !== undefined) waiting.push(node['@graph'])
      if (node.mainEntity !== undefined) waiting.push(node.mainEntity)
    }
  }
  return found
}

function parse(block: string): unknown {
  try {
    return JSON.parse(
      block
        .replace(/^\s*(?:\/\/)?\s*<!(?:--|\[CDATA\[)|(?:\/\/)?\s*(?:-->|\]\]>)\s*$/g, '')
        .replace(/[\u0000-\u001f]+/g, ' '),
    )
  } catch {
    return null
  }
}

const typesOf = (node: Node): string[] =>
  [node['@type']].flat().filter((type): type is string => typeof type === 'string')
const textOf = (value: unknown): string | null =>
  typeof value === 'string' ? value : Array.isArray(value) && typeof value[0] === 'string' ? value[0] : null

function nameOf(value: unknown): string | null {
  const one = Array.isArray(value) ? value[0] : value
  return typeof one === 'object' && one !== null ? textOf((one as Node).name) : textOf(one)
}

function referred(value: unknown, nodes: readonly Node[]): unknown {
  const id = typeof value === 'object' && value !== null ? (value as Node)['@id'] : null
  return typeof id === 'string' ? nodes.find((node) => node['@id'] === id && node.name !== undefined) : null
}
