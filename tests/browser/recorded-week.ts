/**
 * A week of reports as it might have been recorded, in our own words: four languages, stocks, windows, running counts, two
 * offices that disagree. Each is read by the extractor and stored as the worker leaves it.
 */
import { extractFigures } from '@displacement-monitor/extraction'
import type { Api } from '../integration/api/api-under-test.ts'
import { storeReport } from '../integration/api/read-report.ts'

/** The morning after; browser and API are set to it. */
export const weekEnds = new Date('2026-11-16T06:00:00Z')

export interface RecordedReport {
  url: string
  title: string
  language: string
  publishedOn: string
  text: string
}

export const reports: readonly RecordedReport[] = [
  {
    url: 'https://bulletin.example/drc/north-kivu-10-november',
    title: 'North Kivu: displacement tracking, round 41',
    language: 'en',
    publishedOn: '2026-11-10',
    text: 'As of 5 November 2026, IOM counted 1,352,000 internally displaced people in North Kivu because of the conflict. Most of them live with host families.',
  },
  {
    url: 'https://bulletin.example/rdc/nord-kivu-14-novembre',
    title: 'Nord-Kivu : point de la semaine',
    language: 'fr',
    publishedOn: '2026-11-14',
    text: 'Au 13 novembre 2026, l’OIM dénombre 1 381 000 personnes déplacées internes au Nord-Kivu en raison du conflit.',
  },
  {
    url: 'https://bulletin.example/rdc/masisi-flash',
    title: 'Clashes in North Kivu: flash update',
    language: 'en',
    publishedOn: '2026-11-12',
    text: 'OCHA said that 29,400 people were displaced in North Kivu between 5 and 11 November 2026 by fighting between armed groups.',
  },
  {
    url: 'https://newsroom.example/sudan/kordofan',
    title: 'Sudan: people on the move in North Kordofan',
    language: 'en',
    publishedOn: '2026-11-11',
    text: 'According to the UN, more than 45,000 people have been displaced from North Kordofan since 1 November 2026 by the fighting.',
  },
  {
    url: 'https://newsroom.example/sudan/kordofan-2',
    title: 'السودان: نزوح من شمال كردفان',
    language: 'ar',
    publishedOn: '2026-11-14',
    text: 'قالت الأمم المتحدة إن أكثر من 62 ألف شخص نزحوا من شمال كردفان منذ 1 نوفمبر 2026 بسبب القتال.',
  },
  {
    url: 'https://newsroom.example/sudan/kordofan-3',
    title: 'Doctors count more displaced in North Kordofan',
    language: 'en',
    publishedOn: '2026-11-15',
    text: 'The Sudan Doctors Network said that 80,000 people have been displaced from North Kordofan since 1 November 2026 by the fighting.',
  },
  {
    url: 'https://boletin.example/colombia/choco',
    title: 'Chocó: desplazamientos de la semana',
    language: 'es',
    publishedOn: '2026-11-13',
    text: 'Según la OCHA, 8.300 personas fueron desplazadas en el Chocó entre el 5 y el 11 de noviembre de 2026 por enfrentamientos entre grupos armados.',
  },
  {
    url: 'https://bulletin.example/syria/idlib-stock',
    title: 'Idlib: people in displacement',
    language: 'en',
    publishedOn: '2026-11-12',
    text: 'As of 10 November 2026, OCHA estimated that 412,000 internally displaced people remain in Idlib because of the conflict.',
  },
]

export async function storeWeek({ sql, gazetteer }: Api, list: readonly RecordedReport[] = reports) {
  const stored = []
  for (const { url, title, language, publishedOn, text } of list) {
    const { figures } = extractFigures({ text, title, language, publishedOn }, gazetteer)
    stored.push(await storeReport(sql, gazetteer, { url, title, text, figures, publishedOn, now: weekEnds }))
  }
  return stored
}
