/**
 * Which ISO 3166-2 code a first-level unit has. The curated table goes first; then the official list (package iso-3166) by
 * the unit's own name, because Natural Earth's codes are of an older edition for Guatemala, Czechia, Iceland and others.
 */
import { iso31662 } from 'iso-3166'
import { readTable } from './read-sources.mjs'

/** GeoNames code → ISO code of the curated table; null where a unit is known to have none. */
export const curatedIsoCodes = () =>
  new Map(
    readTable('iso-codes.tsv', ' ').map(([code, iso]) => [code, iso === '-' ? null : `${code.slice(0, 2)}-${iso}`]),
  )

/**
 * rows: { unit, two, drawn, ownKeys, allKeys }, `drawn` being Natural Earth's code. `keyOf` folds a name so that two
 * spellings of one unit meet. Answers GeoNames code → ISO code; units without one are left out.
 */
export function chooseIsoCodes(rows, keyOf) {
  const official = officialCodes(keyOf)
  const curated = curatedIsoCodes()
  const named = new Map(rows.map(({ unit, two, ownKeys }) => [unit.code, official.codeOf(two, ownKeys)]))
  // Kyiv Oblast is named like Kyiv; the unit for which both lists agree keeps the code.
  const agreed = new Map(
    rows
      .filter(({ unit, drawn }) => drawn !== null && named.get(unit.code) === drawn)
      .map(({ unit, drawn }) => [drawn, unit.code]),
  )
  const taken = new Set(curated.values())
  const chosen = new Map()
  for (const { unit, two, drawn, ownKeys, allKeys } of rows) {
    if (curated.has(unit.code)) {
      if (curated.get(unit.code) !== null) chosen.set(unit.code, curated.get(unit.code))
      continue
    }
    const mayTake = (code) =>
      code && official.isKnown(code) && !taken.has(code) && (agreed.get(code) ?? unit.code) === unit.code
    const sure = official.isNamed(drawn, ownKeys) ? drawn : null
    const code = [sure, named.get(unit.code), drawn, official.codeOf(two, allKeys)].find(mayTake)
    if (code === undefined) continue
    taken.add(code)
    chosen.set(unit.code, code)
  }
  return chosen
}

function officialCodes(keyOf) {
  const known = new Set(iso31662.map(({ code }) => code))
  const byName = new Map()
  for (const { code, name, parent } of iso31662) {
    // Codes of the second level stand beside those of their region (Italy's provinces, Estonia's communes).
    if (parent !== code.slice(0, 2)) continue
    for (const part of partsOf(name)) {
      const at = `${parent} ${keyOf(part)}`
      byName.set(at, new Set([...(byName.get(at) ?? []), code]))
    }
  }
  const nameKeys = new Map(iso31662.map(({ code, name }) => [code, partsOf(name).map(keyOf)]))
  return {
    /** Is one of the unit's names in the official one ("Nordjylland", "Region Nordjylland")? */
    isNamed: (code, keys) =>
      (nameKeys.get(code) ?? []).some((have) =>
        keys.some((key) => have === key || (key.length > 4 && have.includes(key))),
      ),
    isKnown: (code) => known.has(code),
    /** The one code that a name of the unit leads to; null where none or several do. */
    codeOf(two, keys) {
      const codes = new Set(keys.flatMap((key) => [...(byName.get(`${two} ${key}`) ?? [])]))
      return codes.size === 1 ? [...codes][0] : null
    },
  }
}

/** "Bruxelles-Capitale, Région de;Brussels Hoofdstedelijk Gewest", "Karjaa [Karis]": each printed form by itself. */
const partsOf = (name) =>
  [name, ...name.split(/[;[\]/]/), name.replace(/,.*$/, '')].map((part) => part.trim()).filter((part) => part !== '')
