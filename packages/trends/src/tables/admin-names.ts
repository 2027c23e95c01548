/** The administrative units of a place, as the columns of HDX HAPI name them. */
import type { Gazetteer, Place, PlaceAccuracy, PlaceId } from '@displacement-monitor/shared/domain'
import type { Filled } from './table.ts'

export interface AdminNames {
  locationCode: string | null
  locationName: string | null
  admin1: Unit | null
  admin2: Unit | null
  /** 0 to 2; null for towns and for areas that are no unit. */
  adminLevel: number | null
}

interface Unit {
  /** P-code; null until a list is imported. */
  code: string | null
  name: string
  /** As the report has it, where it names this very unit; else ours. */
  printed: string
}

/** What a report calls the place, and how fine that is. */
export interface Printed {
  name: string
  accuracy: PlaceAccuracy
}

const nowhere: AdminNames = { locationCode: null, locationName: null, admin1: null, admin2: null, adminLevel: null }

/** A place that the gazetteer does not know has at most its country. */
export function adminNames(
  id: PlaceId | null,
  gazetteer: Gazetteer,
  countryIso3: string | null = null,
  printed: Printed | null = null,
): AdminNames {
  const place = id === null ? null : gazetteer.place(id)
  const iso3 = place?.countryIso3 ?? countryIso3
  if (iso3 === null) return nowhere
  const country = { ...nowhere, locationCode: iso3, locationName: gazetteer.place(iso3)?.name ?? null }
  if (!place || place.kind === 'area') return country
  const chain = [place, ...gazetteer.containersOf(place.id).flatMap((unit) => gazetteer.place(unit) ?? [])]
  const unitAt = (level: 1 | 2): Unit | null => {
    const unit = chain.find(({ adminLevel, countryIso3 }) => adminLevel === level && countryIso3 === iso3)
    return unit ? { code: unit.pcode, name: unit.name, printed: printedOf(unit, place, level, printed) } : null
  }
  return { ...country, admin1: unitAt(1), admin2: unitAt(2), adminLevel: place.adminLevel }
}

const printedOf = (unit: Place, place: Place, level: 1 | 2, printed: Printed | null): string =>
  printed !== null && unit.id === place.id && printed.accuracy === `adm${level}` ? printed.name : unit.name

/** HAPI's names and order; `provider_` is the name as its publisher has it. */
export const adminColumns = <Row extends { admin: AdminNames }>(): Filled<Row>[] => [
  { name: 'location_code', type: 'text', hxl: '#country+code+v_iso3', means: 'Country, ISO 3166-1 alpha-3.', of: ({ admin }) => admin.locationCode },
  { name: 'location_name', type: 'text', hxl: '#country+name', means: 'Country.', of: ({ admin }) => admin.locationName },
  { name: 'admin1_code', type: 'text', hxl: '#adm1+code+v_pcode', means: 'P-code of the first-level unit; empty until a list of codes is imported.', of: ({ admin }) => admin.admin1?.code ?? null },
  { name: 'admin1_name', type: 'text', hxl: '#adm1+name', means: 'First-level unit.', of: ({ admin }) => admin.admin1?.name ?? null },
  { name: 'provider_admin1_name', type: 'text', hxl: '#adm1+name+provider', means: 'First-level unit as printed, where a report names it.', of: ({ admin }) => admin.admin1?.printed ?? null },
  { name: 'admin2_code', type: 'text', hxl: '#adm2+code+v_pcode', means: 'P-code of the second-level unit.', of: ({ admin }) => admin.admin2?.code ?? null },
  { name: 'admin2_name', type: 'text', hxl: '#adm2+name', means: 'Second-level unit.', of: ({ admin }) => admin.admin2?.name ?? null },
  { name: 'provider_admin2_name', type: 'text', hxl: '#adm2+name+provider', means: 'Second-level unit as printed, where a report names it.', of: ({ admin }) => admin.admin2?.printed ?? null },
  { name: 'admin_level', type: 'count', hxl: '#geo+admin_level', means: '0 country, 1, 2; empty for towns and for areas that are no unit.', of: ({ admin }) => admin.adminLevel },
] // biome-ignore format: a table of columns
