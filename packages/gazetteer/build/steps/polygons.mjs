/** Points and polygons of GeoJSON features, in degrees. */
const ringsOf = (geometry) => (geometry?.type === 'Polygon' ? [geometry.coordinates] : (geometry?.coordinates ?? []))

/** Does a feature hold a point? Even-odd rule over outer rings and holes alike. */
export function holds(feature, longitude, latitude) {
  const box = boxOf(feature)
  if (longitude < box[0] || longitude > box[2] || latitude < box[1] || latitude > box[3]) return false
  let inside = false
  for (const polygon of ringsOf(feature.geometry)) {
    for (const ring of polygon) {
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
        const [x, y] = ring[i]
        const [u, v] = ring[j]
        if (y > latitude !== v > latitude && longitude < ((u - x) * (latitude - y)) / (v - y) + x) inside = !inside
      }
    }
  }
  return inside
}

const boxes = new WeakMap()
function boxOf(feature) {
  let box = boxes.get(feature)
  if (box !== undefined) return box
  box = [180, 90, -180, -90]
  for (const [x, y] of ringsOf(feature.geometry).flat(2)) {
    box = [Math.min(box[0], x), Math.min(box[1], y), Math.max(box[2], x), Math.max(box[3], y)]
  }
  boxes.set(feature, box)
  return box
}

/** From a point outside to the nearest corner of the outline: good to the outline's own coarseness. */
export function kilometresTo(feature, longitude, latitude) {
  const shrink = Math.cos((latitude * Math.PI) / 180)
  let nearest = Number.POSITIVE_INFINITY
  for (const [x, y] of ringsOf(feature.geometry).flat(2))
    nearest = Math.min(nearest, Math.hypot((x - longitude) * shrink, y - latitude))
  return nearest * 111.2
}
