/**
 * What the columns of a table hold: by their hashtags where it has a row of them (HXL 1.1, https://hxlstandard.org), else by the
 * words of their heads, since services drop the hashtags again. A count that is a part by sex or age is none of these.
 */
import type { Category, Cause, Term } from '@displacement-monitor/shared/domain'

export interface CountColumn {
  is: 'count'
  at: number
  head: string
  category: Exclude<Category, 'displaced_unspecified'>
  term: Term
  unit: 'person' | 'household'
  cause: Cause | null
}

export type PlainColumn =
  | 'iso3' | 'country' | 'adm1' | 'adm1-code' | 'adm2' | 'adm2-code' | 'year' | 'day'
  | 'operation' | 'round' | 'assessment' | 'reason' // biome-ignore format: a list

export interface Columns {
  /** Rows above the first of data. */
  heads: number
  at: ReadonlyMap<PlainColumn, number>
  counts: readonly CountColumn[]
}

/** A row of hashtags stands among the first ones. */
const headRows = 10

/** Null where the table holds no counts of displaced people, or nothing that places or dates them. */
export function columnsOf(table: readonly (readonly string[])[]): Columns | null {
  const tagged = table
    .slice(0, headRows)
    .findIndex((row) => row.filter((cell) => /^#[a-z]/i.test(cell.trim())).length >= 2)
  const named = tagged > 0 ? (table[tagged - 1] ?? []) : (table[0] ?? [])
  const tags = tagged < 0 ? named.map(tagOf) : (table[tagged] ?? []).map((cell) => cell.trim().toLowerCase())
  const at = new Map<PlainColumn, number>()
  const counts: CountColumn[] = []
  for (const [index, tag] of tags.entries()) {
    const plain = plainOf(tag)
    if (plain !== null && !at.has(plain)) at.set(plain, index)
    const count = countIn(tag)
    if (count !== null) counts.push({ is: 'count', at: index, head: named[index]?.trim() || tag, ...count })
  }
  const dated = at.has('year') || at.has('day')
  return counts.length > 0 && dated && at.has('iso3') ? { heads: tagged < 0 ? 1 : tagged + 1, at, counts } : null
}

const attributesOf = (tag: string): string[] => tag.split('+').slice(1)

function plainOf(tag: string): PlainColumn | null {
  const [base] = tag.split('+')
  const has = (name: string) => attributesOf(tag).includes(name)
  if (has('origin') || has('lat') || has('lon')) return null
  switch (base) {
    case '#country':
      return has('code') ? 'iso3' : 'country'
    case '#adm1':
      return has('code') ? 'adm1-code' : 'adm1'
    case '#adm2':
      return has('code') ? 'adm2-code' : 'adm2'
    case '#date':
      return has('year') ? 'year' : has('month') ? null : 'day'
    case '#operation':
      return has('status') ? null : 'operation'
    case '#round':
      return 'round'
    case '#assessment':
      return 'assessment'
    case '#cause':
      return 'reason'
    default:
      return null
  }
}

/** Of a part of the people: by sex, age, or need. */
const parts =
  /^(f|m|i|age\d.*|age|adults?|children|infants|elderly|disabled|pct|inneed|targeted|reached|killed|injured|missing)$/

function countIn(tag: string): Pick<CountColumn, 'category' | 'term' | 'unit' | 'cause'> | null {
  const [base] = tag.split('+')
  const attributes = attributesOf(tag)
  const has = (...names: string[]) => names.some((name) => attributes.includes(name))
  if ((base !== '#affected' && base !== '#population') || attributes.some((name) => parts.test(name))) return null
  const cause = has('conflict') ? 'conflict' : has('disaster') ? 'disaster' : null
  const rest = { unit: has('hh') ? 'household' : 'person', cause } as const
  const moved = has('newdisp', 'new')
  if (has('refugees')) return { category: 'refugees', term: 'refugee', ...rest }
  if (has('returnees')) return { category: 'returnees', term: 'returned', ...rest }
  if (has('idps', 'displaced'))
    return { category: moved ? 'internal_displacements' : 'idps', term: 'displaced', ...rest }
  return null
}

/** Words that publishers put above their columns; the first that fits. */
const heads: readonly [words: RegExp, tag: string][] = [
  [/^(iso ?3|iso3 ?code|country ?(iso3?|code)|location_code|admin0 ?pcode)$/, '#country+code'],
  [/^(name|country( ?name)?|location_name|admin0 ?name)$/, '#country+name'],
  [/^(adm(in)? ?1 ?(pcode|code)|admin1_code)$/, '#adm1+code'],
  [/^(adm(in)? ?1( ?name)?|admin1_name|region|province|state)$/, '#adm1+name'],
  [/^(adm(in)? ?2 ?(pcode|code)|admin2_code)$/, '#adm2+code'],
  [/^(adm(in)? ?2( ?name)?|admin2_name|district)$/, '#adm2+name'],
  [/^year$/, '#date+year'],
  [/^(date|reporting ?date|reference_period_end|as of)$/, '#date+reported'],
  [/^operation$/, '#operation+name'],
  [/^(round|round ?number|reporting_round)$/, '#round+code'],
  [/^(assessment ?type|assessment_type)$/, '#assessment+type'],
  [/^(displacement ?reason|reason)$/, '#cause+type'],
  [/^conflict stock displacement|^idps?,? conflict/, '#affected+idps+conflict'],
  [/^disaster stock displacement|^idps?,? disaster/, '#affected+idps+disaster'],
  [/^conflict (new displacements|internal displacements)/, '#affected+idps+newdisp+conflict'],
  [/^disaster (new displacements|internal displacements)/, '#affected+idps+newdisp+disaster'],
  [
    /^(idps?|number of idps|num ?present ?idp ?ind|internally displaced (people|persons)|population)$/,
    '#affected+idps',
  ],
]

function tagOf(head: string): string {
  const words = head.trim().toLowerCase().replace(/[\s]+/g, ' ')
  return heads.find(([known]) => known.test(words))?.[1] ?? ''
}
