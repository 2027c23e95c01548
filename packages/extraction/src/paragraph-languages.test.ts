import { expect, test } from 'vitest'
import { extractFigures } from './extract-figures.ts'
import { smallGazetteer } from './testing/small-gazetteer.ts'

const read = (text: string, language: string | null = null) =>
  extractFigures({ text, title: null, language, publishedOn: '2021-06-15' }, smallGazetteer)

const english =
  'Humanitarian update. The fighting in the north of the country has forced 4,000 people to flee their homes since the beginning of the month.'
const french =
  'Selon les autorités de la province, plus de 2 500 personnes ont été déplacées par les inondations dans le sud du pays, dont 900 dans la ville.'
const arabic =
  'وقالت السلطات في المحافظة إن نحو 700 أسرة نزحت من القرى بسبب القصف الذي بدأ في الأسبوع الماضي في المنطقة.'

test('each paragraph is read in its own language, in the order of the text', () => {
  const { language, figures } = read([english, french, arabic].join('\n\n'), 'en')
  expect(language).toBe('en')
  expect(figures.filter(({ subsetOf }) => subsetOf === null).map(({ value, unit }) => [value, unit])).toEqual([
    [4000, 'person'],
    [2500, 'person'],
    [700, 'household'],
  ])
})

test('sister languages that share small words are told apart', () => {
  const spanish = 'Según la Cruz Roja, 300 personas huyeron de sus casas en la frontera con la República Dominicana.'
  const counts = (text: string, language: string) =>
    read(text, language)
      .figures.filter(({ subsetOf }) => subsetOf === null)
      .map(({ value }) => value)
  expect(counts([french, spanish].join('\n\n'), 'fr')).toEqual([2500, 300])
  expect(counts([spanish, french].join('\n\n'), 'es')).toEqual([300, 2500])
})

test('quotes of all parts stand where they say, and parts point at their wholes', () => {
  const text = [arabic, french, english].join('\n\n')
  const { figures } = read(text, 'ar')
  for (const { excerpt } of figures) expect(text.slice(excerpt.start, excerpt.end)).toBe(excerpt.text)
  const part = figures.find(({ value }) => value === 900)
  expect(figures[part?.subsetOf ?? -1]?.value).toBe(2500)
})

test('a language that no pack knows is said to be unsupported, and nothing is guessed', () => {
  const turkish =
    'Depremin ardından 12.000 kişi Hatay ilinde evlerini terk etti ve çadırlara yerleştirildi, dedi yetkililer bugün.'
  const swahili =
    'Zaidi ya watu 30,000 wamekimbia makazi yao katika mkoa wa Kivu Kaskazini kutokana na mapigano, Umoja wa Mataifa umesema.'
  const russian = 'Более 5000 человек покинули свои дома в Донецкой области из-за обстрелов, сообщили власти региона.'
  for (const text of [turkish, swahili, russian])
    expect(read(text)).toEqual({ language: null, unsupported: true, figures: [] })
  expect(read(turkish, 'tr')).toEqual({ language: 'tr', unsupported: true, figures: [] })
})

test('the article tells Arabic, whose other small words are written into the next word', () => {
  expect(read('وصلت اليوم الطائرة الإغاثية السادسة إلى المطار الدولي محملة بالمواد الغذائية للنازحين').language).toBe(
    'ar',
  )
  expect(read('سازمان ملل اعلام کرد که بیش از ۳۰ هزار نفر از خانه های خود آواره شده اند').language).toBeNull()
})
