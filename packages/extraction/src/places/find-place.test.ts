import { describe, expect, test } from 'vitest'
import { extractFigures } from '../extract-figures.ts'
import { smallGazetteer } from '../testing/small-gazetteer.ts'

/** Place, country and role of each figure of an English text. */
const placesIn = (text: string, title: string | null = null) =>
  extractFigures({ text, title, language: 'en', publishedOn: '2021-06-15' }, smallGazetteer).figures.map(
    ({ place }) => `${place?.name}/${place?.countryIso3}/${place?.role}`,
  )

describe('the narrowest name of a chain', () => {
  test.each([
    ['Some 300 people were displaced in Mweso, DRC.', 'Mweso/COD/origin'],
    ['Hundreds of villagers were displaced in Kaga LGA of Borno state.', 'Kaga LGA/NGA/origin'],
    [
      'More than 300 residents of Tudu constituency in Nigeria have been left homeless.',
      'Tudu constituency/NGA/origin',
    ],
    ['Some 900 families fled the village of Kwamata in Nigeria.', 'Kwamata/NGA/origin'],
  ])('%s', (text, expected) => expect(placesIn(text)[0]).toBe(expected))
})

describe('names that are no place of these people', () => {
  test('"most of them in" tells the country alone', () =>
    expect(placesIn('Floods displaced 129 families, most of them in Goma.')).toEqual(['DRC/COD/origin']))

  test('a river is none', () =>
    expect(placesIn('Floods in Nigeria, on the Albany River, displaced 400 people.')).toEqual(['Nigeria/NGA/origin']))

  test('the country of an office is where it speaks', () =>
    expect(placesIn("Peru's National Institute of Civil Defence reported 300 displaced people in Goma.")[0]).toContain(
      'Goma',
    ))

  test('a dateline tells where the report was written', () =>
    expect(placesIn('MOGADISHU, June 10 - Fighting displaced 2,800 people in Kenya.')).toEqual(['Kenya/KEN/origin']))

  test('what people fled is before where they went', () =>
    expect(placesIn('Some 32 households fled the village of Goma for the village of Rusayo.')).toEqual([
      'Goma/COD/origin',
    ]))

  test('a noun of people ends the name of a place', () =>
    expect(placesIn('110 families displaced to Tajoura Families displaced to Garabulli')[0]).toContain('Tajoura/'))

  test('a name belongs to the number beside it', () =>
    expect(placesIn('15 families displaced to Tripoli 20 families displaced to Goma')).toEqual([
      'Tripoli/LBY/destination',
      'Goma/COD/destination',
    ]))
})

describe('places from elsewhere', () => {
  test('a place at the head of a sentence frames all of it', () => {
    const text =
      'In Goma, where rain fell for days and nights without an end, officials counted 17 dead and said 4,150 people were evacuated.'
    expect(placesIn(text)[0]).toBe('Goma/COD/origin')
  })

  test('the nearest sentence before that names one', () =>
    expect(placesIn('Rain fell in Nigeria. Floods struck in Goma. Some 500 people were evacuated.')[0]).toContain(
      'Goma',
    ))

  test('a part of a group left where the group did', () =>
    expect(
      placesIn('Some 19,000 people were displaced from Goma, 16,000 of whom fled to Rwanda.')[1] ?? 'Goma',
    ).toContain('Goma'))

  test('displaced within a place: left and entered', () =>
    expect(placesIn('Some 3,400 people were displaced within Darfur.')).toEqual(['Darfur/SDN/both']))
})

describe('the place of what happened, in the sentence before', () => {
  test.each([
    ['Gunmen attacked Goma. Some 4,300 people fled.', 'Goma/COD/origin'],
    ['Fighting hit Goma. The UN in Tripoli said it was worried. Some 4,300 people fled.', 'Goma/COD/origin'],
    ['Shelling hit Goma. Some 600 people were evacuated from there.', 'Goma/COD/origin'],
    // Neither a visit nor an office is an event.
    ['The envoy visited Goma. Some 4,300 people fled.', 'DRC/COD/origin'],
    ['In Nigeria floods came. The worst affected town is Goma. Some 4,300 people fled.', 'Nigeria/NGA/origin'],
  ])('%s', (text, expected) => expect(placesIn(text)).toEqual([expected]))
})

describe('numbers side by side', () => {
  test('each takes the name behind it', () =>
    expect(placesIn('Some 41,200 people were displaced in Goma and 36,300 in Tripoli.')).toEqual([
      'Goma/COD/origin',
      'Tripoli/LBY/origin',
    ]))
})

describe('a part of a place', () => {
  test.each([
    ['Rain displaced 300 people in southeast Nigeria.', 'southeast Nigeria/NGA/origin'],
    ['Rain displaced 300 people in the southern parts of Goma.', 'southern parts of Goma/COD/origin'],
    ['Rain displaced 300 people in the eastern city of Goma.', 'Goma/COD/origin'],
  ])('%s', (text, expected) => expect(placesIn(text)).toEqual([expected]))
})

describe('a title that names a country and places in it', () => {
  test.each([
    ['DRC: clashes in Goma', 'Goma/COD/origin'],
    ['DRC – Goma flood update', 'Goma/COD/origin'],
    ['DRC: clashes in Goma and Sake', 'DRC/COD/origin'],
    ['DRC: clashes', 'DRC/COD/origin'],
  ])('%s', (title, expected) => expect(placesIn('Some 4,300 people fled.', title)).toEqual([expected]))
})
