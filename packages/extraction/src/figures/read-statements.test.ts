import { expect, test } from 'vitest'
import { extractFigures } from '../extract-figures.ts'
import { smallGazetteer } from '../testing/small-gazetteer.ts'

const read = (text: string) =>
  extractFigures({ text, title: null, language: 'en', publishedOn: '2021-06-15' }, smallGazetteer).figures.map(
    ({ value, unit, category, subsetOf }) =>
      `${value} ${unit === 'household' ? 'hh ' : ''}${category}${subsetOf === null ? '' : ' part'}`,
  )

test.each([
  ['About 40,000 people live in displacement.', ['40000 idps']],
  ['About 40,000 people were still living in protracted displacement.', ['40000 idps']],
  ['About 40,000 people remain displaced.', ['40000 idps']],
  ['About 40,000 people are living as IDPs.', ['40000 idps']],
  ['About 40,000 residents of the town live abroad as refugees.', ['40000 refugees']],
  ['About 40,000 people are still unable to return home.', ['40000 displaced_unspecified']],
  ['About 40,000 IDPs cannot return to their villages.', ['40000 idps']],
  ['After the floods some 4,000 people had not yet gone home.', ['4000 displaced_unspecified']],
  [
    'Floods drove 9,000 people out; about 4,000 had not returned to their homes by Friday.',
    ['9000 internal_displacements', '4000 displaced_unspecified'],
  ],
  ['Some 4,000 workers did not go home after the match.', []],
  ['Some 1,200 children have not returned to school.', []],
  ['The population of the camp stands at 23,000.', ['23000 idps']],
  ['By March the camp population had fallen to 9,870.', ['9870 idps']],
  ['After the quake 20,600 people live in temporary housing.', ['20600 idps']],
  ['After the quake 2,600 residents crowded into school gyms.', ['2600 idps']],
  ['Some 40,000 fans crowded into the stadium.', []],
  ['The region hosts 40,000 refugees and IDPs.', ['40000 displaced_unspecified']],
  ['There are 40,000 IDPs, returnees and refugees in the state.', ['40000 displaced_unspecified']],
  ['Some 4,300 people are staying in evacuation centres.', ['4300 idps']],
  ['About 640 people were hosted in collective centres.', ['640 idps']],
  ['There are 12,000 IDPs in the camp and 16 people were killed.', ['12000 idps']],
  ['There were 50 people at the evacuation centre in the town.', ['50 idps']],
])('levels: %s', (text, figures) => {
  expect(read(text)).toEqual(figures)
})

test.each([
  ['Air strikes drove 2,900 people out of the town.', ['2900 internal_displacements']],
  ['The flood forced almost 3,000 people to leave.', ['3000 internal_displacements']],
  ['The fighting sent 640 families to the capital.', ['640 hh internal_displacements']],
  ['The army moved 350 people to a school.', ['350 internal_displacements']],
  ['About 350 people were taken to a community centre.', ['350 internal_displacements']],
  ['After the attack 1,500 people left the city.', ['1500 internal_displacements']],
  ['More than 5,000 residents took to the road when the shelling began.', ['5000 internal_displacements']],
  ['Some 4,300 families received kits and 900 people were displaced.', ['900 internal_displacements']],
  ['About 14,300 people live in the area and 900 were displaced.', ['900 internal_displacements']],
  ['The flood displaced 900 people, and 4,300 families were affected.', ['900 internal_displacements']],
  ['The drought displaced 900 people, and 4,300 households lost their livestock.', ['900 internal_displacements']],
  ['27,400 displaced or moved  61,300 needed food at once', ['27400 internal_displacements']],
  ['Floods destroyed 35 houses and 125 people were displaced.', ['125 internal_displacements']],
  ['In May 900 people were affected by 12 mass displacement events.', ['900 internal_displacements']],
  ['The storm has so far displaced 7,450 people.', ['7450 internal_displacements']],
  ['Some 3,900 people are believed to have been displaced.', ['3900 internal_displacements']],
  ['Of the 9,000 residents, 4,300 were displaced.', ['4300 internal_displacements']],
  ["As the water rose, 870 of the village's 2,300 residents fled.", ['870 internal_displacements']],
  ['More than 6,100 farmers, many of whom had lost everything, were forced to leave their homes.', [
    '6100 internal_displacements',
  ]],
  ['The mayor asked for food for 2,000 families that were displaced.', ['2000 hh internal_displacements']],
])('flows: %s', (text, figures) => {
  expect(read(text)).toEqual(figures)
}) // biome-ignore format: one case a line

test.each([
  ['The number of displaced people has surpassed 60,000.', ['60000 idps']],
  ['The tally of displaced people is 4,380.', ['4380 idps']],
  [
    'The number of evacuees rose to 41,000, but that number has by now dropped to 18,260.',
    ['41000 idps', '18260 idps'],
  ],
  ['IDPs in camps: 4,500', ['4500 idps']],
  ['Evacuees in centres: 450', ['450 idps']],
  ['The returnee population stands at 714,000.', ['714000 returnees']],
  ['Refugees & asylum-seekers*** 24,160', ['24160 refugees']],
  ['Total number of IDPs identified: 45,680', ['45680 idps']],
  ['DTM counted 446,000 IDPs in 89,000 households.', ['446000 idps', '89000 hh idps']],
  ['Some 1,200 households (six persons each) fled the offensive.', ['1200 hh internal_displacements']],
])('counts, labels, pairs: %s', (text, figures) => {
  expect(read(text)).toEqual(figures)
})

test.each([
  'About 200 people were taken to hospital.',
  'A total of 318 refugees were transferred from the transit centre to the settlement.',
  'Over 145 of the most vulnerable refugees from Venezuela benefited from training.',
  'Some 6,000 families displaced by the war have received tents.',
  'In all 3,140 IDPs were picked by assessors to receive aid.',
  'Assessments of need still go on for 2,710 IDPs.',
  'The agency served 3.4 million people, including 700,000 IDPs.',
  'Kits were distributed among 3,036 displaced families.',
  'The office asked for 40,000 resettlement places for refugees.',
  'A total of 62 miners were evacuated from the shaft.',
  'Dozens of shoppers fled the mall after the shots.',
  'The company evacuated 280 workers from its platform.',
  'It is not true that 5,000 people have fled.',
  'None of the 800 families was displaced.',
  'The ministry rejected reports that 10,000 people had been evicted.',
  'The return of 4,300 refugees is scheduled for September.',
  'The president set a cap of 18,000 refugees.',
  'The lava may force 10,000 more people to leave.',
  'Congress passed the 1948 Displaced Persons Act.',
  'More than 9,000 displaced people cast their votes in the camps.',
  'A charity handed out cash for shelter to 230 poor displaced families (1,610 people).',
  'Soap was handed out to 500 IDP households (2,500 individuals).',
  'Some 1,420 refugees and 23 of their neighbours have tested positive.',
  'During the week 313 more refugees were confirmed as positive.',
  'By Monday 2,240 refugees, 960 of whom live in camps, were confirmed as positive.',
  'Some 1,200 IDPs and 300 host community members attended the sessions.',
  'Some 40 refugees and 16 residents of the town were trained.',
  'The farm project involving six refugees began in May.',
  'A workshop for 25 refugees was held.',
  'Some 700 refugees were advised to leave the river bank.',
  '64 households (305 people) Most IDPs sleep in tents.',
  'Nearly 96,000 displaced people in 212 sites were affected by the storm.',
])('no figure: %s', (text) => {
  expect(read(text)).toEqual([])
})

test.each([
  'Every rainy season some 3,000 people are displaced.',
  'Each year, floods displace 20,000 people in the delta.',
  'Floods force about 400 families from their homes every monsoon season.',
  'Between 300 and 400 people crossed the border in both directions.',
  'Some 5,400 refugees were informed about their rights.',
  'UNHCR transferred 640 refugees from the border to a new camp.',
])('habits, traffic, people moved on and told something: %s', (text) => {
  expect(read(text)).toEqual([])
})

test.each([
  ['Floods plague the town every rainy season, displacing hundreds of people.', ['100 internal_displacements']],
  ['Some 4,000 people fled in a day.', ['4000 internal_displacements']],
  ['Some 5,400 refugees are reported to be in the camp.', ['5400 refugees']],
])('what only looks like one: %s', (text, figures) => {
  expect(read(text)).toEqual(figures)
})

test.each([
  [
    'In May 1,240 and 860 families were displaced in the two valleys.',
    ['1240 hh internal_displacements', '860 hh internal_displacements'],
  ],
  [
    'In Goma 1,200, in Bunia 870 and in Beni 345 people were displaced.',
    ['1200 internal_displacements', '870 internal_displacements', '345 internal_displacements'],
  ],
  ['The quake injured 1,200, and 870 people were displaced.', ['870 internal_displacements']],
  ['In 2020, 870 people were displaced.', ['870 internal_displacements']],
  ['The storm killed 12 and displaced 870 people.', ['870 internal_displacements']],
])('numbers that share the noun and the verb of the last: %s', (text, figures) => {
  expect(read(text)).toEqual(figures)
})

test.each([
  ['There are 200,000 IDPs, of whom 120,000 (60 per cent) live in camps.', ['200000 idps', '120000 idps part']],
  ['About 200,000 people are displaced; 60 per cent (120,000) live in camps.', ['200000 idps', '120000 idps part']],
  ['About 200,000 people remain displaced; 9 per cent, or 18,000, live in camps.', ['200000 idps', '18000 idps part']],
])('shares of a number that is told: %s', (text, figures) => {
  expect(read(text)).toEqual(figures)
})

test('the families stand in brackets between the persons and their noun', () => {
  expect(read('36,100 (6,050) returnees')[0]).toBe('36100 returnees')
})

test('"to seek safety in" a country is over its border', () => {
  expect(read('Fighting forced 4,300 people to seek safety in Chad.')).toEqual(['4300 cross_border_displacements'])
})

test.each([
  ['When fighting reached Kesra on 3 May, about 4,300 people fled.', ['4300 internal_displacements']],
  ['The charity warned that 4,300 villagers had fled their homes.', ['4300 internal_displacements']],
  ['The rebels gave 900 civilians no choice but to flee the town.', ['900 internal_displacements']],
  ['The flood killed 31 people, with 900 families displaced.', ['900 hh internal_displacements']],
  ['Floods left 43 families whose houses were gutted sleeping in tents.', ['43 hh idps']],
  ['About 640 people have been hosted by local families since the attack.', ['640 idps']],
  ['Some 4,300 people have yet to return to their homes.', ['4300 displaced_unspecified']],
  ['Nearly 1,300 families who had fled the town returned to their homes.', ['1300 hh returns']],
])('a verb behind a clause of its own, or denied: %s', (text, figures) => {
  expect(read(text)).toEqual(figures)
})

test.each([
  ['The town is home to 400,000 people, two thirds of them displaced.', []],
  ['The dam will flood 14 villages and displace 22,000 people.', []],
  ['No reports of 4,300 people being displaced could be confirmed.', []],
  ['There are 229 displaced children in the centre.', []],
  ['One in every 3 refugees is a child.', []],
  [
    'Floods displaced 4,000 families, of whom 3,600 (90 per cent) have received tents.',
    ['4000 hh internal_displacements'],
  ],
])('told of a part, of what may come, of nobody: %s', (text, figures) => {
  expect(read(text)).toEqual(figures)
})

test('a quantifier that the longest phrase took with its verb is still told', () => {
  const { figures } = extractFigures(
    {
      text: 'The town shelters more than 4,300 displaced persons.',
      title: null,
      language: 'en',
      publishedOn: '2021-06-15',
    },
    smallGazetteer,
  )
  expect(figures.map(({ value, quantifier }) => [value, quantifier])).toEqual([[4300, 'more_than']])
})
