import { expect, test } from 'vitest'
import { extractFigures } from '../extract-figures.ts'
import { smallGazetteer } from '../testing/small-gazetteer.ts'

const counts = (text: string, language: string | null) =>
  extractFigures({ text, title: null, language, publishedOn: '2021-06-15' }, smallGazetteer).figures.map(
    ({ value, unit, category, excerpt }) => [
      value,
      unit,
      category,
      text.slice(excerpt.start, excerpt.end) === excerpt.text,
    ],
  )

const french =
  'Plus de 3 200 ménages ont été déplacés à Goma après les combats, et 1 400 réfugiés sont retournés chez eux.'
const spanish = 'Más de 2.300 personas huyeron de sus hogares; otras 450 están en albergues por la inundación del río.'
const arabic = 'أدى القتال إلى نزوح أكثر من 4000 أسرة، ولجأ 300 شخص إلى المدارس.'

const bare = (text: string) => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '')

test.each([
  ['no accents', 'fr', french, bare(french)],
  ['capitals without accents', 'fr', 'DÉPLACÉS INTERNES : 12 300', 'DEPLACES INTERNES : 12 300'],
  ['accents apart from their letters', 'fr', french, french.normalize('NFD')],
  ['other accents', 'fr', french, french.replaceAll('é', 'è')],
  ['a sign for each lost letter', 'fr', french, french.replace(/[éèà]/g, '\ufffd')],
  ['two signs for each lost letter', 'fr', french, french.replace(/[éèà]/g, '\ufffd\ufffd')],
  ['question marks', 'fr', french, french.replace(/é/g, '?')],
  ['no accents', 'es', spanish, bare(spanish)],
  ['a sign for each lost letter', 'es', spanish, spanish.replace(/[áéíóúñ]/g, '\ufffd')],
  ['vowel signs', 'ar', arabic, 'أدَّى القِتالُ إلى نُزوحِ أكثرَ مِن 4000 أُسرةٍ، ولجأَ 300 شخصٍ إلى المدارسِ.'],
  ['letters drawn out', 'ar', arabic, arabic.replace('نزوح', 'نـــزوح').replace('أسرة', 'أســرة')],
  ['no hamza', 'ar', arabic, arabic.replace(/[أإآ]/g, 'ا')],
  ['letters as they look', 'ar', arabic, 'ﺃﺩﻯ ﺍﻟﻘﺘﺎﻝ ﺇﻟﻰ ﻧﺰﻭﺡ ﺃﻛﺜﺮ ﻣﻦ 4000 ﺃﺳﺮﺓ، ﻭﻟﺠﺄ 300 ﺷﺨﺺ ﺇﻟﻰ ﺍﻟﻤﺪﺍﺭﺱ.'],
])('%s (%s) change nothing', (_, language, whole, damaged) => {
  const expected = counts(whole, language)
  expect(expected.length).toBeGreaterThan(0)
  expect(counts(damaged, language)).toEqual(expected)
})

test('a text without accents is known by its words', () => {
  expect(counts('Plus de 3 200 personnes deplacees dans la ville.', null)).toEqual(
    counts('Plus de 3 200 personnes déplacées dans la ville.', 'fr'),
  )
})

test('a question is no lost letter, nor is a known word another one', () => {
  const read = (text: string) => counts(text, 'fr')
  expect(read('Qui sont-ils?Des 300 personnes évacuées, rien.')).toEqual(
    read('Qui sont-ils? Des 300 personnes évacuées, rien.'),
  )
  expect(read('300 personnes que la guerre tue.')).toEqual([])
})
