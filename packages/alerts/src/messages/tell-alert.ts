/** What a message says of one alert, in words: the same on every channel, whatever it is written in. */
import { amountInWords, type ChartModel, headingOf, safeHref, sayNumber } from '@displacement-monitor/presentation'
import type { AlertEntryJson } from '@displacement-monitor/shared/contracts'
import { dayInWords, shortDayInWords } from '@displacement-monitor/shared/domain'
import { directionOf, inline } from './clean-words.ts'

type Point = NonNullable<AlertEntryJson['at']>

/** One number of the table that stands for the picture. */
export interface NumberTold {
  day: string
  amount: string
  value: number
  /** Of the highest in the table, 0 to 1. */
  share: number
}

export interface ReportTold {
  publisher: string
  /** "17 February 2020"; null where no day is known. */
  day: string | null
  title: string | null
  excerpt: string | null
  direction: 'ltr' | 'rtl'
  /** Null where there is no address that a link may lead to. */
  href: string | null
  /** Why this number: the claim, the document, the rule. */
  why: string
}

export interface Action {
  label: string
  href: string
  says: string
  /** Changes something: asked for by POST with a key, and by no click, for mail programs open links by themselves. */
  byPost: boolean
}

export interface Told {
  /** "New", "Further", "Over", "Correction". */
  kind: string
  severity: string
  headline: string
  /** What has happened, in a sentence. */
  news: string
  /** Why the rule found it, in a sentence. */
  reason: string
  /** From what to what, and who says so: a few labelled lines. */
  facts: readonly { label: string; words: string }[]
  numbers: readonly NumberTold[]
  /** How the number was read, and whom to ask. */
  checked: string
  reports: readonly ReportTold[]
  moreReports: number
  /** What to do: where, and what it does. */
  actions: readonly Action[]
  /** Which rules made it. */
  rules: string
}

const kinds: Record<AlertEntryJson['kind'], string> = {
  fired: 'New',
  escalated: 'Further',
  cleared: 'Over',
  corrected: 'Correction',
}

const crossed: Record<AlertEntryJson['threshold']['kind'], string> = {
  level: 'The number has passed the level that is watched.',
  rise: 'The number has risen faster than the limit that is watched.',
  record: 'The number is the highest of the time that is watched.',
  first: 'The place has a number of this kind for the first time.',
  stale: 'No newer number has come for unusually long. That is no sign that things are better.',
  drop: 'The number has fallen faster than the limit that is watched. Often only the coverage has changed: look before you pass it on.',
  conflict: 'Two counters are far apart.',
  revised: 'The counter has lowered its own number.',
}

const news = ({ kind, threshold }: AlertEntryJson): string => {
  switch (kind) {
    case 'fired':
      return crossed[threshold.kind]
    case 'escalated':
      return 'The number has gone on growing since the last message about it.'
    case 'cleared':
      return 'It is over: the threshold is no longer crossed.'
    case 'corrected':
      return 'What an earlier message said no longer holds. Please correct it wherever you have passed it on.'
  }
}

export function tellAlert(entry: AlertEntryJson, chart: ChartModel | null): Told {
  return {
    kind: kinds[entry.kind],
    severity: entry.severity,
    headline: inline(entry.headline, 240),
    news: news(entry),
    reason: inline(entry.reason),
    facts: factsOf(entry),
    numbers: numbersOf(entry, chart),
    checked: checkedIn(entry),
    reports: entry.reports.map(reportTold),
    moreReports: entry.more_reports,
    actions: [
      { label: 'Open', href: entry.links.incident, says: 'every report and step behind it', byPost: false },
      { label: 'Trend', href: entry.links.trend, says: 'all numbers of the place', byPost: false },
      {
        label: 'Acknowledge',
        href: entry.links.acknowledge,
        says: 'seen; what is new is still told (POST, with a key)',
        byPost: true,
      },
      {
        label: 'Silence',
        href: entry.links.silence,
        says: 'nothing of it until a day that you name (POST, with a key)',
        byPost: true,
      },
    ],
    rules: `Threshold ${entry.threshold.id}, "${inline(entry.threshold.name, 80)}": ${inline(entry.threshold.rule)}. Series ${entry.series}, built by ${inline(entry.rule, 60)}.`,
  }
}

function factsOf(entry: AlertEntryJson): Told['facts'] {
  return [
    ...changeFacts(entry),
    { label: 'Counts', words: countsOf(entry) },
    { label: 'Counter', words: entry.counter === null ? 'nobody is named' : inline(entry.counter, 80) },
  ]
}

function changeFacts({ kind, before, at, latest }: AlertEntryJson): Told['facts'] {
  if (at === null || latest === null) return []
  const goesOn = kind !== 'fired' && latest.as_of !== at.as_of
  if (kind === 'corrected')
    return [
      { label: 'Was told', words: pointInWords(at) },
      ...(goesOn ? [{ label: 'Now', words: pointInWords(latest) }] : []),
    ]
  const [from, to] = goesOn ? [at, latest] : [before, at]
  return [
    { label: 'Before', words: from === null ? 'no number' : pointInWords(from) },
    { label: 'Now', words: `${pointInWords(to)}${changeOf(from, to)}` },
    ...rangeOf(to),
    ...(kind === 'fired' && latest.as_of !== at.as_of ? [{ label: 'Newest', words: pointInWords(latest) }] : []),
  ]
}

const rangeOf = ({ low, high }: Point): Told['facts'] =>
  low === high ? [] : [{ label: 'Range', words: `${sayNumber(low)} to ${sayNumber(high)}, as the reports allow` }]

const pointInWords = (point: Point): string =>
  `${amountInWords(point)}, ${point.from === null ? 'as of' : `${dayInWords(point.from)} to`} ${dayInWords(point.as_of)} (${sayNumber(point.witnesses)} report${point.witnesses === 1 ? '' : 's'})`

/** ": 300,000 more (60 %)". */
function changeOf(from: Point | null, to: Point): string {
  if (from === null || from.value === to.value) return ''
  const change = Math.abs(to.value - from.value)
  const share = from.value === 0 ? '' : ` (${sayNumber(Math.round((change / from.value) * 1000) / 10)} %)`
  return `: ${sayNumber(change)} ${to.value > from.value ? 'more' : 'fewer'}${share}`
}

const causesInWords = {
  conflict: 'by conflict', disaster: 'by disaster', other: 'by another cause', mixed: 'by several causes', all: 'all causes',
} as const // biome-ignore format: a vocabulary reads best as a block

function countsOf({ unit, category, cause, scope, legend }: AlertEntryJson): string {
  const what = `${unit === 'household' ? 'households of ' : ''}${headingOf(category)}`
  const parts = [
    cause === null ? what : `${what} ${cause === 'all' ? '(all causes)' : causesInWords[cause]}`,
    ...(scope === 'all' ? [] : [scope.replaceAll('_', ' ')]),
    ...(legend === null ? [] : [`${legend}: whoever flees twice is counted twice`]),
  ]
  return parts.join('; ')
}

function checkedIn({ kind, at, latest, counter }: AlertEntryJson): string {
  const told = kind === 'escalated' || kind === 'cleared' ? latest : at
  const how = {
    machine_read: 'Read by machine; no person has checked it.',
    partly: 'Read by machine; a person has checked a part of the reports.',
    cleared: 'Read by machine, and checked by a person.',
  }[told?.review ?? 'machine_read']
  return `${how} Not an official figure; confirm with ${counter === null ? 'the counter' : inline(counter, 80)} before use.`
}

/** The last of the picture; without one what the alert itself tells. */
function numbersOf({ kind, before, at, latest }: AlertEntryJson, chart: ChartModel | null): NumberTold[] {
  const drawn = (chart?.points ?? []).flatMap(({ day, amount, value }) =>
    value === null ? [] : { day, amount, value },
  )
  // What was withdrawn is no line to be drawn.
  const own = (kind === 'corrected' ? [] : [before, at, latest]).flatMap((point) =>
    point === null ? [] : { day: shortDayInWords(point.as_of), amount: amountInWords(point), value: point.value },
  )
  const told =
    drawn.length > 0 ? drawn.slice(-6) : own.filter((one, index) => own.findIndex((o) => o.day === one.day) === index)
  const highest = Math.max(1, ...told.map(({ value }) => value))
  return told.map((one) => ({ ...one, share: one.value / highest }))
}

function reportTold({
  title,
  publisher,
  url,
  published_on: published,
  excerpt,
  figure,
}: AlertEntryJson['reports'][number]): ReportTold {
  const says = excerpt === null ? null : inline(excerpt)
  return {
    publisher: inline(publisher, 80),
    day: published === null ? null : dayInWords(published),
    title: title === null ? null : inline(title, 160),
    excerpt: says,
    direction: directionOf(says ?? ''),
    href: url === null ? null : safeHref(url),
    why: figure,
  }
}
