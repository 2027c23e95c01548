import { describe, expect, test } from 'vitest'
import { loadGazetteer } from './index.ts'

const gazetteer = loadGazetteer()
const found = (text: string): string[] =>
  gazetteer.findMentions(text).map((mention) => `${mention.text}→${mention.candidateIds[0]}`)

describe('the country a text speaks of', () => {
  const weights = (text: string) => gazetteer.contextOf(null, gazetteer.findMentions(text)).countryWeights

  test('countries in a list of donors share one voice', () => {
    const given = weights('Libya needs help. Donors: Australia | Denmark | Germany | Japan | Norway | Sweden')
    expect(given.get('LBY')).toBe(1)
    expect(given.get('DNK')).toBeLessThan(0.3)
  })

  test('two suburbs make no country in a text of another', () => {
    const given = weights('Families left Misrata and Zliten in Libya for Al Matar and Zahra.')
    expect(given.get('KWT') ?? 0).toBeLessThan(0.2)
  })

  test('a small word leads to a name and does not begin it', () => {
    expect(found('hacia la ciudad de La Paz')).toEqual(['La Paz→gn:3911925'])
  })

  test('full names of countries keep their small words', () => {
    expect(found('en République démocratique du Congo')).toEqual(['République démocratique du Congo→COD'])
    expect(found('en République centrafricaine')).toEqual(['République centrafricaine→CAF'])
  })

  test('a capital shouted in a dateline is a place, letters are none', () => {
    expect(found('KABUL, June 10 (Agency) - Fighting spread.')).toEqual(['KABUL→AF-KAB'])
    expect(found('The SAM unit moved.')).toEqual([])
  })

  test('a group of countries is no province', () => expect(found('in other Balkan countries')).toEqual([]))
})
