/** Countries: every ISO 3166-1 entry (and Kosovo) with its names in the project's languages, abbreviations and demonyms. */
import { readCountryCodes, readCountryNames, readTable } from './read-sources.mjs'

const languages = ['en', 'fr', 'es', 'ar', 'pt', 'ru', 'uk', 'tr', 'zh', 'de', 'it', 'fa', 'sw', 'so', 'ha']
/** Both Congos are swapped or run together in several of the lists: their names come from the curated table alone. */
const notFromLists = new Set(['CD', 'CG'])
/** Short display names, as OCHA prints them in titles. */
const displayNames = {
  SYR: 'Syria',
  COD: 'Democratic Republic of the Congo',
  COG: 'Republic of the Congo',
  PSE: 'Palestine',
  IRN: 'Iran',
  RUS: 'Russia',
  TUR: 'Türkiye',
  KOR: 'South Korea',
  PRK: 'North Korea',
  USA: 'United States',
  CZE: 'Czechia',
  CIV: "Côte d'Ivoire",
  TZA: 'Tanzania',
  NLD: 'Netherlands',
  MKD: 'North Macedonia',
  TWN: 'Taiwan',
  GMB: 'Gambia',
  GBR: 'United Kingdom',
  CHN: 'China',
  LBY: 'Libya',
  MMR: 'Myanmar',
  VNM: 'Viet Nam',
  VEN: 'Venezuela',
  BOL: 'Bolivia',
  MDA: 'Moldova',
  LAO: 'Laos',
  CPV: 'Cabo Verde',
  XKX: 'Kosovo',
  SWZ: 'Eswatini',
  TLS: 'Timor-Leste',
  SDN: 'Sudan',
  SSD: 'South Sudan',
  PNG: 'Papua New Guinea',
  BRN: 'Brunei',
  FSM: 'Micronesia',
  VAT: 'Holy See',
  CAF: 'Central African Republic',
}

const listOf = (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value])
const isAbbreviation = (name) => /^(?:[A-Z]\.?){2,5}$/.test(name)

/** "Congo (République démocratique du)" is how an index sorts a name, not how a report prints it. */
const isPrinted = (name) => !/[(),]/.test(name) || /^[^(),]+ \([A-Z][a-z]+\)$/.test(name)

export function makeCountries() {
  const countries = new Map()
  for (const [two, three] of readCountryCodes()) {
    const names = notFromLists.has(two)
      ? []
      : languages.flatMap((language) => listOf(readCountryNames(language)[two])).filter((name) => isPrinted(name))
    const english = listOf(readCountryNames('en')[two])
    countries.set(three, {
      id: three,
      two,
      kind: 'country',
      name: displayNames[three] ?? english.at(-1) ?? three,
      country: three,
      level: 0,
      parent: null,
      members: [],
      latitude: null,
      longitude: null,
      population: null,
      names: [...new Set([...(displayNames[three] ? [displayNames[three]] : []), ...names])].map((name) => ({
        name,
        capitals: isAbbreviation(name),
      })),
    })
  }
  for (const [ids, list] of readTable('country-names.tsv')) {
    for (const id of ids.split(',')) {
      for (const name of list.split('|')) {
        const capitals = name.startsWith('^')
        countries.get(id).names.push({ name: capitals ? name.slice(1) : name, capitals })
      }
    }
  }
  return countries
}
