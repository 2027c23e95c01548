/** How many codes of each country and level found their unit. */
import type { AttachedUnit, PcodeMiss } from '@displacement-monitor/shared/domain'

export interface LevelCount {
  /** ISO 3166-1 alpha-3; what the list says where we do not know it. */
  country: string
  level: number
  listed: number
  attached: number
  missed: Record<PcodeMiss, number>
}

const none = (country: string, level: number): LevelCount => ({
  country,
  level,
  listed: 0,
  attached: 0,
  missed: { country: 0, level: 0, several: 0, name: 0 },
})

/** By country and level, in that order. */
export function countAttached(attached: readonly AttachedUnit[]): LevelCount[] {
  const counts = new Map<string, LevelCount>()
  for (const { unit, countryIso3, missedBy } of attached) {
    const country = countryIso3 ?? unit.country[0] ?? ''
    const key = `${country} ${unit.level}`
    const count = counts.get(key) ?? none(country, unit.level)
    counts.set(key, count)
    count.listed++
    if (missedBy === null) count.attached++
    else count.missed[missedBy]++
  }
  return [...counts.values()].sort((a, b) => compare(a.country, b.country) || a.level - b.level)
}

/** The same over all countries. */
export function countLevels(counts: readonly LevelCount[]): LevelCount[] {
  const levels = new Map<number, LevelCount>()
  for (const { level, listed, attached, missed } of counts) {
    const sum = levels.get(level) ?? none('', level)
    levels.set(level, sum)
    sum.listed += listed
    sum.attached += attached
    for (const miss of ['country', 'level', 'several', 'name'] as const) sum.missed[miss] += missed[miss]
  }
  return [...levels.values()].sort((a, b) => a.level - b.level)
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
