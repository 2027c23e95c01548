/** What is new: series whose newest number is of the last days. Where nothing is, the newest there is, said as such. */
import { useState } from 'preact/hooks'
import { Choice, Panel } from '../parts/panel.tsx'
import { Empty } from '../parts/states.tsx'
import { placeHref } from '../routing/address.ts'
import { sayAge, sayShortDay } from '../words/days.ts'
import { type SeriesRow, sayHead } from '../words/lines.ts'
import { sayChange, sayPoint } from '../words/numbers.ts'

const mostShown = 6

export function Changes({ rows }: { rows: readonly SeriesRow[] }) {
  const [days, setDays] = useState<'7' | '30'>('7')
  const span = Number(days)
  const known = rows.filter(({ latest }) => latest !== null)
  const fresh = known
    .filter(({ age_days }) => age_days !== null && age_days <= span)
    .toSorted(
      (a, b) =>
        Math.abs(changeIn(b, span)?.value ?? b.latest?.value ?? 0) -
        Math.abs(changeIn(a, span)?.value ?? a.latest?.value ?? 0),
    )
  const newest = known.toSorted((a, b) => (a.age_days ?? 0) - (b.age_days ?? 0))[0]
  return (
    <Panel
      title="What changed"
      class="changes"
      aside={<Choice label="Days to look back" value={days} options={[{ value: '7', words: '7 days' }, { value: '30', words: '30 days' }]} onChoose={setDays} />} // biome-ignore format: two words
    >
      {fresh.length === 0 ? (
        <Empty title={`No number is of the last ${days} days.`}>
          {newest?.latest && (
            <p>
              The newest is of {sayShortDay(newest.latest.as_of)} ({sayAge(newest.age_days ?? 0)}):{' '}
              <a href={placeHref(newest.place.id, { series: String(newest.id) })}>{newest.place.name}</a>,{' '}
              {sayPoint(newest.latest)} {sayHead(newest)}.
            </p>
          )}
        </Empty>
      ) : (
        <ul class="news">
          {fresh.slice(0, mostShown).map((row) => (
            <li key={row.id}>
              <a href={placeHref(row.place.id, { series: String(row.id) })}>
                <bdi>{row.place.name}</bdi>
              </a>
              <strong class="news-number">{row.latest && sayPoint(row.latest)}</strong>
              <span class="quiet">{sayHead(row)}</span>
              <span class="news-change">{sayMove(row, span)}</span>
            </li>
          ))}
          {fresh.length > mostShown && <li class="quiet">and {fresh.length - mostShown} more in the table below</li>}
        </ul>
      )}
    </Panel>
  )
}

const changeIn = (row: SeriesRow, span: number) => (span === 7 ? row.change_7d : row.change_30d)

function sayMove(row: SeriesRow, span: number): string {
  const change = changeIn(row, span)
  if (!change) return `not known ${span} days before`
  return change.value === 0
    ? `unchanged since ${sayShortDay(change.since_as_of)}`
    : `${sayChange(change.value)} since ${sayShortDay(change.since_as_of)}`
}
