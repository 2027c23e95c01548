/**
 * Looser forms of a name, for spellings that no list foresees. The sound form evens out how French, English and Spanish
 * desks write one sound (Boukavou, Bukavu); the skeleton keeps the consonants of a romanised Arabic name, whose vowels
 * every desk hears differently (Maaret al-Numan, Ma'arrat an-Nu'man). Both are used only where the exact name is unknown.
 */
import { hashWords, type WordHashes } from './name-hash.ts'

/** Marks keep the three kinds of keys apart in one index; no folded word holds them. */
const soundMark = '~s'
const skeletonMark = '~k'

const articleWord = /^(?:[aeu]l|a(?:sh|th|dh|s|d|t|n|r|z)|e(?:sh|th|dh|s|d|t|n|r|z))$/

export const isArabicArticle = (word: string): boolean => articleWord.test(word)

/** One folded Latin word by its sound. */
const soundOf = (word: string): string =>
  word
    .replace(/tch|tsh|sch/g, 'sh')
    .replace(/ch/g, 'sh')
    .replace(/dj|dz/g, 'j')
    .replace(/ou|oo|w(?=[^aeiou]|$)/g, 'u')
    .replace(/ee|ie|y/g, 'i')
    .replace(/ph/g, 'f')
    .replace(/ck|q|c(?=[^eih]|$)/g, 'k')
    .replace(/(?<=[gkdtb])h/g, '')
    .replace(/(.)\1+/g, '$1')
    .replace(/h$/, '')

/** The consonants of one folded Latin word; a vowel at its beginning stays as `a`. */
export const skeletonOf = (word: string): string => {
  const sounds = word
    .replace(/tch|ch|sh/g, '$')
    .replace(/gh/g, '%')
    .replace(/kh/g, '&')
    .replace(/(?<=[dtzs])h/g, '')
    .replace(/dj|g/g, 'j')
    .replace(/[qc]/g, 'k')
    .replace(/p/g, 'b')
    .replace(/v/g, 'f')
    .replace(/w(?=[^aeiou]|$)/g, 'u')
  const bare = sounds.slice(0, 1).replace(/[aeiouy]/, 'a') + sounds.slice(1).replace(/[aeiouy]/g, '')
  return bare
    .replace(/(.)\1+/g, '$1')
    .replace(/h$/, '')
    .replace(/%/g, 'g')
    .replace(/&/g, 'k')
}

const isLatin = (word: string): boolean => /^[a-z]+$/.test(word)

/** Words of the sound key; null where the name is too short or not Latin. */
export function soundKey(words: readonly string[]): string[] | null {
  if (words.length === 0 || !words.every(isLatin)) return null
  const sounds = words.map(soundOf)
  return sounds.join('').length >= 4 ? [soundMark, ...sounds] : null
}

/** Words of the skeleton key; null where fewer than four consonants are left, or three in two words. */
export function skeletonKey(words: readonly string[]): string[] | null {
  if (words.length === 0 || !words.every(isLatin)) return null
  const content = words.filter(
    (word, index) => !(isArabicArticle(word) && (index + 1 < words.length || words.length === 1)),
  )
  const skeletons = content.map(skeletonOf).filter((skeleton) => skeleton !== '')
  const letters = skeletons.join('').length
  return letters >= 5 || (letters >= 4 && skeletons.length > 1) ? [skeletonMark, ...skeletons] : null
}

/** Hashes of the looser keys of a name, the closer one first. */
export function looseKeys(words: readonly string[]): WordHashes[] {
  return [soundKey(words), skeletonKey(words)].filter((key) => key !== null).map((key) => hashWords(key))
}
