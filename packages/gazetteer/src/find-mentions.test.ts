import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadGazetteer } from './index.ts'

const gazetteer = loadGazetteer()
/** "text→first candidate", demonyms with a leading tilde. */
const found = (text: string): string[] =>
  gazetteer.findMentions(text).map((m) => `${m.kind === 'demonym' ? '~' : ''}${m.text}→${m.candidateIds[0]}`)

describe('names of countries', () => {
  test.each([
    ['800,000 fled from Sudan to South Sudan.', ['Sudan→SDN', 'South Sudan→SSD']],
    ['Niger and Nigeria', ['Niger→NER', 'Nigeria→NGA']],
    [
      'Guinea, Equatorial Guinea, Guinea-Bissau and Papua New Guinea',
      ['Guinea→GIN', 'Equatorial Guinea→GNQ', 'Guinea-Bissau→GNB', 'Papua New Guinea→PNG'],
    ],
    [
      'in the DRC, DR Congo and the Democratic Republic of the Congo',
      ['DRC→COD', 'DR Congo→COD', 'Democratic Republic of the Congo→COD'],
    ],
    ['the Republic of the Congo', ['Republic of the Congo→COG']],
    ['Burma, Ivory Coast, Türkiye and Turkey', ['Burma→MMR', 'Ivory Coast→CIV', 'Türkiye→TUR', 'Turkey→TUR']],
    ['the occupied Palestinian territory', ['occupied Palestinian territory→PSE']],
    ['US, UK and UAE aid to CAR', ['US→USA', 'UK→GBR', 'UAE→ARE', 'CAR→CAF']],
    ['They asked us for a car.', []],
    ['PLEASE HELP US NOW BECAUSE WINTER COMES', []],
    ['U.S. troops', ['U.S→USA']],
    ['la région du Centre-Nord', ['Centre-Nord→BF-05']],
    ['in South West Bengal', ['West Bengal→IN-WB']],
    ['in South West Cameroon', ['South West→CM-SW', 'Cameroon→CMR']],
    ['Au Tchad, en RDC, au Niger et au Soudan du Sud', ['Tchad→TCD', 'RDC→COD', 'Niger→NER', 'Soudan du Sud→SSD']],
    [
      'de Siria, Sudán del Sur y la República Centroafricana',
      ['Siria→SYR', 'Sudán del Sur→SSD', 'República Centroafricana→CAF'],
    ],
  ])('%s', (text, expected) => expect(found(text)).toEqual(expected))
})

describe('names of peoples', () => {
  test.each([
    ['Syrians and South Sudanese', ['~Syrians→SYR', '~South Sudanese→SSD']],
    ['les réfugiés syriens et soudanais', ['~syriens→SYR', '~soudanais→SDN']],
    ['refugiados sirios y venezolanos', ['~sirios→SYR', '~venezolanos→VEN']],
    ['اللاجئين السوريين', ['~السوريين→SYR']],
    ['Nigerien refugees', ['~Nigerien→NER']],
    ['Congolese refugees', ['~Congolese→COD']],
  ])('%s', (text, expected) => expect(found(text)).toEqual(expected))
})

describe('units, areas and towns', () => {
  test.each([
    ['Idlib, Idleb and Idlib province', ['Idlib→SY-ID', 'Idleb→SY-ID', 'Idlib→SY-ID']],
    [
      'north-western Syria and northern Gaza',
      ['north-western Syria→area:north-west-syria', 'northern Gaza→area:northern-gaza'],
    ],
    ["d'Idlib, l'Ituri et la province du Lac", ['Idlib→SY-ID', 'Ituri→CD-IT', 'Lac→TD-LC']],
    ['SUDAN: EL FASHER UNDER SIEGE', ['SUDAN→SDN', 'EL FASHER→gn:379555']],
    ["Syria's war", ['Syria→SYR']],
    ['from Lac province', ['Lac province→TD-LC']],
    ['in Unity State', ['Unity State→SS-UY']],
    ['نزحوا من إدلب وبحلب إلى تركيا', ['إدلب→SY-ID', 'حلب→SY-HL', 'تركيا→TUR']],
    ['عاد اللاجئون للسودان', ['سودان→SDN']],
    ["Ma'arrat al-Nu'man and Maaret al-Numan", ["Ma'arrat al-Nu'man→gn:167610", 'Maaret al-Numan→gn:167611']],
    ['in El Fasher and Al-Fashir', ['El Fasher→gn:379555', 'Al-Fashir→gn:379555']],
    ['苏丹北达尔富尔', ['苏丹→SDN', '北达尔富尔→SD-DN']],
  ])('%s', (text, expected) => expect(found(text)).toEqual(expected))

  test('a word for the kind narrows the candidates', () => {
    const [city] = gazetteer.findMentions('Idlib city')
    const [province] = gazetteer.findMentions('the province of Idlib')
    expect(city?.candidateIds).toEqual(['gn:169389'])
    expect(province?.candidateIds[0]).toBe('SY-ID')
    expect(province?.candidateIds).not.toContain('gn:169389')
  })
})

describe('what is named by a place and is none', () => {
  test.each([
    'The Washington Post reported it.',
    'Mr Idleb said so.',
    'Most of the Central bank staff; a man of letters.',
    'Dr. Goma and Gen. Kaya',
    'Georgia Meloni spoke, Virginia Gamba agreed.',
    'Michael Jordan visited.',
    'The Norwegian Refugee Council and the Red Cross',
    'Hurricane Florence, Typhoon Halong',
    'The Geneva Convention and the Kampala Convention',
    'In March and May, on Sunday, Police said.',
    'The MODIS and NEMA instruments',
  ])('%s', (text) => expect(found(text)).toEqual([]))
})

test('offsets are UTF-16 units of the text as given, and mentions do not overlap', () => {
  const words = ['Idlib', 'South Sudan', 'إدلب', '苏丹', ', ', ' ', 'x', '😀', "d'", 'Goma', 'the ', '\n', 'وسوريا']
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...words), { maxLength: 30 }), (parts) => {
      const text = parts.join('')
      let last = 0
      for (const mention of gazetteer.findMentions(text)) {
        expect(text.slice(mention.start, mention.end)).toBe(mention.text)
        expect(mention.start).toBeGreaterThanOrEqual(last)
        expect(mention.candidateIds.length).toBeGreaterThan(0)
        last = mention.end
      }
    }),
  )
})

test('any text is read without an error', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      for (const mention of gazetteer.findMentions(text))
        expect(text.slice(mention.start, mention.end)).toBe(mention.text)
    }),
  )
})

/** Work is counted, not timed: a doubled text has twice the mentions, and a chain of prefixes of long names ends. */
test('the work grows with the length of the text alone', () => {
  const sentence = 'People fled from north-west Syria to South Sudan, Papua New Guinea and Goma. '
  const once = gazetteer.findMentions(sentence.repeat(50)).length
  expect(gazetteer.findMentions(sentence.repeat(100)).length).toBe(2 * once)
  const chain = 'Central African Republic of the Democratic Republic of '.repeat(1_000)
  expect(gazetteer.findMentions(chain).length).toBeGreaterThan(999)
})
