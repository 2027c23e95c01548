import { expect, test } from 'vitest'
import { extractFigures } from '../extract-figures.ts'
import { smallGazetteer } from '../testing/small-gazetteer.ts'

const read = (text: string) =>
  extractFigures({ text, title: null, language: 'en', publishedOn: '2021-06-15' }, smallGazetteer).figures.map(
    ({ value, unit, category, asOf }) =>
      `${value} ${unit} ${category}${asOf?.day === '2021-06-15' ? '' : ` ${asOf?.day}`}`,
  )

const both = ['41000 person idps', '12300 household idps']

test.each<[text: string, figures: string[]]>([
  ['KEY FIGURES\n41,000\nIDPs\n12,300\ndisplaced households\n25\nsites', both],
  ['KEY FIGURES\n\n41,000\n\nIDPs\n\n12,300\n\ndisplaced households\n\n25\n\nsites', both],
  ['KEY FIGURES\nIDPs\n41,000\nDisplaced households\n12,300\nSites\n25', both],
  ['IDPs\n41,000\nDisplaced households\n12,300\nSites\n25\nHumanitarian priorities', both],
  ['Displacement\n\n41,000\nIDPs\n\n12,300\ndisplaced households', both],
  ['IDPs\n41,000\n\nDisplaced households\n12,300\n\nNext update', both],
  ['2.1M\nIDPs\n1.4M\nRETURNEES', ['2100000 person idps', '1400000 person returnees']],
  ['Displaced people\n118,720\n(as of 31 May 2021)', ['118720 person idps 2021-05-31']],
  ['52927\n\nInternal displacement\n\nDisruption of services', []],
  ['Killed\n12\nInjured\n30\nHouses destroyed\n400', []],
  ['▪ 2,310 people in 14 evacuation centres', ['2310 person idps']],
  ['▪ 2,310 people in 14 villages', []],
])('boxes: %j', (text, figures) => {
  expect(read(text)).toEqual(figures)
})
