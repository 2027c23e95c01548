/** Pages of our own, each with one figure of its own; the rest of the words are drawn, so that no two texts are near-duplicates. */
import { loadGazetteer } from '../../../packages/gazetteer/dist/index.js'

/** Provinces of countries in crisis: figures of so many places as a desk would read, a series of each with some hundred at most. */
const countries =
  'SYR SDN SSD COD NGA ETH SOM AFG UKR YEM MMR HTI BFA MLI NER MOZ CAF TCD CMR COL IRQ PAK BGD PHL IDN LBN LBY'.split(
    ' ',
  )
const gazetteer = loadGazetteer()
const nameOf = (id) => gazetteer.place(id)?.name ?? id
const places = countries.flatMap((country) =>
  gazetteer.childrenOf(country).map((id) => `${nameOf(id)}, ${nameOf(country)}`),
)
const months = ['October', 'November', 'December']
const words =
  'tents blankets stoves water road bridge school clinic team winter rain market bread flour fuel trucks convoy depot office roof family elder teacher nurse radio meeting council river field harvest cattle goat well pump latrine soap plastic rope lamp battery map list form tally morning evening week'.split(
    ' ',
  )

/** The same number, the same page. */
export function noteOf(n) {
  let state = (n + 1) * 2_654_435_761
  const draw = (most) => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 0x9e3779b9) >>> 0
    return state % most
  }
  const sentence = () => {
    const drawn = Array.from({ length: 9 + draw(8) }, () => words[draw(words.length)])
    return `${drawn[0][0].toUpperCase()}${drawn[0].slice(1)} ${drawn.slice(1).join(' ')}.`
  }
  const paragraph = () => Array.from({ length: 3 + draw(3) }, sentence).join(' ')
  const day = new Date(Date.UTC(2020, 0, 1 + (n % 300))).toISOString().slice(0, 10)
  const figure = `More than ${(1_000 + draw(900_000)).toLocaleString('en')} people have fled the fighting in ${places[draw(places.length)]} since ${months[draw(months.length)]}, the UN said.`
  const body = [figure, paragraph(), paragraph(), paragraph()]
  return {
    day,
    text: body.join('\n\n'),
    html: `<!doctype html><html lang="en"><head><title>Note ${n}</title><meta property="article:published_time" content="${day}T08:00:00Z"></head><body><nav><a href="/">Home</a></nav><article><h1>Note ${n}</h1>${body.map((one) => `<p>${one}</p>`).join('')}</article></body></html>`,
  }
}
