/**
 * Languages that put the verb first (Arabic): what governs a number may stand some words before it, behind an agent or a
 * place: شردت الحرب 300 ألف شخص · نزح من إدلب أكثر من 800 ألف · بلغ عدد النازحين في اليمن 4 ملايين.
 */
import type { Tag } from '../../languages/pack.ts'
import { isArabicWord } from '../../reading/arabic-script.ts'
import { has, hasAny, type Lexeme } from '../../reading/lexeme.ts'
import { tokenKinds } from '../../reading/token.ts'
import type { CountedPhrase } from '../counted-phrase.ts'
import { type Family, familyAt, familyOfNominal } from '../sense.ts'

/** Words between a verb and the number that it governs. */
const verbReach = 12
const countReach = 16

export interface VerbFirst {
  kind: 'verb' | 'number' | 'host' | 'reject'
  family: Family | null
  at: number
  reason: Tag | null
}

const rejecting: readonly Tag[] = [
  'harm', 'aid', 'need', 'affected', 'otherPredicate', 'capacity', 'plan', 'hypothetical',
] // biome-ignore format: one list
/** دعت البلدية 500 عائلة إلى إخلاء منازلها · لم تتمكن 300 أسرة من العودة: at the head of its clause it denies the act behind. */
const denying: readonly Tag[] = ['order', 'negation']
const opensWith = (lexemes: readonly Lexeme[], at: number, tag: Tag): boolean =>
  has(lexemes[at], tag) && (at === 0 || lexemes[at - 1]?.kind === tokenKinds.sign || has(lexemes[at - 1], 'and'))
const clauseMarks: readonly Tag[] = ['and', 'but', 'relative', 'said', 'bePast', 'including', 'reach']

/** What governs the phrase, whose left neighbour is `at`. */
export function verbFirstAt(lexemes: readonly Lexeme[], at: number, phrase: CountedPhrase): VerbFirst | null {
  const lexeme = lexemes[at]
  const own = lexeme?.lower === ',' ? lexemes[at - 1] : lexeme
  if (!isArabicWord(own?.lower ?? '')) return null
  // "ل 300 نازح": those whom something is for.
  if (has(lexeme, 'to') && has(lexeme, 'for'))
    return moveOf(lexemes, at) ?? { kind: 'reject', family: null, at, reason: 'aid' }
  return (
    foretold(lexemes, at) ??
    countedAt(lexemes, at, phrase.index) ??
    stayAt(lexemes, at, phrase) ??
    verbAt(lexemes, at, phrase.to)
  )
}

/** عودة طوعية لـ 350 عائلة: the noun of a move and its people behind ل. */
function moveOf(lexemes: readonly Lexeme[], at: number): VerbFirst | null {
  for (const j of [at - 1, at - 2]) {
    const move = familyOfNominal.find(([tag]) => has(lexemes[j], tag))
    if (move && has(lexemes[j], 'subjectAfter')) return { kind: 'verb', family: move[1], at: j, reason: null }
    if (lexemes[j]?.kind !== tokenKinds.word || hasAny(lexemes[j], clauseMarks)) return null
  }
  return null
}

/** يتوقع أن يصل عددهم إلى 300 ألف: what is expected stands before the verb of amount, and has not happened. */
function foretold(lexemes: readonly Lexeme[], at: number): VerbFirst | null {
  for (let j = at; j >= 0 && at - j <= 8; j--) {
    const lexeme = lexemes[j]
    if (!lexeme || lexeme.number || lexeme.lower === ';' || hasAny(lexeme, ['but', 'relative'])) return null
    if (has(lexeme, 'hypothetical')) return { kind: 'reject', family: null, at: j, reason: 'plan' }
    if ((familyAt(lexeme) || has(lexeme, 'subjectAfter')) && !has(lexeme, 'reach')) return null
  }
  return null
}

/** يعيش 300 ألف شخص في مخيمات: displaced in a site; anywhere else they are at home. */
function stayAt(lexemes: readonly Lexeme[], at: number, { kind, to }: CountedPhrase): VerbFirst | null {
  let j = at
  // "يقيم في كفريا والفوعة نحو 20 ألف": places may be joined between the verb and its people.
  const between = (lexeme: Lexeme | undefined) =>
    !has(lexeme, 'stay') && !lexeme?.number && (!hasAny(lexeme, clauseMarks) || lexeme?.lower === 'و')
  while (j >= 0 && at - j < 6 && between(lexemes[j])) j--
  const ofThem = kind === null && has(lexemes[to], 'ofWhom')
  if (!has(lexemes[j], 'stay') || (kind !== 'people' && kind !== 'guessed' && !ofThem)) return null
  const inSite = lexemes.slice(j, to + 8).some((lexeme) => hasAny(lexeme, ['site', 'shelter', 'homeless']))
  return inSite
    ? { kind: 'verb', family: 'inSite', at: j, reason: null }
    : { kind: 'reject', family: null, at: j, reason: 'otherPredicate' }
}

/** Words between a verb of staying and its people that follow it: where. */
const whereTags: readonly Tag[] = ['in', 'determiner', 'site', 'adverb', 'number']
const whereReach = 5
/** Lexemes before that verb and behind the people within which the shelter stands. */
const shelterReach = 8

/** "En los albergues se encuentran 389 personas": the verb of staying before its people, with a shelter; -1 if there is none. */
export function stayBefore(lexemes: readonly Lexeme[], at: number, { kind, to }: CountedPhrase): number {
  if (kind !== null && kind !== 'people') return -1
  let j = at
  while (j > 0 && at - j < whereReach && !has(lexemes[j], 'subjectAfter') && hasAny(lexemes[j], whereTags)) j--
  const verb = lexemes[j]
  if (!has(verb, 'subjectAfter') || !hasAny(verb, ['stay', 'be', 'stock'])) return -1
  const near = lexemes.slice(Math.max(0, j - shelterReach), kind === null ? at + 1 : to + shelterReach)
  return near.some((each) => has(each, 'shelterSite')) ? j : -1
}

const transitive: readonly Family[] = ['displace', 'evacuate', 'relocate']
/** What may stand between an intransitive verb and its people; a noun there is another subject. */
const adverbials: readonly Tag[] = [
  'from',
  'to',
  'in',
  'during',
  'since',
  'after',
  'adverb',
  'by',
  'yesterday',
  'pronoun',
]

/** A verb before its agent and its adverbials; no other number, verb or clause stands between. */
function verbAt(lexemes: readonly Lexeme[], at: number, to: number): VerbFirst | null {
  for (let j = at; j >= 0 && at - j <= verbReach; j--) {
    const lexeme = lexemes[j]
    if (!lexeme || lexeme.number) return null
    const family = familyAt(lexeme) ?? (has(lexeme, 'arrive') ? 'arrive' : null)
    if (family && has(lexeme, 'subjectAfter'))
      return j === at || transitive.includes(family) || !anotherSubject(lexemes, j + 1, at)
        ? { kind: 'verb', family, at: j, reason: null }
        : null
    // يستضيف العراق نحو 244 ألف سوري: the host stands between its verb and its guests.
    if (has(lexeme, 'hostRefuge')) return { kind: 'host', family: 'host', at: j, reason: null }
    const left = has(lexeme, 'leaveHome') ? leftBehind(lexemes, to) : null
    if (left) return { kind: 'verb', family: left, at: j, reason: null }
    const reason = rejecting.find((tag) => has(lexeme, tag)) ?? denying.find((tag) => opensWith(lexemes, j, tag))
    if (reason) return { kind: 'reject', family: null, at: j, reason }
    if (lexeme.kind === tokenKinds.sign && ![',', '"', '«', '»', '-'].includes(lexeme.lower)) return null
    if (family || hasAny(lexeme, clauseMarks) || hasAny(lexeme, ['numberOf', 'thatFigure'])) return null
  }
  return null
}

/** "وصلت طائرة تقل 30 نازحا": the verb has another subject than the people. */
const anotherSubject = (lexemes: readonly Lexeme[], from: number, to: number) =>
  !(hasAny(lexemes[from], adverbials) || lexemes[from]?.dated) ||
  lexemes
    .slice(from, to + 1)
    .some((lexeme, i, between) => has(lexeme, 'thing') && i > 0 && !hasAny(between[i - 1], adverbials))

/** غادر 300 ألف شخص منازلهم · عبر 300 شخص الحدود: what they left or crossed stands behind them. */
function leftBehind(lexemes: readonly Lexeme[], to: number): Family | null {
  const behind = lexemes.slice(to, to + 5)
  const at = has(behind[0], 'from') ? behind[1] : behind[0]
  const place = at?.entry === null || has(at, 'placeKind')
  // غادر 360 ألف شخص رفح: a place, in a sentence that says from what.
  if (place && lexemes.some((each) => hasAny(each, ['conflict', 'disaster', 'order', 'tracker', 'displacement'])))
    return 'flee'
  if (behind.some((lexeme) => hasAny(lexeme, ['ownHome', 'homeCountry']))) return 'flee'
  return behind.some((lexeme) => has(lexeme, 'border')) ? 'cross' : null
}

/** Nouns of displaced people, and what makes families such: عدد الأسر النازحة. */
const countedTags: readonly Tag[] = ['idp', 'refugee', 'returnee', 'displacedAfter', 'refugeeAfter', 'returneeAfter']

/** The number of displaced people with its verb before it or behind it. */
function countedAt(lexemes: readonly Lexeme[], at: number, index: number): VerbFirst | null {
  // "عدد النازحين يقدر بنحو مليون": the verb may have been read as the quantifier.
  let verb = lexemes.slice(at + 1, index).some((lexeme) => hasAny(lexeme, ['reach', 'estimated']))
  for (let j = at; j >= 0 && at - j <= countReach; j--) {
    const lexeme = lexemes[j]
    if (!lexeme || lexeme.number || lexeme.lower === ';' || has(lexeme, 'but')) return null
    if (hasAny(lexeme, ['harm', 'aid', 'force', 'relative']) && !has(lexemes[j - 1], 'numberOf')) return null
    verb ||= hasAny(lexeme, ['reach', 'estimated', 'bringing'])
    if (!has(lexeme, 'numberOf')) continue
    const head = [lexemes[j + 1], lexemes[j + 2]].find((each) => hasAny(each, countedTags))
    // عدد الذين نزحوا
    const mover = familyAt(lexemes[has(lexemes[j + 1], 'relative') ? j + 2 : j + 1])
    verb ||= [lexemes[j - 1], lexemes[j - 2], lexemes[j - 3]].some((each) =>
      hasAny(each, ['reach', 'estimated', 'bringing']),
    )
    if (verb && hasAny(lexemes[j + 1], ['harm', 'otherPeople', 'affected', 'need', 'thing']))
      return { kind: 'reject', family: null, at: j, reason: 'harm' }
    if (!verb) return null
    // عدد الفارين: those who did what the verb says.
    if (!head) return mover ? { kind: 'number', family: mover, at: j, reason: null } : null
    const reason = hasAny(head, ['refugee', 'refugeeAfter'])
      ? 'refugee'
      : hasAny(head, ['returnee', 'returneeAfter'])
        ? 'returnee'
        : 'idp'
    return {
      kind: 'number',
      at: j,
      reason,
      family: reason === 'refugee' ? 'host' : reason === 'returnee' ? 'return' : 'stock',
    }
  }
  return null
}
