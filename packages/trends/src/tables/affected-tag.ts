/**
 * The HXL tag of a table's counts: as fine as all of its rows allow. Attributes are those that humanitarian data sets use:
 * `+idps`, `+refugees`, `+displaced` of the core schema, `+newdisp` and `+stock` as IDMC's have them, `+ind` and `+hh`.
 */
import type { Category, Cause, Method, Unit } from '@displacement-monitor/shared/domain'

const attributes: Record<Category, readonly string[]> = {
  internal_displacements: ['idps', 'newdisp'],
  cross_border_displacements: ['displaced', 'crossborder', 'newdisp'],
  returns: ['returnees', 'new'],
  idps: ['idps', 'stock'],
  refugees: ['refugees', 'stock'],
  returnees: ['returnees', 'stock'],
  displaced_unspecified: ['displaced'],
}

export interface Counted {
  method?: Method
  category: Category
  unit: Unit
  cause: Cause | null
}

export function affectedTag(rows: readonly Counted[]): string {
  // Whoever gathers #affected must not gather sums of everything that was ever printed.
  if (rows.some(({ method }) => method === 'naive')) return '#meta+naive+sum'
  const only = <T>(of: (row: Counted) => T): T | undefined => {
    const values = new Set(rows.map(of))
    const [first] = values
    return values.size === 1 ? first : undefined
  }
  const category = only(({ category }) => category)
  const unit = only(({ unit }) => unit)
  const cause = only(({ cause }) => cause)
  return [
    '#affected',
    ...(category === undefined ? ['displaced'] : attributes[category]),
    ...(unit === undefined ? [] : [unit === 'household' ? 'hh' : 'ind']),
    ...(cause === 'conflict' || cause === 'disaster' ? [cause] : []),
  ].join('+')
}
