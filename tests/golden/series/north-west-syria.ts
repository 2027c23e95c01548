/**
 * North-west Syria, December 2019 to May 2020, as published: the worked example of docs/method.md. Facts with the link to
 * where each was printed; the words are ours. `line`: the number belongs on the line since 1 December.
 */
import type { Claim } from '@displacement-monitor/shared/domain'
import { type ClaimParts, claimOf, month } from '../../../packages/series/src/test-claims.ts'

export interface TimelineRow extends ClaimParts {
  /** Where it was printed; null where only the number is known to us. */
  url: string | null
  line: boolean
}

const sitrep = (part: string): string => `https://reliefweb.int/report/syrian-arab-republic/${part}`
const start = '2019-12-01'

export const timeline: readonly TimelineRow[] = [
  { value: 235_000, quantifier: 'more_than', since: '2019-12-12', asOf: '2019-12-25', printed: '2019-12-27', url: 'https://jordannewsgazette.com/syria-war-more-than-235000-people-flee-rebel-held-idlib-region/', line: false },
  { value: 284_000, quantifier: 'approximately', since: start, asOf: '2019-12-29', printed: '2019-12-30', primary: true, url: sitrep('syrian-arab-republic-recent-developments-northwestern-syria-situation-9'), line: true },
  { value: 300_000, quantifier: 'nearly', since: start, asOf: '2020-01-01', printed: '2020-01-02', primary: true, url: sitrep('syrian-arab-republic-recent-developments-northwestern-syria-situation-10'), line: true },
  { value: 300_000, quantifier: 'more_than', since: { day: '2019-12-15', accuracy: 'week' }, printed: '2020-01-07', url: 'https://www.urdupoint.com/en/world/escalation-of-fighting-in-idlib-forces-some-3-804233.html', line: false },
  { value: 700_000, quantifier: 'approximately', since: month('2019-05-01'), printed: '2020-01-07', url: 'https://www.urdupoint.com/en/world/escalation-of-fighting-in-idlib-forces-some-3-804233.html', line: false },
  { value: 312_000, quantifier: 'more_than', since: start, asOf: '2020-01-08', printed: '2020-01-08', primary: true, url: sitrep('syrian-arab-republic-recent-developments-northwestern-syria-situation-11'), line: true },
  { value: 350_000, quantifier: 'nearly', since: start, asOf: '2020-01-14', printed: '2020-01-16', publishers: 2, url: 'http://english.alarabiya.net/en/News/middle-east/2020/01/16/UN-says-around-350-000-people-have-fled-Idlib-since-Dec-1.html', line: true },
  { value: 390_000, quantifier: 'nearly', since: start, asOf: '2020-01-27', printed: '2020-01-29', primary: true, url: sitrep('syrian-arab-republic-recent-developments-northwestern-syria-situation-13'), line: true },
  { value: 520_000, quantifier: 'approximately', since: start, printed: '2020-02-04', publishers: 2, url: 'https://www.middleeasttribune.com/main/500000-displaces-in-syria-within-two-months', line: true },
  { value: 586_000, quantifier: 'approximately', since: start, asOf: '2020-02-02', printed: '2020-02-06', primary: true, url: 'https://www.humanitarianresponse.info/en/operations/stima/document/flash-report-recent-developments-northwest-syria-6-february-2020', line: true },
  { value: 200_000, quantifier: 'approximately', since: '2020-01-26', asOf: '2020-02-02', printed: '2020-02-06', primary: true, url: 'https://www.humanitarianresponse.info/en/operations/stima/document/flash-report-recent-developments-northwest-syria-6-february-2020', line: false },
  { value: 700_000, quantifier: 'nearly', since: month('2019-12-01'), printed: '2020-02-10', url: 'https://www.devdiscourse.com/article/international/869016-nearly-700000-syrians-displaced-by-government-offensive-since-early-december--un', line: true },
  { value: 100_000, quantifier: 'nearly', since: '2020-02-03', printed: '2020-02-10', url: 'https://www.devdiscourse.com/article/international/869016-nearly-700000-syrians-displaced-by-government-offensive-since-early-december--un', line: false },
  { value: 700_000, quantifier: 'exact', since: month('2019-12-01'), counter: 'UN', printed: '2020-02-12', url: 'http://www.radio.gov.pk/12-02-2020/700000-people-displaced-by-violence-in-syria-since-december', line: true },
  { value: 800_000, quantifier: 'more_than', since: start, asOf: '2020-02-12', printed: '2020-02-13', url: 'https://www.deutschlandfunk.de/syrien-800-000-menschen-auf-der-flucht.1939.de.html?drn:news_id=1101098', line: true },
  { value: 800_000, quantifier: 'more_than', since: start, asOf: '2020-02-12', counter: 'OHCHR', printed: '2020-02-13', publishers: 2, witnesses: 2, url: 'https://www.elnashra.com/news/show/1388316/', line: true },
  { value: 142_000, quantifier: 'approximately', since: '2020-02-09', asOf: '2020-02-12', printed: '2020-02-13', url: 'https://www.elnashra.com/news/show/1388316/', line: false },
  { value: 830_000, quantifier: 'more_than', since: start, counter: 'UN', printed: '2020-02-14', url: 'http://www.dailyfinland.fi/worldwide/14396/830000-people-displaced-in-NW-Syria-in-dire-situation-UN', line: true },
  { value: 143_000, quantifier: 'approximately', since: '2020-02-11', counter: 'UN', printed: '2020-02-14', url: 'http://www.dailyfinland.fi/worldwide/14396/830000-people-displaced-in-NW-Syria-in-dire-situation-UN', line: false },
  { value: 875_000, quantifier: 'exact', since: start, asOf: '2020-02-17', printed: null, url: 'https://www.shrc.org/en/?p=33370', line: true },
  { value: 40_000, quantifier: 'approximately', since: '2020-02-12', asOf: '2020-02-17', printed: null, url: 'https://www.shrc.org/en/?p=33370', line: false },
  { value: 900_000, quantifier: 'approximately', since: start, asOf: '2020-02-17', printed: '2020-02-17', primary: true, url: 'https://unocha.org/publications/report/syrian-arab-republic/under-secretary-humanitarian-affairs-and-emergency-relief-coordinator', line: true },
  { value: 800_000, quantifier: 'more_than', since: month('2019-12-01'), counter: 'UN', printed: '2020-02-17', url: 'https://www.tellerreport.com/news/2020-02-17---syria-conflict--donald-trump-urges-russia-to-be-cautious-in-syria.ByxkndKv7I.html', line: true },
  { value: 900_000, quantifier: 'approximately', since: start, asOf: '2020-02-20', printed: '2020-02-20', primary: true, url: sitrep('recent-developments-northwest-syria-flash-update-20-february-2020').replace('syrian-arab-republic/', ''), line: true },
  { value: 948_000, quantifier: 'more_than', since: start, asOf: '2020-02-23', printed: '2020-02-26', primary: true, url: sitrep('recent-developments-northwest-syria-situation-report-no-9-26-february').replace('syrian-arab-republic/', ''), line: true },
  { value: 1_000_000, quantifier: 'nearly', since: month('2019-12-01'), asOf: '2020-03-03', printed: '2020-03-03', primary: true, url: 'https://unocha.org/publications/report/syrian-arab-republic/under-secretary-general-humanitarian-affairs-and-emergency-relief-101', line: true },
  { value: 1_500_000, quantifier: 'approximately', since: month('2019-12-01'), asOf: '2020-03-04', counter: 'SOHR', printed: '2020-03-04', url: null, line: false },
  { value: 961_000, quantifier: 'more_than', since: start, asOf: '2020-03-05', counter: 'UNICEF', printed: null, primary: true, url: sitrep('unicef-whole-syria-northwest-syria-situation-report-no-3-26-february-5'), line: true },
  { value: 959_000, quantifier: 'approximately', since: month('2019-12-01'), counter: 'REACH', printed: '2020-03-16', primary: true, url: sitrep('northwest-syria-situation-overview-16-march-2020'), line: false },
] // biome-ignore format: one number a line

export const timelineClaims = (): Claim[] => timeline.map(({ url: _, line: __, ...parts }) => claimOf(parts))
