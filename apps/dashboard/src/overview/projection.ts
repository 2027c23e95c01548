/** The one projection of the map: its outline is drawn with it by the build, the places by the page. */
import { geoEqualEarth } from 'd3-geo'

/** The map's own units. */
export const world = { width: 960, height: 468 }
export const projection = geoEqualEarth().fitExtent([[4, 4], [world.width - 4, world.height - 4]], { type: 'Sphere' }) // biome-ignore format: one fit

export function project(longitude: number, latitude: number): readonly [number, number] {
  return projection([longitude, latitude]) ?? [0, 0]
}
