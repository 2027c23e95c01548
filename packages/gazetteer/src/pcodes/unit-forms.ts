/** The forms in which two spellings of one unit's name meet: "Ar-Raqqa Governorate" and "Raqqa", "Deir-ez-Zor" and "Deir ez Zor". */
import { skeletonKey, skeletonOf, soundKey } from '../spelling.ts'
import { foldedWords } from '../words.ts'

/** Words for the kind of a unit, in the languages of the lists and of GeoNames; a desk adds them or leaves them off. */
const kindWords = new Set(
  (
    'governorate gouvernorat muhafazah province provincia provincial state estado etat wilaya region regional republic ' +
    'prefecture division department departement departamento county district distrito woreda zone cercle territory territoire ' +
    'arrondissement municipality municipal municipio municipalite commune lga subdistrict upazila tehsil taluk locality ' +
    'localite regency kabupaten kota canton parish payam gewog city cite ville ciudad town urban urbain metropolitan ' +
    'metropolis autonomous autonoma special capital pca island islands ilha ile isla ' +
    'oblast raion rayon rajon horad miskrada misto obshtina okres powiat qalasy audany audan gorodskaya administratsiya ' +
    'ilcesi ili huyen quan thi xa thanh pho tinh shahrestan ostan bakhsh qada qeza nahiyah mudiriyah muang meuang gun kun si guyok diqu shi aimag aimak merkez tumani tuman shahri viloyati nohiyai opstina comuna changwat amphoe khet khum srok ' +
    'markaz qism kism shurtah circunscricao concelho cidade agency sub subcounty ' +
    'of de du des da do la le les el los las the l d e ye wa dan'
  ).split(' '),
)

/** Articles of romanised Arabic, which desks write in ten ways or not at all. */
const articles = new Set('al el ul as ash at ath ad adh an ar az es esh et ed en er ez'.split(' '))

const spelledAlike: Readonly<Record<string, string>> = {
  northern: 'north', nord: 'north', norte: 'north', septentrional: 'north', shamal: 'north', shimal: 'north', utara: 'north',
  southern: 'south', sud: 'south', sur: 'south', sul: 'south', meridional: 'south', janub: 'south', selatan: 'south',
  eastern: 'east', est: 'east', este: 'east', leste: 'east', oriental: 'east', orientale: 'east', timur: 'east',
  western: 'west', ouest: 'west', oeste: 'west', occidental: 'west', gharbi: 'west', gharb: 'west', barat: 'west',
  centre: 'central', centro: 'central', centrale: 'central', tengah: 'central', haut: 'upper', haute: 'upper', alto: 'upper', bas: 'lower',
  basse: 'lower', bajo: 'lower', baixo: 'lower', st: 'saint', ste: 'saint', santa: 'saint', sainte: 'saint', san: 'saint', mt: 'mount',
  and: '', y: '',
} // biome-ignore format: a table reads best as a block

/** At the end of a name: "Addis Ababa Zone II", "Bratislava 2". */
const romanNumbers: Readonly<Record<string, string>> = {
  i: '1', ii: '2', iii: '3', iv: '4', v: '5', vi: '6', vii: '7', viii: '8', ix: '9', x: '10',
} // biome-ignore format: a table reads best as a block

/** "Region I (Ilocos Region)", "Canal/Pigi": the names that one cell holds, the whole one first. */
export function namesInCell(cell: string): string[] {
  const bracket = /[([]([^)\]]{4,})[)\]]?/u.exec(cell)?.[1]
  const parts = cell.includes('/') ? cell.split('/') : []
  return [cell, ...[...(bracket === undefined ? [] : [bracket]), ...parts].filter((name) => /\p{L}{3}/u.test(name))]
}

/** The words that make the name: no kind of unit, no article, directions in one language; nothing in brackets but directions. */
export function coreWords(name: string): string[] {
  const all = foldedWords(name.replace(/[([][^)\]]*[)\]]?/gu, (inner) => (isDirection(inner) ? inner : ' ')))
  const alike = all
    .map((word, at) => (at > 0 && at === all.length - 1 ? romanNumbers[word] : undefined) ?? spelledAlike[word] ?? word)
    .filter((word) => word !== '')
  const core = alike.filter((word) => !kindWords.has(word) && !articles.has(word))
  return core.length > 0 ? core : alike
}

const directions = /^(?:\d+|north|south|east|west|central|upper|lower)$/u
const isDirection = (inner: string): boolean =>
  foldedWords(inner).every((word) => directions.test(spelledAlike[word] ?? word))

export interface UnitForms {
  /** As printed, folded. */
  plain: string
  /** Its core, run together: "deirzor". */
  core: string
  /** Its core in any order of words: "Yangon (West)" is West Yangon. */
  bag: string
  /** Its core by sound and by consonants; null where too short to tell names apart. */
  sound: string | null
  skeleton: string | null
  /** An adjective of Slavic languages without its ending: "Lvivska" and "Lviv"; null for other names. */
  adjective: string | null
  rank: 'town' | 'land' | null
  /** Digits and directions, which no slip may change. */
  fixed: string
}

export function unitForms(name: string): UnitForms {
  const words = coreWords(name)
  // Uzbek and Kazakh write in Latin letters what others transcribe from Cyrillic: Xorazm, Khorezm.
  const heard = words.map((word) => word.replaceAll('x', 'kh'))
  return {
    plain: foldedWords(name).join(' '),
    core: words.join(''),
    bag: [...words].sort().join(' '),
    sound: soundKey(words)?.slice(1).join('') ?? null,
    skeleton: skeletonKey(heard)?.slice(1).join('') ?? shortSkeleton(heard),
    rank: rankInName(name),
    adjective: adjectiveStem(words.join('')),
    fixed: words.filter((word) => directions.test(word)).join(' '),
  }
}

/** Three consonants tell siblings apart, as they could not tell all places of the world. */
function shortSkeleton(words: readonly string[]): string | null {
  const bare = words.map((word) => (/^[a-z]+$/u.test(word) ? skeletonOf(word) : '')).join('')
  return bare.length >= 3 ? bare : null
}

const adjectiveStem = (core: string): string | null =>
  /^(.{3,}?)s?k(?:yi|iy|yy|yj|ij|i|ii|a|aia|aya|e|oe)$/u.exec(core)?.[1] ?? null

/** The noun that an adjective was made of: the same but for its end (Rivnenska and Rivne, Cherkaska and Cherkasy, Lutskyi and Lutsk). */
export function isAdjectiveOf(adjective: string, name: string): boolean {
  const stem = adjective.replaceAll('y', 'i')
  const core = name.replaceAll('y', 'i')
  const noun = core.replace(/[aeiou]+$/u, '')
  if (noun === stem || noun === stem.replace(/[ei]n$/u, '') || noun.replace(/s?k$/u, '') === stem) return true
  let shared = 0
  while (shared < stem.length && stem[shared] === core[shared]) shared++
  if (shared < 5) return false
  const [shorter, longer] = [Math.min(stem.length, core.length), Math.max(stem.length, core.length)]
  return shared >= stem.length - 1 || (shared >= longer - 3 && shared >= shorter - 2)
}

const townWords = new Set(
  'city town urban urbain municipality municipal capital metropolitan kota ville cite ciudad cidade horad qalasy gorodskaya miskrada thanh'.split(
    ' ',
  ),
)
const landWords = new Set(
  'governorate province region oblast regency kabupaten rural county state raion rayon district audany'.split(' '),
)

/** Whether a name says that it is the town or the land around it, which is often called alike. */
function rankInName(name: string): 'town' | 'land' | null {
  const words = foldedWords(name)
  return words.some((word) => townWords.has(word)) ? 'town' : words.some((word) => landWords.has(word)) ? 'land' : null
}

/** Two slips in a long name, one in a short one; a name of four letters has too many neighbours. */
export const slipsAllowed = (core: string): number => (core.length >= 9 ? 2 : core.length >= 5 ? 1 : 0)

/** Letters to add, drop, change or swap to make one word of the other; `most` + 1 as soon as it is more than `most`. */
export function slipsBetween(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let before: number[] = []
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let best = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, (before[j - 2] ?? 0) + 1)
      next.push(best)
    }
    if (Math.min(...next) > most) return most + 1
    before = row
    row = next
  }
  return row[b.length] ?? most + 1
}
