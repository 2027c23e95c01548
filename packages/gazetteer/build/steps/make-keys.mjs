/**
 * From places with names to keys: every spelling under which a name may be printed, and for each key whose name it is and
 * when it may be taken from running text (flags as in src/name-index.ts).
 */

import { hashWords } from '../../dist/name-hash.js'
import { nameFlag } from '../../dist/name-index.js'
import { skeletonKey, soundKey } from '../../dist/spelling.js'
import { foldedWords } from '../../dist/words.js'
import { readCommonWords } from './common-words.mjs'
import { crisisCountries } from './make-cities.mjs'

const arabicNamed = new Set(
  'SYR IRQ YEM LBN JOR PSE EGY LBY SDN TCD MRT SAU ARE OMN QAT BHR KWT MAR DZA TUN SOM DJI ERI ISR'.split(' '),
)
const articles = ['al', 'el', 'ul']
/** Sun letters take the article's l: ash-Shaddadi, as-Suwayda. */
const assimilated = [
  ['sh', ['ash', 'esh']],
  ['th', ['ath', 'eth']],
  ['dh', ['adh', 'edh']],
  ['s', ['as', 'es']],
  ['d', ['ad', 'ed']],
  ['t', ['at', 'et']],
  ['n', ['an', 'en']],
  ['r', ['ar', 'er']],
  ['z', ['az', 'ez']],
]
const isArticle = (word) => /^(?:[ae]l|ul|a(?:sh|th|dh|s|d|t|n|r|z)|e(?:sh|th|dh|s|d|t|n|r|z))$/.test(word)
const articlesBefore = (word) => [...articles, ...(assimilated.find(([sound]) => word.startsWith(sound))?.[1] ?? [])]

/** All ways to write the articles of a name; the first article may be left out where the rest is long enough to stand alone. */
function articleVariants(words, mayDrop) {
  const positions = words.flatMap((word, index) =>
    isArticle(word) && index + 1 < words.length && words[index + 1].length > 1 ? [index] : [],
  )
  if (positions.length === 0 || positions.length > 2) return [words]
  let variants = [words]
  for (const position of positions) {
    const choices = articlesBefore(words[position + 1])
    variants = variants.flatMap((variant) =>
      choices.map((article) => variant.map((word, index) => (index === position ? article : word))),
    )
  }
  const joined =
    positions.length === 1
      ? [[...words.slice(0, positions[0]), `al${words[positions[0] + 1]}`, ...words.slice(positions[0] + 2)]]
      : []
  const dropped = positions[0] === 0 && mayDrop ? variants.map((variant) => variant.slice(1)).slice(0, 1) : []
  return [...variants, ...joined, ...dropped]
}

/** Final -ah is printed with and without its h, -iyah also as -iyya and -ia. */
const endings = (words) => {
  const last = words.at(-1) ?? ''
  const others = []
  if (/[^aeiou]ah$/.test(last) && last.length >= 5) others.push(last.slice(0, -1), `${last.slice(0, -2)}eh`)
  if (/iy+ah?$/.test(last) && last.length >= 6) {
    const stem = last.replace(/iy+ah?$/, '')
    others.push(`${stem}iya`, `${stem}iyah`, `${stem}iyya`, `${stem}iyyah`, `${stem}ia`, `${stem}iyeh`)
  }
  return [words, ...others.map((other) => [...words.slice(0, -1), other])]
}

/** Persian and Urdu words for a place at the end of a name are written apart or not: Lashkar Gah, Lashkargah. */
const placeEndings = new Set(
  'gah abad kot pur pura nagar ganj khel shahr garh wal zai zay koh dara darah khola kala qala'.split(' '),
)
function glued(words) {
  const last = words.at(-1)
  if (words.length !== 2 || !placeEndings.has(last) || !/^[a-z]{3,}$/.test(words[0])) return []
  return [[words.join('')]]
}

/** The elided form and the joined one: N'Djamena is printed Ndjamena too. */
function spellings(name) {
  const direct = foldedWords(name)
  const joined = /['’‘`]/.test(name) ? foldedWords(name.replace(/['’‘`]/g, '')) : direct
  const both = joined.join(' ') === direct.join(' ') ? [direct] : [direct, joined]
  return [...both, ...glued(direct)]
}

/** French elides the article of a region (l'Est), which is the sentence's too; a town's is its own (L'Aquila). */
const isSentenceArticle = (word, place) => word === 'the' || (word === 'l' && place.kind !== 'city')

function keysOf(place, name) {
  // "the Gaza Strip": the article is the sentence's.
  const list = spellings(name)
    .map((words) => (words.length > 1 && isSentenceArticle(words[0], place) ? words.slice(1) : words))
    .filter((words) => words.length > 0 && words.length <= 8)
  if (!arabicNamed.has(place.country) || !/^[\p{Script=Latin}\p{M}\p{P}\s]+$/u.test(name)) return list
  const mayDrop = place.kind !== 'city' || (place.population ?? 0) >= 3000 || crisisCountries.has(place.two)
  return list.flatMap((words) => articleVariants(words, mayDrop && (words[1] ?? '').length >= 5)).flatMap(endings)
}

/** Prominence of a place in the news, 0 to 1; stored with it and used to order candidates and to resolve. */
export function priorOf(place) {
  if (place.kind === 'country') return 1
  if (place.kind === 'area') return place.site ? 0.7 : 0.94
  const crisis = crisisCountries.has(place.two)
  if (place.kind === 'adm1') return crisis ? 0.93 : 0.8
  if (place.kind === 'adm2') return crisis ? 0.55 : 0.45
  const byPopulation = place.population ? Math.log10(place.population) / 7.5 : 0
  const floor =
    // Curated towns are in the news, whatever their size.
    place.curated
      ? 0.56
      : place.feature === 'PPLC'
        ? 0.86
        : place.feature === 'PPLA'
          ? 0.62
          : place.feature === 'PPLA2'
            ? 0.5
            : crisis
              ? 0.42
              : 0.36
  return Math.min(0.92, Math.max(byPopulation, floor))
}

const isArabicWord = (word) => /^\p{Script=Arabic}/u.test(word)
const isHanWord = (word) => /^\p{Script=Han}/u.test(word)

/** Countries that speak Arabic throughout: their provinces' Arabic names are at home in Arabic texts, those of others are transcripts. */
const arabicSpeaking = new Set('SYR IRQ YEM LBN JOR PSE EGY LBY SDN SAU ARE OMN QAT BHR KWT MAR DZA TUN MRT'.split(' '))

/**
 * A word that is common, too short, or in a script without capitals needs a word for its kind beside it. For the own name
 * of a province in a country in crisis only words of English and of our own list count as common.
 */
function isWeak(key, places, common) {
  const { words } = key
  if (words[0].startsWith('~')) return false
  if (places.some((place) => place.kind === 'country')) return words.length === 1 && words[0] === 'مالي'
  const best = places.reduce((a, b) => (b.prior > a.prior ? b : a))
  // Boa Vista is an island of few people too.
  const population = Math.max(
    best.site || best.curated ? 30_000 : 0,
    ...places.filter((place) => place === best || key.main.has(place)).map((place) => place.population ?? 0),
  )
  const crisis = crisisCountries.has(best.two)
  if (best.kind === 'area' && !best.site) return false
  const arabic = isArabicWord(words[0])
  // In another language a province may be called by a common noun of it (Unity: Unidad, Unité).
  const isNamedSo = foldedWords(best.name).join(' ') === words.join(' ') || (key.main.has(best) && words.length > 1)
  const isOwn =
    best.kind === 'adm1' && crisis && (arabic ? key.main.has(best) || arabicSpeaking.has(best.country) : isNamedSo)
  const isCommon = (word) => (isOwn ? common.strong.has(word) : common.all.has(word))
  if (words.every((word) => isHanWord(word))) return words.length < 2
  if (words.length > 1 && key.main.has(best)) {
    return (
      words.every((word) => common.strong.has(word)) &&
      (arabic || !(best.kind === 'adm1' && crisis)) &&
      population < 200_000
    )
  }
  if (words.length > 1)
    return words.every(isCommon) && (arabic || !(best.kind === 'adm1' && crisis)) && population < 200_000
  const word = words[0]
  // Curated towns are in the news: their Arabic names are trusted.
  if (arabic && key.main.has(best)) return common.strong.has(word)
  if (isCommon(word)) return !(arabic && population >= 400_000 && !common.strong.has(word))
  if (arabic && best.kind === 'adm1') return word.length < 4 && !isOwn
  if (arabic) return word.length < 4 || population < (word.length > 4 ? 10_000 : 25_000)
  if (word.length <= 2) return true
  if (word.length === 3) return best.kind !== 'adm1' && population < 60_000
  return word.length === 4 && best.kind === 'city' && population < (crisis ? 4_000 : 20_000)
}

const maxCandidates = 48

/** Looser keys of places in countries where displacement is reported by town: sound for all, skeletons for romanised Arabic. */
function looseKeysOf(place, name) {
  if (!crisisCountries.has(place.two) || place.kind === 'country' || !/^[\p{Script=Latin}\p{M}\p{P}\s]+$/u.test(name))
    return []
  const words = spellings(name).at(-1)
  const keys = [soundKey(words), arabicNamed.has(place.country) ? skeletonKey(words) : null]
  return keys.filter((key) => key !== null)
}

export function makeKeys(places, demonyms, shunned) {
  const fold = (word) => foldedWords(word).join(' ')
  const common = readCommonWords(fold)
  const keys = new Map()
  const at = (words) => {
    const text = words.join(' ')
    let key = keys.get(text)
    if (key === undefined) {
      key = {
        words,
        names: new Set(),
        main: new Set(),
        demonyms: new Set(),
        shouted: false,
        spelled: false,
        lower: false,
        shun: false,
        longer: false,
      }
      keys.set(text, key)
    }
    return key
  }
  for (const place of places) {
    for (const { name, capitals, curated } of place.names) {
      for (const words of keysOf(place, name)) {
        const key = at(words)
        key.names.add(place)
        if (curated || name === place.name) key.main.add(place)
        // A hamlet called Us does not let "us" stand for the United States.
        if (capitals) key.shouted = true
        else if (place.kind !== 'city' && place.kind !== 'adm2') key.spelled = true
        // Areas are printed with and without capitals ("Mandera triangle", "zone des trois frontières").
        if (place.kind === 'area' && words.length > 1 && !words.every((word) => common.strong.has(word)))
          key.lower = true
      }
      for (const words of looseKeysOf(place, name)) at(words).names.add(place)
    }
  }
  for (const [place, forms] of demonyms) {
    for (const { name, lower } of forms) {
      for (const words of spellings(name)) {
        const key = at(words)
        // A village called "Turk" or "Polaco" is not meant where the people are.
        for (const other of key.names) if (other.kind === 'city' || other.kind === 'adm2') key.names.delete(other)
        key.demonyms.add(place)
        if (lower && !(words.length === 1 && words[0].length < 5 && !isArabicWord(words[0]))) key.lower = true
        key.spelled = true
      }
    }
  }
  for (const name of shunned) {
    const key = at(foldedWords(name))
    key.shun = true
    key.spelled = true
  }
  return finish(keys, common)
}

function finish(keys, common) {
  for (const key of [...keys.values()]) {
    for (let length = key.words.length - 1; length >= 1; length--) {
      const prefix = key.words.slice(0, length).join(' ')
      const known = keys.get(prefix)
      if (known) known.longer = true
      else
        keys.set(prefix, {
          words: key.words.slice(0, length),
          names: new Set(),
          main: new Set(),
          demonyms: new Set(),
          shouted: false,
          spelled: false,
          lower: false,
          shun: false,
          longer: true,
        })
    }
  }
  return [...keys.values()].map((key) => {
    let names = [...key.names]
    const country = names.find((place) => place.kind === 'country')
    const area = names.find((place) => place.kind === 'area')
    // Villages named like a country or a well-known area are not what reports mean.
    if (country || area)
      names = names.filter(
        (place) =>
          place.kind === 'country' ||
          place.kind === 'area' ||
          place.kind === 'adm1' ||
          (place.population ?? 0) >= 60_000,
      )
    names = [...new Set([...names, ...key.demonyms])]
      .sort((a, b) => b.prior - a.prior || a.index - b.index)
      .slice(0, maxCandidates)
    const isName = key.names.size > 0
    const weak = isName && !key.shun && isWeak(key, names, common)
    const flags =
      (key.longer ? nameFlag.longer : 0) |
      (isName ? nameFlag.name : 0) |
      (key.demonyms.size > 0 ? nameFlag.demonym : 0) |
      (isName && key.shouted && !key.spelled ? nameFlag.capitals : 0) |
      (weak ? nameFlag.weak : 0) |
      (key.lower ? nameFlag.lower : 0) |
      (key.shun ? nameFlag.shun : 0)
    return { words: key.words, flags, candidates: names.map((place) => place.index), ...hashWords(key.words) }
  })
}
