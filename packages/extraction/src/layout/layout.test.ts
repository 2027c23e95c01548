import { expect, test } from 'vitest'
import { extractFigures } from '../extract-figures.ts'
import { smallGazetteer } from '../testing/small-gazetteer.ts'

const read = (text: string) =>
  extractFigures({ text, title: null, language: 'en', publishedOn: '2021-06-15' }, smallGazetteer).figures.map(
    ({ value, unit, place, excerpt }) => `${value} ${unit} ${place?.name ?? '-'} «${excerpt.text}»`,
  )

const rows = [
  ['Province', 'Killed', 'IDPs', 'Households', 'Houses damaged'],
  ['Borno', '12', '14,200', '2,840', '900'],
  ['Rakhine', '3', '5,300', '1,060', '70'],
]
const cells = (mark: string) => [
  `14200 person Borno «Borno${mark}12${mark}14,200»`,
  `2840 household Borno «Borno${mark}12${mark}14,200${mark}2,840»`,
  `5300 person Rakhine «Rakhine${mark}3${mark}5,300»`,
  `1060 household Rakhine «Rakhine${mark}3${mark}5,300${mark}1,060»`,
]

test.each(['\t', ' | ', '    '])('columns parted by %j give their cells the meaning of their heads', (mark) => {
  expect(read(rows.map((row) => row.join(mark)).join('\n'))).toEqual(cells(mark))
})

test('a table one cell a line', () => {
  expect(read(rows.flat().join('\n'))).toEqual(cells('\n'))
})

test('a rule under the heads and bars at the edges', () => {
  expect(read('| State | IDPs |\n|---|---|\n| Borno | 14,200 |')).toEqual(['14200 person Borno «Borno | 14,200»'])
})

test('a row of totals has the place of the text', () => {
  expect(read('Displacement in Nigeria\n\nState\tIDPs\nBorno\t14,200\nTotal\t14,200').at(-1)).toBe(
    '14200 person Nigeria «Total\t14,200»',
  )
})

test('heads of units take their meaning from the title of the table', () => {
  expect(read('Table 1: Displaced persons by state\nState\tIndividuals\tFamilies\nBorno\t14,200\t2,840')).toEqual([
    '14200 person Borno «Borno\t14,200»',
    '2840 household Borno «Borno\t14,200\t2,840»',
  ])
})

test('a table that lies on its side', () => {
  expect(read('Indicator\tBorno\tRakhine\nIDPs\t14,200\t5,300\nKilled\t12\t3')).toEqual([
    '14200 person Borno «IDPs\t14,200»',
    '5300 person Rakhine «IDPs\t14,200\t5,300»',
  ])
})

test.each([
  'State\tIDPs reached\tIDPs in need\nBorno\t14,200\t9,000',
  'State\tIDP sites\tAffected households\nBorno\t142\t9,000',
  'State\tPeople affected\tDeaths\nBorno\t14,200\t12',
  'State\t% of IDPs\tIDP children\nBorno\t14\t9,000',
])('columns that count something else: %j', (text) => {
  expect(read(text)).toEqual([])
})

test.each<[text: string, figures: string[]]>([
  [
    'New displacement was reported in the following districts:\n• Borno: 12,000\n• Rakhine: 3,400 families',
    ['12000 person Borno «Borno: 12,000»', '3400 household Rakhine «Rakhine: 3,400 families»'],
  ],
  [
    'New displacement was reported in: ▪ Borno: 12,000 ▪ Rakhine: 3,400 families',
    ['12000 person Borno «Borno: 12,000»', '3400 household Rakhine «Rakhine: 3,400 families»'],
  ],
  [
    'People evacuated:\nBorno 12,000\nRakhine 3,400\nTotal 15,400',
    ['12000 person Borno «Borno 12,000»', '3400 person Rakhine «Rakhine 3,400»', '15400 person Nigeria «Total 15,400»'],
  ],
  [
    'Displaced families by province: Borno 1,200; Rakhine 340.',
    ['1200 household Borno «Borno 1,200»', '340 household Rakhine «Rakhine 340»'],
  ],
])('a list under the line that says what it counts: %j', (text, figures) => {
  expect(read(text)).toEqual(figures)
})

test.each([
  'Impact of the displacement:\n• Deaths: 12\n• Houses: 340',
  'Food was distributed to displaced families in:\n• Borno: 12,000\n• Rakhine: 3,400',
  'IDP sites by province:\n• Borno: 120\n• Rakhine: 34',
  'Number of displaced children:\nBorno 12,000\nRakhine 3,400',
  'Displacement trends:\nToilets 300\nKitchens 40',
])('a list of something else: %j', (text) => {
  expect(read(text)).toEqual([])
})

test.each<[text: string, figures: string[]]>([
  [
    'Clashes drove hundreds of families out of their homes to Borno (850 families) and Rakhine (307 families).',
    [
      '100 household Borno «drove hundreds of families out of their homes to Borno»',
      '850 household Borno «Borno (850 families)»',
      '307 household Rakhine «Rakhine (307 families)»',
    ],
  ],
  [
    'Most of the displaced are in Borno (12,000 people), Rakhine (3,000 people) and Cabo Delgado (900 people).',
    [
      '12000 person Borno «Borno (12,000 people)»',
      '3000 person Rakhine «Rakhine (3,000 people)»',
      '900 person Cabo Delgado «Cabo Delgado (900 people)»',
    ],
  ],
  ['Food reached displaced families in Borno (12,000), Rakhine (3,000) and Cabo Delgado (900).', []],
  ['Since the displacement crises of Borno (2014) and Rakhine (2017) little has changed.', []],
])('shares of places in brackets: %j', (text, figures) => {
  expect(read(text)).toEqual(figures)
})

test.each<[text: string, figures: string[]]>([
  [
    'Dead: 12, Injured: 30, Missing: 3, Displaced: 1,200, Evacuated: 3,400',
    ['1200 person - «Displaced: 1,200»', '3400 person - «Evacuated: 3,400»'],
  ],
  [
    'Displaced Persons: 1,200 Displaced families: 300',
    ['1200 person - «Displaced Persons: 1,200»', '300 household - «Displaced families: 300»'],
  ],
])('labels and numbers in one line: %j', (text, figures) => {
  expect(read(text)).toEqual(figures)
})

test.each<[text: string, figures: string[]]>([
  [
    'Affected: 45,200 families / 201,300 persons\nDisplaced (inside centres): 3,120 families / 14,500 persons in 88 centres\nHouses damaged: 410',
    ['3120 household - «Displaced (inside centres): 3,120 families»', '14500 person - «14,500 persons»'],
  ],
  [
    'DISPLACED PERSONS        702,973\nDISPLACED HOUSEHOLDS     159,290\nSITES ASSESSED               114',
    ['702973 person - «DISPLACED PERSONS        702,973»', '159290 household - «DISPLACED HOUSEHOLDS     159,290»'],
  ],
  [
    'Borno State\nDisplaced persons ........ 7,020\nSites .................... 14',
    ['7020 person Borno «Displaced persons ........ 7,020»'],
  ],
  [
    'Number of displaced households | 450\nNumber of displaced individuals | 2,700\nDistricts | 3',
    [
      '450 household - «Number of displaced households | 450»',
      '2700 person - «Number of displaced individuals | 2,700»',
    ],
  ],
  [
    'DISPLACED POPULATION\nInside 689 ECs    18,203 families / 68,104 persons\nOutside ECs       11,390 families / 47,822 persons\nDead              15',
    [
      '18203 household - «Inside 689 ECs    18,203 families»',
      '68104 person - «68,104 persons»',
      '11390 household - «Outside ECs       11,390 families»',
      '47822 person - «47,822 persons»',
    ],
  ],
  ['Affected people: 120,000\nDisplaced people reached: 20,000\nTarget: 60,000', []],
  ['Food for IDPs: 12,000\nCash for displaced families: 3,400', []],
])('rows of labels and their numbers: %j', (text, figures) => {
  expect(read(text)).toEqual(figures)
})

test.each<[text: string, figures: string[]]>([
  [
    'NEW DISPLACEMENT, 1-15 March 2021\nIndividuals: 3,210\nHouseholds: 642\nLocations: 14',
    ['3210 person - «Individuals: 3,210»', '642 household - «Households: 642»'],
  ],
  [
    'IDPs\nIndividuals   1,204\nHouseholds    240\n\nRETURNEES\nIndividuals   812\nHouseholds    162',
    [
      '1204 person - «Individuals   1,204»',
      '240 household - «Households    240»',
      '812 person - «Individuals   812»',
      '162 household - «Households    162»',
    ],
  ],
  ['IDPs: 4,123\nHouseholds: 689\nSites: 12', ['4123 person - «IDPs: 4,123»', '689 household - «Households: 689»']],
  ['People killed\nIndividuals: 12\nHouseholds: 3', []],
  [
    'IDPs by cause of displacement\nConflict: 98,370\nFlood: 9,415\nSites: 30',
    ['98370 person - «Conflict: 98,370»', '9415 person - «Flood: 9,415»'],
  ],
])('rows that name a unit alone: %j', (text, figures) => {
  expect(read(text)).toEqual(figures)
})

test('the days of a heading hold for the units under it', () => {
  const [figure] = extractFigures(
    {
      text: 'NEW DISPLACEMENT, 1-15 March 2021\nIndividuals: 3,210\nHouseholds: 642',
      title: null,
      language: 'en',
      publishedOn: '2021-06-15',
    },
    smallGazetteer,
  ).figures
  expect([figure?.since, figure?.asOf]).toEqual([
    { day: '2021-03-01', accuracy: 'day' },
    { day: '2021-03-15', accuracy: 'day' },
  ])
})
