/**
 * Elements of a page that are not its report: menus, related stories, comments, share bars, captions. Judged by element,
 * role and the words of class and id; a name never removes what holds a good part of the page's running text.
 */
import type { Document, Element } from 'domhandler'

const tags = new Set(['nav', 'footer', 'form', 'dialog', 'menu', 'aside'])
const roles = new Set([
  'navigation',
  'complementary',
  'search',
  'dialog',
  'alertdialog',
  'banner',
  'contentinfo',
  'menu',
  'toolbar',
  'tooltip',
])

/** Words as whole parts of a name: "nav" is in "site-nav", not in "navy". */
const words = (list: string) => new RegExp(`(?:^|[-_\\s:.])(?:${list.replaceAll(' ', '|')})(?=$|[-_\\s:.0-9])`, 'i')
const foreign = words(
  'comments? commentlist comment-list respond disqus fb-comments livefyre related relatedposts related-\\w+ recommend\\w* recirc\\w* outbrain taboola ' +
    'zergnet trending popular most-?read most-?popular more-?stories morestories readmore read-?more read-?next up-?next see-?also ' +
    'sidebar side-bar rail breadcrumbs? cookie\\w* consent gdpr popup modal overlay newsletter\\w* subscri\\w+ signup sign-?up paywall promo\\w* teaser ' +
    'advert\\w* ads? adbox advertisement sponsor\\w* dfp navbar navigation nav menu toolbar footer masthead pagination pager pagenav prevnext post-?nav\\w*',
)
const trimmings = words(
  'share sharing shares sharebar social socials sharedaddy addthis addtoany a2a\\w* jp-relatedposts byline bylines author-?bio author-?box about-?author authorbox ' +
    'article-?author post-?author tags? tag-?list taglist post-?tags entry-?tags entry-?meta post-?meta article-?meta meta metadata ' +
    'caption captions wp-caption-text credit credits copyright toc print printfriendly hidden screen-reader-text sr-only visually-?hidden ' +
    'dateline timestamp pubdate post-?date published updated widget widgets rating ratings follow follow-us donate donation tooltip slideshow gallery carousel ' +
    'infobox factbox-?links video-?player media__caption image-?caption figcaption photo-?credit disclaimer skip-link topics',
)
/** Names that stand for the report itself, whatever else the same element is called. */
const report = words(
  'article-?body article-?content article__?body article__?content articlebody story-?body story-?content post-?body post-?content entry-?content main-?content ' +
    'content-?body page-?content field--name-body body-?text bodytext body-?copy storytext article-?text',
)

/** Every ancestor up to and including the root knows how much running text it holds. */
export type TextMass = ReadonlyMap<Element | Document, number>

/** A test of elements for one page; remembered, since blocks share their ancestors. */
export function furnitureOf(mass: TextMass, total: number): (element: Element) => boolean {
  const known = new Map<Element, boolean>()
  return (element) => {
    let answer = known.get(element)
    if (answer === undefined) {
      answer = isFurniture(element, total === 0 ? 0 : (mass.get(element) ?? 0) / total)
      known.set(element, answer)
    }
    return answer
  }
}

function isFurniture(element: Element, share: number): boolean {
  const { name, attribs } = element
  if (name === 'body' || name === 'html' || name === 'main') return false
  if (name === 'figcaption') return true
  if (share > 0.75) return false
  if (tags.has(name) || roles.has(attribs.role ?? '')) return share < 0.4
  const names = `${attribs.class ?? ''} ${attribs.id ?? ''}`
  if (names.length < 2 || names.length > 2_000) return false
  if (name === 'article') return /(^|[-_\s])(comment|teaser|related|promo|card)/i.test(names) && share < 0.3
  if (report.test(names)) return false
  if (foreign.test(names)) return share < 0.4
  return share < 0.15 && trimmings.test(names)
}

/** Hidden by the page itself. Lazy pages hide their text until a script runs, so that a large share is shown all the same. */
export function isHidden({ attribs }: Element): boolean {
  return (
    'hidden' in attribs ||
    attribs['aria-hidden'] === 'true' ||
    /display\s*:\s*none|visibility\s*:\s*hidden/i.test(attribs.style ?? '')
  )
}

export const parentOf = (node: Element | Document): Element | Document | null =>
  node.parent as Element | Document | null
