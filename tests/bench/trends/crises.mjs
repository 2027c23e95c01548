/**
 * A made-up world for the bench: 4,000 places, ten years of monthly claims, each printed by several reports. The same number of
 * figures always makes the same world; the measured places have their ten years in every size.
 */

/** Months from 2015 to 2024. */
export const months = Array.from(
  { length: 120 },
  (_, n) => `${2015 + Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`,
)
const placesWanted = 4_000
export const figuresPerReport = 1_000
/** Claims of the busiest place: all categories, four counters. */
const busiestCounters = ['IOM', 'OCHA', 'UNHCR', 'Red Crescent']
const flow = 'internal_displacements'

/** Countries in the order of their codes, then their first-level units. */
export function chosenPlaces(gazetteer) {
  const countries = countryIds(gazetteer)
  const units = countries.flatMap((id) => gazetteer.childrenOf(id))
  return [...countries, ...units].slice(0, placesWanted)
}

/** Every code of three letters that is a country. */
function countryIds(gazetteer) {
  const ids = []
  for (let a = 65; a <= 90; a++)
    for (let b = 65; b <= 90; b++)
      for (let c = 65; c <= 90; c++) {
        const id = String.fromCharCode(a, b, c)
        if (gazetteer.place(id)) ids.push(id)
      }
  return ids
}

/**
 * Claims as [place, category, month, counter], the measured and busiest first; `witnesses`: how many reports print each, so
 * that together there are `count` figures.
 */
export function plan(places, count) {
  const claims = []
  const put = (place, category, month, counter) => claims.push({ place, category, month, counter })
  const [measured, busiest, ...others] = places
  for (const month of months) put(measured, 'idps', month, 'IOM')
  for (const counter of busiestCounters)
    for (const category of ['idps', flow]) for (const month of months) put(busiest, category, month, counter)
  // As many other places as the size allows have ten years of both kinds; the rest one number each.
  const perPlace = months.length * 2
  const full = Math.min(others.length, Math.max(0, Math.floor((count - claims.length - others.length) / perPlace)))
  others.forEach((place, n) => {
    if (n >= full) put(place, 'idps', months[n % months.length], 'IOM')
    else for (const category of ['idps', flow]) for (const month of months) put(place, category, month, 'IOM')
  })
  return { claims, witnesses: Math.max(1, Math.floor(count / claims.length)), measured, busiest }
}

/** The `n`-th claim as a figure of a report's text; numbers wander by month and differ by place. */
export function figureOf({ place, category, month, counter }, n, gazetteer, at) {
  const unit = gazetteer.place(place)
  const step = months.indexOf(month)
  const value = 10_000 + ((n * 7_919) % 90_000) + step * 37
  const text = `${value} people were displaced in ${unit.name}`
  const isStock = category === 'idps'
  return {
    excerpt: { start: at, end: at + text.length, text },
    value,
    valueHigh: null,
    quantifier: 'exact',
    unit: 'person',
    householdSize: null,
    persons: value,
    category,
    border: null,
    term: 'displaced',
    scope: 'all',
    cause: 'conflict',
    hazard: null,
    occurred: 'unknown',
    status: 'reported',
    repeated: false,
    place: {
      name: unit.name,
      placeId: place,
      countryIso3: unit.countryIso3,
      role: isStock ? 'destination' : 'origin',
      accuracy: unit.kind === 'country' ? 'adm0' : 'adm1',
    },
    since: isStock ? null : { day: `${month}-01`, accuracy: 'day' },
    asOf: { day: `${month}-28`, accuracy: 'day' },
    asOfBasis: 'stated',
    window: isStock ? null : 'between',
    counter,
    subsetOf: null,
    confidence: 0.95,
  }
}
