/** The rows of a list that found no unit of ours, for a spreadsheet and for programs. */
import { csvTable } from '@displacement-monitor/shared/contracts'
import type { AttachedUnit, PcodeMiss } from '@displacement-monitor/shared/domain'
import { missWords } from './unplaced-words.ts'

export interface UnmatchedUnit {
  pcode: string
  name: string
  level: number
  country: string
  parentPcode: string | null
  reason: PcodeMiss
  /** Where it stands in the list. */
  at: string
}

export const unmatchedUnits = (attached: readonly AttachedUnit[]): UnmatchedUnit[] =>
  attached.flatMap(({ unit, countryIso3, missedBy }) =>
    missedBy === null
      ? []
      : [
          {
            pcode: unit.pcode,
            name: unit.name,
            level: unit.level,
            country: countryIso3 ?? unit.country[0] ?? '',
            parentPcode: unit.parentPcode,
            reason: missedBy,
            at: unit.at,
          },
        ],
  )

export const unmatchedCsv = (units: readonly UnmatchedUnit[]): string =>
  csvTable(
    ['country', 'level', 'pcode', 'name', 'parent_pcode', 'reason', 'at'],
    units.map((unit) => [
      unit.country,
      unit.level,
      unit.pcode,
      unit.name,
      unit.parentPcode,
      missWords[unit.reason],
      unit.at,
    ]),
  )
