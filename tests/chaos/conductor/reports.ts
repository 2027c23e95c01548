/** Reports of our own making: a few wordings, each with known numbers, so many that no two are alike unless they should be. */
import { chance } from '../../support/random.ts'

export interface MadeReport {
  path: string
  /** YYYY-MM-DD */
  publishedOn: string
  html: string
  /** Numbers of displaced people that it states, in its order. */
  values: number[]
}

const places = [
  'Idlib', 'Aleppo', 'Khartoum', 'Goma', 'Mogadishu', 'Kharkiv', 'Maiduguri', 'Ouagadougou', 'Sanaa', 'Kabul', 'Herat', 'Mosul',
] // biome-ignore format: a list
const things = [
  'tents', 'blankets', 'stoves', 'wells', 'clinics', 'schools', 'roads', 'bridges', 'markets', 'fuel', 'flour', 'rice', 'beans',
  'boats', 'trucks', 'nurses', 'teachers', 'latrines', 'lamps', 'seeds', 'goats', 'radios', 'maps', 'ropes', 'pumps', 'doors',
] // biome-ignore format: a list
const doings = [
  'were sent to', 'are missing in', 'were repaired in', 'are stored near', 'arrived late in', 'were counted in', 'are dear in', 'left',
] // biome-ignore format: a list

const thousands = (value: number) => value.toLocaleString('en')

/** A wording: its sentence, and the numbers in it. */
const wordings: readonly ((n: number, place: string, day: string) => { says: string; values: number[] })[] = [
  (n, place) => ({
    says: `More than ${thousands(10_000 + n)} people have fled the fighting in ${place} since December 2019, the UN said.`,
    values: [10_000 + n],
  }),
  (n, place, day) => ({
    says: `As of ${day}, ${thousands(50_000 + n)} internally displaced people were living in ${place}, according to IOM.`,
    values: [50_000 + n],
  }),
  (n, place, day) => ({
    says: `Some ${thousands(1_000 + n)} families were displaced by floods in ${place} by ${day}, OCHA reported.`,
    values: [1_000 + n],
  }),
  (_, place) => ({ says: `Roads in ${place} stay closed, and nobody could say when they will open.`, values: [] }),
]

/** Words about nothing that is counted; other ones for each n. */
function filler(n: number, place: string): string {
  const dice = chance(n * 7_919 + 1)
  const one = (list: readonly string[]) => list[Math.floor(dice.next() * list.length)] ?? ''
  return Array.from(
    { length: 6 },
    () => `The ${one(things)} and ${one(things)} ${one(doings)} the ${one(things)} of ${one(places)} and ${place}.`,
  ).join(' ')
}

const inWords = (day: string) =>
  new Date(`${day}T00:00:00Z`).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })

/** Every fortieth prints the words of the one before it under an address of its own. */
export function makeReports(count: number): MadeReport[] {
  return Array.from({ length: count }, (_, at) => {
    const isCopy = at % 40 === 39
    const n = isCopy ? at - 1 : at
    const publishedOn = new Date(Date.UTC(2020, n % 12, 1 + (n % 27))).toISOString().slice(0, 10)
    const place = places[(n * 5) % places.length] ?? ''
    const wording = wordings[n % wordings.length] ?? wordings[0]
    const { says, values } = wording?.(n, place, inWords(publishedOn)) ?? { says: '', values: [] }
    const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Bulletin ${n}</title>
<meta property="og:site_name" content="Made Bulletin"><meta property="article:published_time" content="${publishedOn}T08:00:00Z"></head>
<body><main><article><h1>Bulletin ${n}</h1><p>${says}</p><p>${filler(n, place)}</p></article></main></body></html>`
    return { path: `/report/${at}`, publishedOn, html, values }
  })
}
