/**
 * The general reader of a page: finds the report's text in any HTML. A source may name selectors in its settings
 * (`text`, `remove`, `title`), which go before the general rules. Plain text is taken as it is.
 */
import type { ParsedDocument } from '@displacement-monitor/shared/domain'
import { load } from 'cheerio/slim'
import type { ChildNode, Document, Element } from 'domhandler'
import { cleanField, cleanLine } from '../../parse/clean-text.ts'
import { layOut } from '../../parse/lay-out.ts'
import { mainBlocks } from '../../parse/main-text.ts'
import { readMetadata } from '../../parse/metadata.ts'
import { blocksOf } from '../../parse/page-blocks.ts'
import { refusal } from '../../parse/refusal.ts'
import { buildTree, isElement } from '../../parse/tree.ts'
import type { Body, SourceAdapter } from '../source-adapter.ts'

/** Longer texts are books or dumps; extraction reads a million characters in half a second, and holds up all others for it. */
const maxTextLength = 1_000_000

export default {
  id: 'article',
  accept: 'text/html, application/xhtml+xml;q=0.9, text/plain;q=0.5, */*;q=0.1',
  parseReport(body) {
    const document = body.kind === 'plain' ? plainDocument(body.text) : htmlDocument(body)
    if (document.text === '') throw refusal('no_text', 'The page holds no running text.')
    if (document.text.length > maxTextLength)
      throw refusal(
        'too_large',
        `The text has ${(document.text.length / 1e6).toFixed(1)} million characters; ${maxTextLength / 1e6} million are read at most.`,
      )
    return document
  },
} satisfies SourceAdapter

function htmlDocument({ text, url, settings, kind }: Body): ParsedDocument {
  if (kind === 'json')
    throw refusal('unsupported_media_type', 'The answer is JSON, which the article reader does not read.')
  const root = buildTree(text)
  const metadata = readMetadata(root, url)
  const chosen = chosenBySelectors(root, settings)
  return {
    ...metadata,
    title: chosen.title ?? metadata.title,
    text: layOut(chosen.blocks ?? mainBlocks(root)),
  }
}

function chosenBySelectors(root: Document, settings: Body['settings']) {
  const selector = (name: string) => (typeof settings[name] === 'string' ? settings[name] : null)
  const [remove, title, text] = [selector('remove'), selector('title'), selector('text')]
  if (!remove && !title && !text) return { title: null, blocks: null }
  const $ = load(root)
  if (remove) $(remove).remove()
  const blocks = text
    ? $(text)
        .toArray()
        .flatMap((node) => (isElement(node as ChildNode) ? blocksOf(node as Element, () => false) : []))
    : []
  return { title: title ? cleanField($(title).first().text()) : null, blocks: blocks.length > 0 ? blocks : null }
}

function plainDocument(text: string): ParsedDocument {
  const paragraphs = text
    .split(/\r?\n[ \t]*\r?\n/)
    .map((paragraph) => paragraph.split(/\r?\n/).map(cleanLine).filter(Boolean).join('\n'))
    .filter((paragraph) => paragraph !== '')
  return {
    title: null,
    text: paragraphs.join('\n\n'),
    language: null,
    publisher: null,
    publishedAt: null,
    publishedOn: null,
    canonicalUrl: null,
  }
}
