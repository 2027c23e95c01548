/** The day that a page shows to its readers where it tells no machine: a short line whose name speaks of dates or writers, or below the heading. */
import type { IsoDate } from '@displacement-monitor/shared/domain'
import type { Document, Element } from 'domhandler'
import { dayIn } from './stated-day.ts'
import { isElement, textOf } from './tree.ts'

const dated =
  /(^|[-_\s])(date|dateline|time|timestamp|datetime|publish(ed)?|posted|pubdate|byline|meta|author|submitted|created|entry-info|info)([-_\s]|$)|date$|time$/i
const foreign = /comment|related|sidebar|widget|footer|teaser|promo|recommend|popular|trending|latest|card|next|prev/i
const saidToBe =
  /\b(published|posted|publiziert|veröffentlicht|publié|mis en ligne|publicado|pubblicato|diterbitkan|opublikowano)\b|опубликовано|نشر/iu
/** Characters of a line that tells a day and who wrote, and of one that tells the day alone. */
const [longestByline, longestDay] = [140, 40]
const mostElements = 4_000

/** "/2019/11/18/", "/2019/nov/18/", "-20191115/". */
const inAddress =
  /\/((?:19|20)\d\d)\/(\d{1,2}|[a-z]{3})\/(\d{1,2})(?:\/|$)|[-/]((?:19|20)\d\d)(0[1-9]|1[0-2])([0-3]\d)(?:\/|\.|$)/i

export function visibleDay(root: Document): IsoDate | null {
  let [named, below, headed]: [IsoDate | null, IsoDate | null, boolean] = [null, null, false]
  let left = mostElements
  const visit = (parent: Document | Element): void => {
    for (const child of parent.children) {
      if (named !== null || left <= 0) return
      if (!isElement(child) || child.name === 'script' || child.name === 'head') continue
      left--
      const names = `${child.attribs.class ?? ''} ${child.attribs.id ?? ''} ${child.attribs.itemprop ?? ''}`
      if (foreign.test(names) || child.name === 'footer' || child.name === 'nav') continue
      if (child.name === 'h1') headed = true
      const isNamed = dated.test(names)
      const isPlain = child.children.length > 0 && child.children.every((node) => node.type === 'text')
      if (isNamed || isPlain) {
        const words = textOf(child).replace(/\s+/g, ' ').trim()
        if ((isNamed || saidToBe.test(words)) && words.length <= longestByline) named = dayIn(words)
        else if (headed && below === null && words.length <= longestDay) below = dayIn(words)
      }
      visit(child)
    }
  }
  visit(root)
  return named ?? below
}

export function dayInAddress(address: string | null): IsoDate | null {
  const [, year, month, day, flatYear, flatMonth, flatDay] = inAddress.exec(address ?? '') ?? []
  if (flatYear) return dayIn(`${flatYear}-${flatMonth}-${flatDay}`)
  if (!year || !month) return null
  return dayIn(
    /\d/.test(month) ? `${year}-${month.padStart(2, '0')}-${day?.padStart(2, '0')}` : `${day} ${month} ${year}`,
  )
}
