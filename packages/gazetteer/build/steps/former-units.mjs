/**
 * First-level units that were merged away and that reports of the years before still name: Viet Nam's of before July 2025.
 * Natural Earth draws them; each becomes a named area that lies in the unit of today.
 */
import { FeatureJoin, key, lentNames, ownNamesOf } from './join-features.mjs'
import { readCities, readGeoNamesUnits, readNaturalEarth } from './read-sources.mjs'
import { slugOf } from './slug.mjs'

const merged = new Set(['VN'])

export function formerUnits(iso3Of, firstLevel) {
  const cities = readCities()
  const join = new FeatureJoin(readNaturalEarth(), cities)
  const today = new Set(
    readGeoNamesUnits(1)
      .filter(({ code }) => merged.has(code.slice(0, 2)))
      .map(({ code, name }) => `${code.slice(0, 2)} ${key(name)}`),
  )
  return [...merged].flatMap((two) =>
    join.byCountry.get(two).flatMap((feature) => {
      const [name] = ownNamesOf(feature)
      if (name === undefined || ownNamesOf(feature).some((own) => today.has(`${two} ${key(own)}`))) return []
      const unit = unitAround(feature, two, join, firstLevel)
      if (unit === null) return []
      return [
        {
          id: `area:${two.toLowerCase()}-${slugOf(name)}`,
          name,
          country: iso3Of.get(two),
          members: [unit.id],
          names: lentNames(feature, null),
          latitude: feature.centroid?.latitude ?? null,
          longitude: feature.centroid?.longitude ?? null,
        },
      ]
    }),
  )
}

/** The unit of today that most of its cities are in. */
function unitAround(feature, two, join, firstLevel) {
  let best = null
  let most = 0
  for (const [code, counts] of join.ground) {
    const count = counts.get(feature) ?? 0
    if (!code.startsWith(`${two}.`) || count <= most || !firstLevel.has(code)) continue
    most = count
    best = firstLevel.get(code)
  }
  return best
}
