/**
 * What a language must tell the engine: words and grammar as data, no code. The engine knows meanings (tags), a pack
 * knows the words for them. A phrase is written as it is printed, in lower case; `(a|b|)` stands for alternatives, so
 * `evacuat(e|es|ed|ing)` is four words.
 */
import type { Quantifier } from '@displacement-monitor/shared/domain'

/** Meanings that words carry. A word may carry several ("displaced": a verb and an adjective of people). */
export const tags = [
  // Heads of a counted phrase.
  'person', // people who may or may not be displaced: people, residents, villagers
  'nationality', // people of a country, where they are written small: whom another hosts are refugees
  'household', // families, households
  'dwelling', // homes, tents: an evacuated home is a household, any other home is no figure
  'idp', // displaced by definition
  'refugee',
  'asRefugees', // live as refugees
  'asylumSeeker',
  'returnee',
  'evacuee',
  'migrant', // people on the move whose reason is not told
  'part', // women, children: a part of another count as a rule
  'otherPeople', // soldiers, staff, prisoners: no displaced people even when they move
  'thing', // houses, hectares, camps, percent: never people
  'occasion', // displacements, movements: an event counted, one a person
  // Adjectives and nouns that stand before the head.
  'displacedAdjective',
  'refugeeAdjective',
  'returneeAdjective',
  'displacedAfter', // the same behind the noun: personnes déplacées, familias desplazadas
  'refugeeAfter',
  'returneeAfter',
  'newly', // new, newly, additional: the count is a flow
  'others', // others, more: repeats the noun before
  'bareParticiple', // displaced: a verb, or the noun of those whom it befell
  'internal', // internally displaced, IDPs: inside their country, whatever else is told
  'uprooted', // the verb that names its own term
  // Predicates.
  'flee',
  'takeRefuge', // take refuge: with the present tense a level
  'leaveHome', // left, abandoned: only with a home or a border after it
  'displace',
  'evacuate',
  'relocate',
  'moved', // moved, taken, shifted: evacuated where the goal is a shelter or safety
  'safety', // safety, higher ground
  'homeless',
  'lasting', // in displacement: a state, whatever the tense
  'shelter', // are sheltering, took shelter
  'stay', // are living, staying, housed: displaced only in a site or among the displaced
  'return',
  'repatriate',
  'cross',
  'crossInto', // crossed into: a name may follow
  'crossBorder', // crossed the border
  'arrive',
  'host',
  'bareVerb', // displace, force: shares the auxiliary that stands before "and"
  'takesIn', // received, took in: those who came, beside a span of time
  'homeTo', // is home to: those who live there as well as guests
  'hostRefuge', // hosts: with a demonym the people are refugees
  'registered',
  'recorded',
  'thereAre',
  'subjectAfter', // a verb whose subject may follow it: huyeron 300 personas, fueron evacuadas 20 familias
  'makes', // a fait, dejó: "150,000 displaced" as its object is what happened, not what is
  'drive', // a force that moves people: drove them out of, into
  'force', // forced, compelled: opens a phrase with the people after it
  'leaveState', // left, leaving, rendering: opens "… homeless"
  'displacement', // nouns of the act, with "of"
  'evacuation',
  'gerund', // evacuating: a noun of the act that needs no "of"
  'relocation',
  'exodus',
  'tracker', // DTM: those whom it counts are on the move for need, not for pleasure
  'refugeeOffice', // UNHCR: whom it registers are refugees or seek asylum
  'returning',
  'arrival',
  // What it is not.
  'harm',
  'need',
  'aid', // reached, assisted, distributed
  'toReceive', // to receive: an infinitive of those who are helped
  'receive', // received: a finite verb of those who are helped
  'aidGoods', // tents, kits, rations
  'affected',
  'capacity',
  'order',
  'plan',
  'hypothetical',
  'negation',
  'denies', // reports that are denied: rejected reports that
  'unable', // unable to, cannot: with a return those who are still away
  'each', // six persons each: the size of a household
  'rate', // a day, per month
  'otherPredicate', // what people also do: were arrested, voted, attended, tested positive
  'notHomePlace', // who leaves these was at work, on the way or at leisure: a mall, a shaft, a plane
  'notHome', // return to these is no return: work, school, power
  // Grammar.
  'auxiliary',
  'be', // a form of "to be" in the present: are displaced = stock
  'bePast',
  'have',
  'relative',
  'and',
  'but', // opens another clause
  'of',
  'outOf', // out of
  'from',
  'to',
  'in',
  'by',
  'among', // distributed among
  'for',
  'determiner',
  'definite', // the: these are all of them
  'condition', // with disabilities
  'with', // with children, with disabilities: told apart by what they have
  'outside', // outside camps
  'hosts', // host families, host communities: who take others in
  'infinitive', // to, before a verb
  'pairJoin', // or, and: may join two units of one group
  'adverb',
  'pronoun', // they, it
  'toLeave', // to leave
  'travels', // departure of: of those in flight only where an event or displaced people are told of
  'enable', // helped, allowed: those who could then go home or move
  'deported', // deported, sent back: a way of returning
  'away', // set off, cleared out: verbs of motion that need no goal
  'most', // the most affected: of several places
  'accountsFor', // accounted for: a cause and its part of those told before
  'outward', // out, away: where those who were driven had to go
  'emptied', // emptied the town of its people
  'sets', // set off, trekked, headed: of people in flight where an event is told of
  'goes', // went, moved, travelled: of people in flight only beside displaced people
  'passes', // passed, came through: a border, a bridge
  'ownHome', // their homes, their houses
  'reach', // rose to, reached, stands at, totals
  'fall', // fell to, dropped to: a level, for a sum of events never falls
  'bringing', // bringing the number to
  'population', // refugee population: counts by itself ("the refugee population is N")
  'numberOf', // the number of, total
  'thatFigure', // that figure, the total: speaks of the figure before
  'including',
  'ofWhom',
  'stock', // remain, still, currently
  'site', // camps, centres, schools as shelter
  'shelterSite', // a place where only displaced people are: albergue, camp de déplacés; phrases of site in several words are such too
  'border', // the border, abroad, neighbouring countries
  'areaNoun', // city, district: left with an event in the sentence
  'homeCountry', // the country: fled the country
  'within', // within the country
  'preemptive',
  'looming', // neared, fearing: an evacuation beside it is pre-emptive
  'verified',
  'preliminary',
  'estimated',
  'registeredScope',
  'repeated',
  'outsideSites', // with relatives, in rented houses
  'stillSince',
  'worldwide',
  // Causes and counters.
  'conflict',
  'disaster',
  'otherCause',
  'accordingTo',
  'said',
  'source', // figures, data, estimates
  'office', // agency, ministry, police: the noun of one who counts
  'acronym', // offices by their letters
  'title', // spokesman, director: not the office
  'nameLink', // of, for, and: inside the name of an office
  'habit', // every year, every rainy season: no event
  'bothWays', // in both directions: traffic
  'rank', // minister, president: who holds an office of state
  'observer', // residents, witnesses: people who tell what they saw
  'officeKind', // local: before authorities
  'administration', // prefecture, county, province: what rules them speaks by the same word
  'joinedPrefix', // pan-, anti-: before a dash and a name that is then no place
  'thatClause', // that: behind a verb of telling
  'citing', // quoting, citing: whoever is quoted by another has the number
  'publishes', // published new figures: what follows is theirs
  'saidThis', // disclosed this: said of the sentences before
  'tells', // said, told: also of a person whose office nobody names; cities record, too
  'speaker', // he, she, it: whoever was named before says it
  'countedWith', // with: registered with an office
  'mainly', // mostly in, such as: does not make the place
  'worstHit', // worst affected, hardest hit: a place beside it is one of several
  'inhabitant', // residents, villagers: a name before it is where they live
  'namedAfter', // street, agreement, countries: a name before it is no place of people
  'placeKind', // district, village, ward: a capitalised word beside it is a place's name
  'inside', // within, inside: displaced from it and to it
  'goal', // moved to safer areas: a place behind it is where they went
  'overall', // in total, altogether: the parts were told before
  'particle', // bin, al, de: a small word inside a name
  'portion', // parts, areas, suburbs: with a direction, a part of the place named behind
  'feature', // river, mountain: a name with it is no place of people
  'direction', // north, southern
  'borders', // bordering, that border: the place after it is another
  // Time.
  'since',
  'until',
  'asOf',
  'between',
  'during',
  'after',
  'before',
  'lastPeriod',
  'thisPeriod',
  'nextPeriod',
  'early',
  'middle',
  'late',
  'beginning',
  'ago',
  'today',
  'yesterday',
  'soFar',
  'datePast', // anniversaries, "in" + long ago
  'month',
  'weekday',
  'smallName', // set by the engine: a month or weekday of a language that writes them small
  'timeUnit',
  'pluralUnit', // days, weeks: of "the last weeks" nobody knows how many
  'rollsBack', // past: "the past week" is the seven days before
  'opensSince', // since: also far before its date ("since the last update on 29 April")
  'ordinal', // first, last: of the parts of a year or month
  'season',
  'quarterMark', // Q1
  'reportedPeriod', // the reporting period: what the title or the heading tells
  'thatTime', // since then, that day: the date told before
  'fromThen', // a day earlier, two weeks later: counted from the date told before
  'later',
  'otherTime', // prior, another: before the noun of an event, another one
  'noEvent', // a ceasefire, a photo: a date beside it is not the day of what displaced
  'asResult', // as a result: of what the sentence before tells
  'comparedTo', // up from, compared with, than: a date behind it is that of another number
  'superlative', // the deadliest attack since 2015: compares, begins nothing
  'money', // funding, requirements: the day of such a heading is not that of people
  'dateLabel', // Date:, Last updated, Situation Report: a date after it is the text's own
  'clock',
  // Numbers.
  'number',
  'magnitude',
  'vague',
  'roundly', // numbers that round: une soixantaine, un millar
  'several',
  'half',
  'decimalPoint', // one point seven million
  'homeward', // gone home: returns whose goal is told by the verb itself
  'article',
  'dozen',
  'rangeOpen',
  'rangeJoin',
  'filler', // a total of, only, another: between quantifier and number
  'currency',
  'ordinalMark', // No., phase, section: the number after it is a name
  'measure', // km, mm, years old
  'percent',
  'plus',
] as const
export type Tag = (typeof tags)[number]

export interface NumeralData {
  /** Signs that part groups of three (or two, two, three); spaces of all widths always may. */
  groupSigns: readonly string[]
  decimalSign: string
  /** Zero of another script's digits, if any ("٠"). */
  digitZero?: string
  words: Readonly<Record<string, number>>
  /** Words and glued letters that multiply: million, lakh, k. */
  magnitudes: Readonly<Record<string, number>>
  gluedMagnitudes: Readonly<Record<string, number>>
  /** Words for parts of a scale: half a million. */
  fractions: Readonly<Record<string, number>>
  /** The terms of a number are joined with "and", each smaller than the scale before it. */
  addsTerms?: boolean
  /** The word for two, with which a dual noun is read as a number and its noun. */
  two?: string
  /** Scales that mean two of them right before a noun (ألفا شخص). */
  duals?: Readonly<Record<string, number>>
  /** Amounts in words alone: low and high. */
  vague: Readonly<Record<string, readonly [number, number]>>
}

export interface CalendarData {
  months: readonly (readonly string[])[]
  /** Monday first. */
  weekdays: readonly (readonly string[])[]
  /** Unit words → days (1 hour is 1/24). */
  timeUnits: Readonly<Record<string, number>>
  /** Words for the first to fourth part of a year or month, the last −1. */
  ordinals?: Readonly<Record<string, number>>
  /** Season words → the month that they begin in. */
  seasons?: Readonly<Record<string, number>>
  /** True where 5/6 means 5 June. */
  dayFirst: boolean
  /** True where months and weekdays are written without a capital. */
  smallNames?: boolean
}

export interface LanguagePack {
  /** ISO 639-1. */
  code: string
  /** Its abbreviations (IDP) are used in texts of all languages. */
  international?: true
  /** The most frequent function words; they tell the language of a text that does not say it. */
  functionWords: readonly string[]
  /** Words that lose their vowel before an apostrophe (l', d', qu'): `small` only before a small letter (n'ont, but N'Djamena). */
  elisions?: Readonly<Record<string, 'any' | 'small'>>
  /** Small words that are another word when they lose their accent (a, à): that other word before a name. */
  accentedBeforeName?: Readonly<Record<string, string>>
  /** Words whose dot ends no sentence. */
  abbreviations: readonly string[]
  /** Words of one letter that are written as the beginning of the next word (Arabic). */
  clitics?: readonly string[]
  /** Clitics that stand only before these letters. */
  cliticsBefore?: Readonly<Record<string, string>>
  /** Nouns stand before what describes them (familias indígenas, camps de réfugiés); elsewhere the last of a row is the head. */
  headFirst?: true
  /** The article where it is written as the beginning of its noun: it tells the language as a function word does. */
  boundArticle?: string
  /** Letters of the same script that the language itself does not use: a text full of them is in another (Persian, Urdu). */
  foreignLetters?: string
  /** Nouns whose form tells that there are two (عائلتان), folded as the engine compares them → the noun that they count. */
  dualNouns?: Readonly<Record<string, string>>
  numerals: NumeralData
  calendar: CalendarData
  quantifiers: {
    before: Partial<Record<Quantifier, readonly string[]>>
    after: Partial<Record<Quantifier, readonly string[]>>
  }
  /** Plain word of a hazard → its words. All are causes of the kind disaster. */
  hazards: Readonly<Record<string, readonly string[]>>
  lexicon: Partial<Record<Tag, readonly string[]>>
  /** Endings of verb forms that stand where a predicate may stand; an unknown word with one is another predicate. */
  verbEndings: readonly string[]
  /** The ending of a plural, and the endings of nouns of people: an unknown plural without one of these names things. */
  nounEndings?: { plural: string; people: readonly string[] }
}
