import { describe, expect, test } from 'vitest'
import { loadGazetteer } from './index.ts'

const gazetteer = loadGazetteer()
const context = (...countries: string[]) => ({ countryWeights: new Map(countries.map((iso3) => [iso3, 1] as const)) })
const meant = (name: string, ...countries: string[]): string | null =>
  gazetteer.resolve(gazetteer.lookUp(name), context(...countries))?.placeId ?? null

describe('one name, several places', () => {
  test.each([
    ['Tripoli', ['LBY'], 'LY-TB'],
    ['Tripoli', ['LBN'], 'gn:266826'],
    ['Georgia', [], 'GEO'],
    ['Georgia', ['USA'], 'US-GA'],
    ['Jordan', [], 'JOR'],
    ['Valencia', [], null],
    ['Valencia', ['VEN'], 'gn:3625549'],
    ['San José', [], null],
    ['San José', ['CRI'], 'gn:3621849'],
    ['Central', [], null],
    ['Saada', ['YEM'], 'YE-SD'],
    ['Gaza', [], 'area:gaza-strip'],
    ['Gaza', ['MOZ'], 'MZ-G'],
    ['Beni', ['COD'], 'gn:219057'],
    ['Beni', ['BOL'], 'BO-B'],
    ['Palma', ['MOZ'], 'gn:1029247'],
    ['Djugu', ['COD'], 'gn:CD.17.05'],
    ['Djugu territory', ['COD'], 'gn:CD.17.05'],
    ['Kutum locality', ['SDN'], 'gn:10400594'],
    ['Kutum', ['SDN'], 'gn:371745'],
    ['Maungdaw', ['MMR'], 'gn:MM.01.MMR012D002'],
    ['Kyiv', [], 'UA-30'],
    ['Moscow', [], 'RU-MOW'],
    ['Idlib', [], 'SY-ID'],
    ['Sahel', ['BFA', 'MLI', 'NER'], 'area:sahel'],
    ['Sahel', ['BFA'], 'BF-12'],
    ['Congo', [], null],
    ['CAR', ['PHL'], 'PH-15'],
    ['CAR', [], 'CAF'],
  ])('%s in a text of %j is %s', (name, countries, id) => expect(meant(name, ...countries)).toBe(id))

  test('a village is not believed in a text of another country', () => {
    const halong = gazetteer.lookUp('Banjarwangi')
    expect(gazetteer.resolve(halong, context('SYR'))).toBeNull()
  })

  test('a place named close by decides between two of one country', () => {
    const names = gazetteer.lookUp('Arghandab')
    expect(gazetteer.resolve(names, context('AFG'))).toBeNull()
    const near = gazetteer.resolve(names, { ...context('AFG'), nearbyIds: ['AF-ZAB'] })
    expect(gazetteer.containersOf(near?.placeId ?? '')).toContain('AF-ZAB')
  })

  test('no candidate gives no answer', () => {
    expect(gazetteer.resolve([], context('SYR'))).toBeNull()
    expect(gazetteer.resolve(['gn:1', 'no such id'], context('SYR'))).toBeNull()
  })

  test('score and reason are given', () => {
    const answer = gazetteer.resolve(gazetteer.lookUp('Tripoli'), context('LBN'))
    expect(answer?.score).toBeGreaterThan(0.5)
    expect(answer?.score).toBeLessThanOrEqual(1)
    expect(answer?.reason).toContain('LBN')
  })
})

describe('the country a document speaks of', () => {
  const heaviest = (title: string | null, text: string): string | undefined =>
    [...gazetteer.contextOf(title, gazetteer.findMentions(text)).countryWeights].sort((a, b) => b[1] - a[1])[0]?.[0]

  test.each([
    [null, 'Syrians fled Idlib to Turkey; Syria is at war.', 'SYR'],
    ['Chad: Situation report', 'Refugees from Sudan arrive.', 'TCD'],
    [null, 'Storms in Georgia, Florida and Alabama', 'USA'],
    [null, 'In Tripoli and Beirut, Lebanese officials said', 'LBN'],
    [null, 'des combats à Goma, au Nord-Kivu', 'COD'],
  ])('%s / %s → %s', (title, text, iso3) => expect(heaviest(title, text)).toBe(iso3))

  test('a village alone in a text of a country does not bring its own country in', () => {
    const weights = gazetteer.contextOf(
      null,
      gazetteer.findMentions('In Borno State, Nigeria, people fled Banki.'),
    ).countryWeights
    expect(weights.get('NGA')).toBeGreaterThan(1)
    expect(weights.get('RUS') ?? 0).toBeLessThan(0.1)
  })

  test('two towns vouch for each other where no word names their country', () => {
    const weights = gazetteer.contextOf(
      null,
      gazetteer.findMentions('From Goma people went to Bukavu and on to Rwanda.'),
    ).countryWeights
    expect(weights.get('COD')).toBeGreaterThan(0.5)
  })

  test('no mention, no weight', () => expect(gazetteer.contextOf(null, []).countryWeights.size).toBe(0))
})
