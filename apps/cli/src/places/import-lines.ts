/** What an import found, for a person: shares by level, the countries that lack most, what changed, what to do next. */
import type { PcodeImport } from '@displacement-monitor/shared/db'
import { counted, grouped } from '../output/amounts.ts'
import type { Console } from '../output/console.ts'
import { type Column, tableLines } from '../output/table.ts'
import { countLevels, type LevelCount } from './count-attached.ts'

export interface ImportReport {
  name: string
  counts: readonly LevelCount[]
  withoutCode: { count: number; first: string | null }
  /** Of ISO 3166-1 alpha-3. */
  countryName: (iso3: string) => string | null
  /** Null for a trial that stored nothing. */
  stored: PcodeImport | null
  /** Where the list of what found no unit was written. */
  writtenTo: string | null
}

const countriesShown = 10

export function importLines(report: ImportReport, console: Console): string[] {
  const { counts, withoutCode, name } = report
  const levels = countLevels(counts)
  const listed = levels.reduce((sum, level) => sum + level.listed, 0)
  const countries = new Set(counts.map(({ country }) => country)).size
  const lacking = counts.filter((count) => count.listed > count.attached)
  return [
    `${counted(listed, 'P-code')} of ${counted(countries, 'country', 'countries')} in ${name}`,
    ...(withoutCode.count > 0
      ? [`${counted(withoutCode.count, 'row')} without a code left out, the first at ${withoutCode.first ?? '?'}`]
      : []),
    '',
    ...tableLines<LevelCount>(levelColumns, levels, console),
    ...(levels.some(({ missed }) => missed.level > 0)
      ? ['OTHER LEVEL: smaller or larger units than those known here, communes where we have districts']
      : []),
    ...(countries > 1 && lacking.length > 0 ? ['', ...lackingLines(lacking, report, console)] : []),
    '',
    ...storedLines(report),
    ...nextLines(report, lacking.length > 0),
  ]
}

const share = ({ attached, listed }: LevelCount): string => {
  const percent = (100 * attached) / listed
  // 99.96 % is not all.
  return `${(attached < listed ? Math.min(percent, 99.9) : percent).toFixed(attached === listed ? 0 : 1)} %`
}

const levelColumns: Column<LevelCount>[] = [
  { heading: 'LEVEL', cell: ({ level }) => String(level), align: 'right' },
  { heading: 'CODES', cell: ({ listed }) => grouped(listed), align: 'right' },
  { heading: 'FOUND', cell: ({ attached }) => grouped(attached), align: 'right' },
  { heading: 'SHARE', cell: share, align: 'right' },
  { heading: 'NO SUCH NAME', cell: ({ missed }) => grouped(missed.name), align: 'right' },
  { heading: 'SEVERAL FIT', cell: ({ missed }) => grouped(missed.several), align: 'right' },
  { heading: 'OTHER LEVEL', cell: ({ missed }) => grouped(missed.level), align: 'right' },
  { heading: 'NO SUCH COUNTRY', cell: ({ missed }) => grouped(missed.country), align: 'right' },
]

function lackingLines(lacking: readonly LevelCount[], { countryName }: ImportReport, console: Console): string[] {
  const most = [...lacking].sort((a, b) => b.listed - b.attached - (a.listed - a.attached))
  const left = most.length - countriesShown
  return [
    'Most are missing in:',
    ...tableLines<LevelCount>(
      [
        { heading: 'COUNTRY', cell: ({ country }) => countryName(country) ?? country, grows: true },
        ...levelColumns.slice(0, 7),
      ],
      most.slice(0, countriesShown),
      console,
    ),
    ...(left > 0 ? [`and in ${grouped(left)} more countries and levels: --json has them all`] : []),
  ]
}

function storedLines({ stored, name }: ImportReport): string[] {
  if (stored === null) return ['A trial: nothing was stored.']
  const { added, changed, replaced } = stored
  if (added + changed + replaced === 0) return [`Nothing changed: all that ${name} says was known.`]
  const parts = [
    `${grouped(added)} new`,
    ...(changed > 0 ? [`${grouped(changed)} changed`] : []),
    ...(replaced > 0 ? [`${grouped(replaced)} replaced, since this newer list no longer has them`] : []),
  ]
  return [`Stored: ${parts.join(', ')}. A running monitor has them within ten seconds.`]
}

function nextLines({ writtenTo }: ImportReport, isLacking: boolean): string[] {
  if (writtenTo !== null) return [`What found no place is in ${writtenTo}.`]
  return isLacking ? ['What found no place, row by row: add --unmatched FILE'] : []
}
