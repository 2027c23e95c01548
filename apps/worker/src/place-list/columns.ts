/**
 * Which column says what, by its HXL tag or else by its heading. Two shapes: a row a unit (HDX: Admin Level, P-Code, Name)
 * and a row a deepest unit with all above it (COD-AB: ADM1_EN, ADM1_PCODE, ADM2_EN …).
 *
 * HXL: https://hxlstandard.org/standard/1-1final/dictionary/ (read 2026-11-22). COD-AB headings as the published
 * workbooks have them, the older (ADM1_EN, validOn) and the newer (adm1_name, valid_on).
 */

export type Role = 'country' | 'level' | 'pcode' | 'name' | 'parent' | 'from' | 'to'

export interface Column {
  role: Role
  index: number
  /** As printed. */
  heading: string
  /** Of a column for one level (ADM2_PCODE); null where the row tells its level. */
  level: number | null
  /** Of several names the lowest is shown. */
  rank: number
}

export const isHxlRow = (cells: readonly string[]): boolean => {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== '')
  return filled.length >= 2 && filled.filter((cell) => /^#[a-z]/iu.test(cell)).length > filled.length / 2
}

export function columnsOf(headings: readonly string[], tags: readonly string[] | null): Column[] {
  return headings.flatMap((heading, index): Column[] => {
    const tag = tags?.[index]?.trim() ?? ''
    const read = (tag === '' ? null : byTag(tag)) ?? byHeading(heading)
    return read === null ? [] : [{ ...read, index, heading: heading.trim() || tag }]
  })
}

type Read = Pick<Column, 'role' | 'level' | 'rank'>
const plain = (role: Role, rank = 0): Read => ({ role, level: null, rank })

/** Languages in Latin letters first: names are matched and shown by them. */
const nameRanks = ['en', 'fr', 'es', 'pt']
const rankOfLanguage = (language: string): number => {
  const at = nameRanks.indexOf(language)
  return at < 0 ? nameRanks.length + 1 : at
}

function byTag(tag: string): Read | null {
  const [base = '', ...attributes] = tag
    .toLowerCase()
    .split('+')
    .map((part) => part.trim())
  const has = (...names: string[]): boolean => names.some((name) => attributes.includes(name))
  if (base === '#geo' && has('admin_level', 'level')) return plain('level')
  if (base === '#meta' && has('admin_level')) return plain('level')
  if (base === '#date') return has('end', 'to') ? plain('to') : has('start', 'from', 'valid') ? plain('from') : null
  const isCode = has('code', 'pcode', 'v_pcode')
  if (base === '#country') {
    if (has('name')) return { role: 'name', level: 0, rank: rankOf(attributes) }
    return has('v_pcode', 'pcode') ? { role: 'pcode', level: 0, rank: 0 } : isCode ? plain('country') : null
  }
  const level = /^#adm([0-5])?$/u.exec(base)
  if (level === null) return null
  const of = level[1] === undefined ? null : Number(level[1])
  if (has('parent')) return isCode ? { role: 'parent', level: of, rank: 0 } : null
  if (isCode) return { role: 'pcode', level: of, rank: 0 }
  return has('name') || attributes.length === 0 ? { role: 'name', level: of, rank: rankOf(attributes) } : null
}

function rankOf(attributes: readonly string[]): number {
  const language = attributes.find((name) => /^(?:i_)?[a-z]{2}$/u.test(name))?.replace('i_', '')
  return (language === undefined ? 0.5 : rankOfLanguage(language)) + (attributes.includes('alt') ? 10 : 0)
}

const headings: Readonly<Record<string, Read>> = Object.fromEntries(
  (
    [
      ['country', 'location locationcode iso3 iso3code countryiso3 countrycode country alpha3 adm0iso3 admin0iso3'],
      ['level', 'adminlevel admlevel level adminlvl'],
      ['pcode', 'pcode pcodes admpcode adminpcode placecode unitpcode'],
      ['name', 'name admname adminname placename unitname featurename nameen'],
      ['parent', 'parentpcode parentcode parent adminparentpcode'],
      ['from', 'validfromdate validfrom validon validondate datestart startdate'],
      ['to', 'validtodate validto enddate dateend validuntil'],
    ] as const
  ).flatMap(([role, words]) => words.split(' ').map((word) => [word, plain(role)])),
)

function byHeading(heading: string): Read | null {
  const word = heading
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
  const known = Object.hasOwn(headings, word) ? headings[word] : undefined
  if (known !== undefined) return known
  // The day of the data, where nothing says since when it is valid.
  if (word === 'date') return plain('from', 1)
  const wide = /^adm(?:in)?([0-5])(.*)$/u.exec(word)
  if (wide === null) return null
  const level = Number(wide[1])
  const rest = wide[2] ?? ''
  if (/^(?:p?codes?)$/u.test(rest)) return { role: 'pcode', level, rank: 0 }
  if (rest === 'name' || rest === '') return { role: 'name', level, rank: 0.5 }
  const language = /^(?:name)?([a-z]{2})$/u.exec(rest)?.[1]
  if (language !== undefined) return { role: 'name', level, rank: rankOfLanguage(language) }
  if (
    /^(?:name\d|(?:alt|ref)(?:name)?\d?(?:[a-z]{2})?|name(?:alt|ref)\d?(?:[a-z]{2})?|altname\d?[a-z]{0,2})$/u.test(rest)
  )
    return { role: 'name', level, rank: 20 }
  return null
}
