/** A claim, a figure, a point in words for a person; numbers and dates as en-GB writes them. */
import {
  type Category,
  type DatedDay,
  datedDayInWords,
  type Quantifier,
  type Unit,
} from '@displacement-monitor/shared/domain'

const numbers = new Intl.NumberFormat('en-GB')
export const sayNumber = (value: number): string => numbers.format(value)

/** "more than 800,000", "between 10,000 and 99,999". */
export function sayAmount(value: number, high: number | null, quantifier: Quantifier): string {
  switch (quantifier) {
    case 'exact':
      return sayNumber(value)
    case 'more_than':
      return `more than ${sayNumber(value)}`
    case 'less_than':
      return `fewer than ${sayNumber(value)}`
    case 'approximately':
      return `about ${sayNumber(value)}`
    case 'nearly':
      return `nearly ${sayNumber(value)}`
    case 'up_to':
      return `up to ${sayNumber(value)}`
    case 'range':
    case 'vague':
      return high === null ? sayNumber(value) : `between ${sayNumber(value)} and ${sayNumber(high)}`
  }
}

const what: Record<Category, string> = {
  internal_displacements: 'displaced within the country',
  cross_border_displacements: 'displaced over a border',
  returns: 'returned',
  idps: 'living internally displaced',
  refugees: 'living as refugees',
  returnees: 'living returned',
  displaced_unspecified: 'displaced',
}

export interface Said {
  value: number
  valueHigh: number | null
  quantifier: Quantifier
  unit: Unit
  category: Category
  since: DatedDay | null
  asOf: DatedDay | null
  counter: string | null
}

/** "UN: more than 800,000 people displaced within the country, since December 2019, Idlib". */
export function sayClaim(claim: Said, placeName: string | null): string {
  const amount = sayAmount(claim.value, claim.valueHigh, claim.quantifier)
  const parts = [
    `${claim.counter ?? 'Nobody named'}: ${amount} ${claim.unit === 'person' ? 'people' : 'households'} ${what[claim.category]}`,
    ...(claim.since ? [`since ${datedDayInWords(claim.since)}`] : []),
    ...(claim.asOf ? [`as of ${datedDayInWords(claim.asOf)}`] : []),
    ...(placeName ? [placeName] : []),
  ]
  return parts.join(', ')
}
