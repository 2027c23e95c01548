/** A unit of a list with all forms of its names, and what the gazetteer knows by them. */
import type { Gazetteer, ListedUnit, PlaceId } from '@displacement-monitor/shared/domain'
import { namesInCell, type UnitForms, unitForms } from './unit-forms.ts'

export interface Listed {
  unit: ListedUnit
  forms: readonly UnitForms[]
  /** What the gazetteer knows by its names. */
  known: () => ReadonlySet<PlaceId>
}

export function asListed(unit: ListedUnit, gazetteer: Gazetteer): Listed {
  const names = [unit.name, ...unit.otherNames].flatMap(namesInCell)
  let known: ReadonlySet<PlaceId> | null = null
  return {
    unit,
    forms: names.map(unitForms),
    known: () => {
      known ??= new Set(names.flatMap((name) => gazetteer.lookUp(name)))
      return known
    },
  }
}
