/** A P-code that a list has and that stands for no unit of ours: what it is, and why. */
import type { PcodeRow } from '@displacement-monitor/shared/db'
import type { PcodeMiss } from '@displacement-monitor/shared/domain'

/** As a sentence's end, and as the heading of a count. */
export const missWords: Readonly<Record<PcodeMiss, string>> = {
  country: 'country unknown',
  level: 'a level that is not known here',
  several: 'several units fit',
  name: 'no unit of that name',
}

export function unplacedWords({ code, name, level, missedBy, parentCode, listName }: PcodeRow): [string, ...string[]] {
  const why = missedBy === null ? '' : `: ${missWords[missedBy]}`
  return [
    `${code} is ${name}, a unit of level ${level} in ${listName}, and stands for no place here${why}.`,
    ...(parentCode === null || level <= 1 ? [] : [`The unit that it lies in: npx monitor places ${parentCode}`]),
  ]
}
