/** The units of one country as a P-code list is held against them. */
import type { Gazetteer, Place, PlaceId } from '@displacement-monitor/shared/domain'
import { type UnitForms, unitForms } from './unit-forms.ts'

export interface Unit {
  id: PlaceId
  level: number
  parentId: PlaceId | null
  forms: UnitForms
  /** Everything that the unit's own name may mean: the towns it is named for are among them. */
  namesakes: () => ReadonlySet<PlaceId>
}

export interface CountryUnits {
  /** First-level units by their country, second-level units by the first. */
  under: (parentId: PlaceId, level: number) => readonly Unit[]
  ofLevel: (level: number) => readonly Unit[]
  /** Named areas of this country alone: the Gaza Strip is a unit to its list. */
  areas: () => readonly Unit[]
}

export function readCountryUnits(countryIso3: PlaceId, gazetteer: Gazetteer): CountryUnits {
  const units: Unit[] = []
  const visit = (id: PlaceId): void => {
    for (const childId of gazetteer.childrenOf(id)) {
      const child = gazetteer.place(childId)
      if (child?.adminLevel === null || child === null) continue
      units.push(asUnit(child, gazetteer))
      visit(childId)
    }
  }
  visit(countryIso3)
  const byParent = new Map<string, Unit[]>()
  for (const unit of units) {
    const key = `${unit.level} ${unit.parentId}`
    byParent.set(key, [...(byParent.get(key) ?? []), unit])
  }
  return {
    under: (parentId, level) => byParent.get(`${level} ${parentId}`) ?? [],
    ofLevel: (level) => units.filter((unit) => unit.level === level),
    areas: () => {
      const ids = new Set(units.flatMap(({ id }) => gazetteer.containersOf(id)))
      const areas = [...ids].flatMap((id) => gazetteer.place(id) ?? [])
      return areas
        .filter((place) => place.kind === 'area' && place.countryIso3 === countryIso3)
        .map((place) => asUnit(place, gazetteer))
    },
  }
}

function asUnit({ id, name, adminLevel, parentId }: Place, gazetteer: Gazetteer): Unit {
  let namesakes: ReadonlySet<PlaceId> | null = null
  return {
    id,
    level: adminLevel ?? 0,
    parentId,
    forms: unitForms(name),
    namesakes: () => {
      namesakes ??= new Set(gazetteer.lookUp(name))
      return namesakes
    },
  }
}
