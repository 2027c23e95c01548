import { expect, test } from 'vitest'
import { extractFigures } from '../extract-figures.ts'
import { smallGazetteer } from '../testing/small-gazetteer.ts'

const read = (text: string) =>
  extractFigures({ text, title: null, language: 'en', publishedOn: '2021-06-15' }, smallGazetteer).figures

test.each([
  ['Around 120,000 IDPs are living outside camps.', 'outside_sites'],
  ['Some 3,400 IDPs live with host families in Idlib.', 'outside_sites'],
  ['Some 118 families are sheltered in six schools.', 'in_sites'],
  ['Of 900 IDPs, most stay with relatives; 118 families are sheltered in six schools.', 'in_sites'],
  ['There are 52,000 registered IDPs in Idlib.', 'registered'],
  ['There are 52,000 IDPs in Idlib.', 'all'],
  ['Some 8,000 people were newly displaced in Idlib.', 'all'],
  ['There were 98,000 new displacements in 2020.', 'all'],
  ['Some 6,000 people arrived in Idlib after they had fled.', 'all'],
  ['Camps in Idlib received 1,130 new arrivals.', 'new_arrivals'],
])('scope: %s', (text, scope) => {
  expect(read(text).at(-1)?.scope).toBe(scope)
})

test.each([
  ['A mission verified that 3,100 people had been displaced.', 'verified'],
  ['Some 3,100 people were displaced, a number not yet verified.', 'preliminary'],
  ['According to early reports 3,100 people were displaced.', 'preliminary'],
  ['An estimated 3,100 people were displaced.', 'estimated'],
  ['Floods displaced 3,100 people.', 'reported'],
])('status: %s', (text, status) => {
  expect(read(text).map((figure) => figure.status)).toEqual([status])
})

test.each([
  ['Fearing an eruption, the authorities evacuated 7,200 people.', 'before'],
  ['As the typhoon neared the coast, 340,000 people were evacuated.', 'before'],
  ['Before the dam was opened, 1,300 people were evacuated.', 'before'],
  ['Before 12 May, 1,300 people were evacuated.', 'unknown'],
  ['Fearing the militia, 1,300 people fled.', 'unknown'],
])('occurred: %s', (text, occurred) => {
  expect(read(text).map((figure) => figure.occurred)).toEqual([occurred])
})
