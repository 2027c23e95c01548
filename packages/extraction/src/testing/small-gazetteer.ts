/**
 * A gazetteer of a few dozen places for unit tests of the grammar: countries by their English names, some units and
 * towns. It knows no ambiguity; the real one is tested in its own package and in the golden cases.
 */
import type { Gazetteer, Place, PlaceContext, PlaceId, PlaceMention } from '@displacement-monitor/shared/domain'

const countries: readonly (readonly [iso3: string, iso2: string, demonyms?: string])[] = [
  ['AFG', 'AF', 'Afghan'], ['AGO', 'AO'], ['ARG', 'AR'], ['AUS', 'AU'], ['AUT', 'AT'], ['BGD', 'BD', 'Bangladeshi'], ['BDI', 'BI', 'Burundian'],
  ['BFA', 'BF', 'Burkinabe'], ['BIH', 'BA'], ['BRA', 'BR'], ['CAF', 'CF'], ['CAN', 'CA'], ['CHL', 'CL'], ['CHN', 'CN', 'Chinese'], ['CMR', 'CM'],
  ['COD', 'CD', 'Congolese'], ['COL', 'CO', 'Colombian'], ['CYP', 'CY'], ['DEU', 'DE', 'German'], ['DOM', 'DO'], ['ECU', 'EC'], ['EGY', 'EG'],
  ['ERI', 'ER', 'Eritrean'], ['ETH', 'ET', 'Ethiopian'], ['FJI', 'FJ'], ['GBR', 'GB', 'British'], ['GTM', 'GT'], ['HRV', 'HR'], ['HTI', 'HT', 'Haitian'],
  ['IDN', 'ID', 'Indonesian'], ['IND', 'IN', 'Indian'], ['IRN', 'IR', 'Iranian'], ['IRQ', 'IQ', 'Iraqi'], ['JOR', 'JO'], ['JPN', 'JP', 'Japanese'],
  ['KEN', 'KE', 'Kenyan'], ['LBN', 'LB', 'Lebanese'], ['LBY', 'LY', 'Libyan'], ['MLI', 'ML', 'Malian'], ['MMR', 'MM'], ['MOZ', 'MZ'],
  ['MYS', 'MY'], ['NER', 'NE'], ['NGA', 'NG', 'Nigerian'], ['NPL', 'NP'], ['PAK', 'PK', 'Pakistani'], ['PER', 'PE'], ['PHL', 'PH', 'Filipino'],
  ['RUS', 'RU', 'Russian'], ['RWA', 'RW'], ['SDN', 'SD', 'Sudanese'], ['SOM', 'SO', 'Somali'], ['SSD', 'SS'], ['SYR', 'SY', 'Syrian'], ['TCD', 'TD'],
  ['THA', 'TH'], ['TUR', 'TR', 'Turkish'], ['TZA', 'TZ'], ['UGA', 'UG'], ['UKR', 'UA', 'Ukrainian'], ['USA', 'US', 'American'], ['VEN', 'VE', 'Venezuelan'],
  ['VNM', 'VN'], ['YEM', 'YE', 'Yemeni'], ['ZMB', 'ZM'],
] // biome-ignore format: a table

const units: readonly (readonly [names: string, id: PlaceId, iso3: string, kind: Place['kind'], parent: PlaceId])[] = [
  ['Idlib|Idleb|Idlib governorate|Idlib province', 'SY-ID', 'SYR', 'adm1', 'SYR'],
  ['Aleppo', 'SY-HL', 'SYR', 'adm1', 'SYR'], ['Hama', 'SY-HM', 'SYR', 'adm1', 'SYR'], ['Latakia', 'SY-LA', 'SYR', 'adm1', 'SYR'],
  ['Afrin', 'gn:172955', 'SYR', 'city', 'SY-HL'], ['Moscow', 'gn:524901', 'RUS', 'city', 'RUS'], ['Sochi', 'gn:491422', 'RUS', 'city', 'RUS'],
  ['Ankara', 'gn:323786', 'TUR', 'city', 'TUR'], ['Goma', 'gn:216281', 'COD', 'city', 'COD'], ['Sake', 'gn:204953', 'COD', 'city', 'COD'],
  ['Darfur', 'area:darfur', 'SDN', 'area', 'SDN'], ['Tripoli', 'gn:2210247', 'LBY', 'city', 'LBY'], ['Mosul', 'gn:99072', 'IRQ', 'city', 'IRQ'],
  ['Mogadishu', 'gn:53654', 'SOM', 'city', 'SOM'], ['Borno', 'NG-BO', 'NGA', 'adm1', 'NGA'], ['Khartoum', 'SD-KH', 'SDN', 'adm1', 'SDN'],
  ['Cabo Delgado', 'MZ-P', 'MOZ', 'adm1', 'MOZ'], ['Kharkiv', 'UA-63', 'UKR', 'adm1', 'UKR'], ['Rakhine', 'MM-16', 'MMR', 'adm1', 'MMR'],
] // biome-ignore format: a table

const places = new Map<PlaceId, Place>()
const names = new Map<string, { id: PlaceId; kind: PlaceMention['kind'] }>()
const place = (id: PlaceId, name: string, kind: Place['kind'], countryIso3: string, parentId: PlaceId | null) =>
  places.set(id, {
    id, name, kind, countryIso3, parentId, adminLevel: kind === 'country' ? 0 : kind === 'adm1' ? 1 : null, memberIds: [],
    latitude: null, longitude: null, population: null, pcode: null,
  }) // biome-ignore format: one place
const english = new Intl.DisplayNames(['en'], { type: 'region' })
for (const [iso3, iso2, demonym] of countries) {
  const name = (english.of(iso2) ?? iso3)
    .replace(/ \(.*/, '')
    .replace('Türkiye', 'Turkey')
    .replace('&', 'and')
    .replace('Congo - Kinshasa', 'DRC')
  place(iso3, name, 'country', iso3, null)
  names.set(name.toLowerCase(), { id: iso3, kind: 'name' })
  if (!demonym) continue
  names.set(demonym.toLowerCase(), { id: iso3, kind: 'demonym' })
  names.set(`${demonym.toLowerCase()}s`, { id: iso3, kind: 'demonym' })
}
for (const [all, id, iso3, kind, parent] of units) {
  const spellings = all.split('|')
  place(id, spellings[0] ?? all, kind, iso3, parent)
  for (const spelling of spellings) names.set(spelling.toLowerCase(), { id, kind: 'name' })
}
const longest = Math.max(...[...names.keys()].map((name) => name.split(' ').length))

function findMentions(text: string): PlaceMention[] {
  const words = [...text.matchAll(/\p{L}+/gu)]
  const mentions: PlaceMention[] = []
  for (let i = 0; i < words.length; i++) {
    for (let length = Math.min(longest, words.length - i); length > 0; length--) {
      const [first, last] = [words[i], words[i + length - 1]]
      if (!first || !last || !/^\p{Lu}/u.test(first[0])) continue
      const [start, end] = [first.index, last.index + last[0].length]
      const found = names.get(text.slice(start, end).toLowerCase())
      if (!found) continue
      mentions.push({ start, end, text: text.slice(start, end), kind: found.kind, candidateIds: [found.id] })
      i += length - 1
      break
    }
  }
  return mentions
}

export const smallGazetteer: Gazetteer = {
  version: 'small',
  place: (id) => places.get(id) ?? null,
  findMentions,
  lookUp: (name) => [names.get(name.toLowerCase())?.id ?? []].flat(),
  resolve: ([placeId]) => (placeId ? { placeId, score: 1, reason: 'the only one' } : null),
  contextOf(title, mentions): PlaceContext {
    const countryWeights = new Map<string, number>()
    const add = (id: PlaceId | undefined, weight: number) => {
      const iso3 = places.get(id ?? '')?.countryIso3
      if (iso3) countryWeights.set(iso3, (countryWeights.get(iso3) ?? 0) + weight)
    }
    for (const mention of title ? findMentions(title) : []) add(mention.candidateIds[0], 3)
    for (const mention of mentions) add(mention.candidateIds[0], 1)
    return { countryWeights }
  },
  search: () => [],
  containersOf: (id) => [places.get(id)?.countryIso3 ?? []].flat(),
  childrenOf: () => [],
}
