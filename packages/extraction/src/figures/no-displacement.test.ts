import { expect, test } from 'vitest'
import { extractFigures } from '../extract-figures.ts'
import { smallGazetteer } from '../testing/small-gazetteer.ts'

const values = (text: string) =>
  extractFigures({ text, title: null, language: 'en', publishedOn: '2021-06-15' }, smallGazetteer).figures.map(
    ({ value }) => value,
  )

test.each([
  'The council plans to house 2,300 displaced people in flats.',
  'The ministry hopes to bring back 4,100 refugees.',
  'The governor promised to return 700 displaced families to the valley.',
  'The plan covers 12,000 IDPs.',
  'The town is preparing for 3,000 refugees.',
  'Planned relocation: 4,200 IDPs',
  'Expected arrivals: 4,200 refugees',
  'Some 300 families are due to return on Friday.',
  'Some 2,100 refugees are at risk of eviction.',
  'The court suspended the eviction of 410 families.',
  'Some 630 refugees applied for asylum.',
  'Last month 77 people were denied asylum.',
  'Some 2,400 displaced families have no shelter kits.',
  'Some 2,400 refugees went without food.',
  'Some 900 refugees got tents.',
  'The charity paid the rent of 90 displaced families.',
  'A sample of 400 displaced households was drawn.',
  'Over 6,000 beneficiaries, including 2,000 refugees, got soap.',
  'The claim that 5,000 people fled is false.',
  'In the film 5,000 people flee the island.',
  'Some 5,000 workers cross the border every day.',
])('no figure: %s', (text) => expect(values(text)).toEqual([]))

test.each([
  ['Reports claim that 235 people were evacuated.', 235],
  ['The plan comes after 3,000 people were displaced.', 3000],
  ['The ministry may close a camp with 4,000 displaced people.', 4000],
  ['Some 800 people had no choice but to flee.', 800],
  ['The mayor asked for food for 2,000 families that were displaced.', 2000],
])('figure: %s', (text, value) => expect(values(text)).toEqual([value]))

test.each([
  'Some 400 masts were uprooted.',
  'The zoo evacuated 30 parrots.',
  'The dam displaced 200 graves.',
  'Over 1,000 umbrellas were returned.',
])('an unknown plural of things: %s', (text) => expect(values(text)).toEqual([]))

test.each(['squatters', 'pensioners', 'boarders', 'monks', 'villagers'])('an unknown plural of people: %s', (noun) =>
  expect(values(`Police evacuated 300 ${noun}.`)).toEqual([300]),
)
