/** Cities over 500 people, with those of their alternate names that can be used: script and country decide which. */
import { readCities } from './read-sources.mjs'

/** Countries where displacement is reported at the level of towns: all their alternate names are kept. */
export const crisisCountries = new Set(
  'SY IQ YE PS LB JO IL IR TR EG LY SD SS ET ER SO DJ KE UG CD CG CF TD CM NG NE ML BF MR SN CI GH TG BJ GN LR SL RW BI TZ MZ MW ZM ZW MG AO UA RU MD GE AM AZ AF PK IN BD MM LK NP PH ID PG TH HT CO VE EC PE GT HN SV NI MX BR CU DO TL VU SB FJ'.split(
    ' ',
  ),
)
const arabicScript = new Set(
  'SY IQ YE PS LB JO IL IR TR EG LY SD SS SO DJ ER TD DZ MA TN MR SA AE OM QA BH KW AF PK EH ML NE ET'.split(' '),
)
const cyrillicScript = new Set('UA RU BY BG RS MK KZ KG TJ MN MD GE AM AZ UZ TM XK ME BA'.split(' '))

const isLatin = (name) => /^[\p{Script=Latin}\p{M}\p{N}\s'’‘`ʿʾʼ.\-–()/&,]+$/u.test(name)
const isArabic = (name) => /^[\p{Script=Arabic}\p{M}\sـ\u200c-]+$/u.test(name)
const isCyrillic = (name) => /^[\p{Script=Cyrillic}\p{M}\s'’ʼ.\-–]+$/u.test(name)
/** Lists give a city the name of its province too. */
const namesUnit = (name) => /^(?:محافظة|ولاية|مديرية|إقليم|اقليم|منطقة|قضاء|استان|أمانة|بلدية|مركز) /u.test(name)
const isHan = (name) => /^\p{Script=Han}+$/u.test(name)

/** GeoNames mixes in machine transliterations ("idoribu"); they begin with a small letter, real spellings do not, but for Arabic articles. */
const isPrinted = (name) =>
  /^[\p{Lu}\p{Lt}'’‘`ʿʾʼ]/u.test(name) ||
  /^(?:al|el|as|ash|ad|ar|az|an|at|ath|adh|es|ed|er|et|l|d|s|t)[-' ][\p{Lu}]/u.test(name)
/** An abbreviation (airport code, "NYC") is no name in a text about people. */
const isCode = (name) => /^[A-Z0-9]{2,4}$/.test(name)

function usableAlternates(city) {
  const large = (city.population ?? 0) >= 15_000 || (/^PPL[AC]/.test(city.feature) && (city.population ?? 0) >= 5_000)
  const population = city.population ?? 0
  return city.alternates.filter((name) => {
    if (name.length < 2 || name.length > 48 || /\d/.test(name)) return false
    if (isLatin(name)) return (large || crisisCountries.has(city.country)) && isPrinted(name) && !isCode(name)
    if (isArabic(name))
      return !namesUnit(name) && (arabicScript.has(city.country) || population >= 400_000 || city.feature === 'PPLC')
    if (isCyrillic(name))
      return cyrillicScript.has(city.country) || population >= 50_000 || (crisisCountries.has(city.country) && large)
    if (isHan(name))
      return (
        name.length >= 2 &&
        (population >= 200_000 ||
          city.feature === 'PPLC' ||
          (population >= 30_000 && crisisCountries.has(city.country)))
      )
    return false
  })
}

/** Towns of the younger list, which has neither ids nor other names; see younger-towns.mjs. */
export const makeTowns = (towns, iso3Of, firstLevel, secondLevel) =>
  towns.map(({ id, name, country, latitude, longitude, admin1, admin2 }) => {
    const one = firstLevel.get(`${country}.${admin1}`)
    const two = secondLevel.get(`${country}.${admin1}.${admin2}`)
    return {
      id,
      kind: 'city',
      feature: 'PPL',
      name,
      country: iso3Of.get(country),
      two: country,
      level: null,
      parent: two?.id ?? one?.id ?? iso3Of.get(country),
      adm1: one?.id ?? null,
      adm2: two?.id ?? null,
      members: [],
      latitude,
      longitude,
      population: null,
      names: [{ name, capitals: false }],
    }
  })

export function makeCities(iso3Of, firstLevel, secondLevel, kept) {
  const cities = []
  for (const city of readCities()) {
    const country = iso3Of.get(city.country)
    // Parts of towns (PPLX) are named "Centre" or "Old Town"; historical places (PPLH) are not there any more.
    if (country === undefined || city.feature === 'PPLH' || (city.feature === 'PPLX' && !kept.has(city.country)))
      continue
    const one = firstLevel.get(`${city.country}.${city.admin1}`)
    const two = secondLevel.get(`${city.country}.${city.admin1}.${city.admin2}`)
    cities.push({
      id: `gn:${city.geonameId}`,
      geonameId: city.geonameId,
      kind: 'city',
      feature: city.feature,
      name: city.name,
      country,
      two: city.country,
      level: null,
      parent: two?.id ?? one?.id ?? country,
      adm1: one?.id ?? null,
      adm2: two?.id ?? null,
      members: [],
      latitude: city.latitude,
      longitude: city.longitude,
      population: city.population,
      names: [...new Set([city.name, ...usableAlternates(city)])].map((name) => ({ name, capitals: false })),
    })
  }
  return cities
}
