/**
 * A table as GeoJSON (RFC 7946): one feature a row, its columns as properties. A feature stands at the coarse centre of its
 * place, or has no geometry; `geometry_of` says whose centre it is. What is between the numbers is on no map.
 */
import type { Location, Table } from '@displacement-monitor/trends'
import type { About } from './about.ts'

/** `locate`: by place id, after the rules of data responsibility. */
export function tableGeoJson({ columns, rows }: Table, about: About, locate: (id: string | null) => Location | null): string {
  const at = columns.findIndex(({ name }) => name === 'place_id')
  const places = new Map<string | null, Location | null>()
  const locationOf = (id: string | null): Location | null => {
    const known = places.get(id)
    if (known !== undefined) return known
    const found = locate(id)
    places.set(id, found)
    return found
  }
  const shared = new Set(['notice', 'attributions'])
  const features = rows.map((row) => {
    const id = row[at]
    const location = locationOf(typeof id === 'string' ? id : null)
    const properties: Record<string, string | number | null> = { geometry_of: location?.of ?? null }
    columns.forEach(({ name }, index) => {
      if (!shared.has(name)) properties[name] = row[index] ?? null
    })
    const geometry = location && { type: 'Point', coordinates: [location.longitude, location.latitude] }
    return JSON.stringify({ type: 'Feature', geometry, properties })
  })
  const { title, asked, rules, knownOn, notice, caveats, attributions, next } = about
  const head = JSON.stringify({ type: 'FeatureCollection', title, asked, rules, known_on: knownOn, notice, caveats, attributions, next })
  return `${head.slice(0, -1)},"features":[${features.length > 0 ? `\n${features.join(',\n')}\n` : ''}]}\n`
} // biome-ignore format: short enough
