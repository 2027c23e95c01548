/** All series, sortable by any column; the order is in the address. */
import { Sparkline } from '../parts/sparkline.tsx'
import { changeQuery, placeHref } from '../routing/address.ts'
import { sayAge, sayShortDay } from '../words/days.ts'
import { capital, isFlow, kindWords, reviewWords, type SeriesRow, sayHead } from '../words/lines.ts'
import { sayChange, sayPoint, sayRatio } from '../words/numbers.ts'

type SortKey = 'place' | 'number' | 'day' | 'week' | 'month'

const columns: readonly { key: SortKey; words: string; long?: string; isNumber?: boolean }[] = [
  { key: 'place', words: 'Place and what is counted' },
  { key: 'number', words: 'Newest number', isNumber: true },
  { key: 'day', words: 'As of' },
  { key: 'week', words: '7 days', long: 'Change in the 7 days before its newest number', isNumber: true },
  { key: 'month', words: '30 days', long: 'Change in the 30 days before its newest number', isNumber: true },
]

const sortedBy: Record<SortKey, (row: SeriesRow) => string | number | null> = {
  place: ({ place }) => place.name,
  number: ({ latest }) => latest?.value ?? null,
  day: ({ latest }) => latest?.as_of ?? null,
  week: (row) => changeOf(row, row.change_7d)?.value ?? null,
  month: (row) => changeOf(row, row.change_30d)?.value ?? null,
}

/** One window is not "more" or "less" than another of other length: only levels change. */
const changeOf = ({ kind }: SeriesRow, change: SeriesRow['change_7d']) =>
  kind === 'cumulative' || kind === 'stock' ? change : null

/** What is not known stands last, whichever way it is sorted. */
export function sortRows(rows: readonly SeriesRow[], key: SortKey, isDown: boolean): SeriesRow[] {
  const compare = (a: SeriesRow, b: SeriesRow) => {
    const [one, other] = [sortedBy[key](a), sortedBy[key](b)]
    if (one === null || other === null) return one === other ? 0 : one === null ? 1 : -1
    const order = typeof one === 'string' ? one.localeCompare(String(other)) : one - Number(other)
    return isDown ? -order : order
  }
  return rows.toSorted((a, b) => compare(a, b) || a.id - b.id)
}

const isSortKey = (text: string): text is SortKey => columns.some(({ key }) => key === text)

export function SeriesTable({ rows, query }: { rows: readonly SeriesRow[]; query: URLSearchParams }) {
  const asked = query.get('sort') ?? '-day'
  const isDown = asked.startsWith('-')
  const name = asked.replace(/^-/, '')
  const key: SortKey = isSortKey(name) ? name : 'day'
  const sortBy = (next: SortKey) =>
    changeQuery({
      sort: next === key && isDown ? next : next === key ? `-${next}` : next === 'place' ? next : `-${next}`,
    })
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label="Table of series">
      <label class="sort-select">
        Sort by{' '}
        <select
          value={key}
          onChange={(event) => {
            const next = event.currentTarget.value
            changeQuery({ sort: next === 'place' ? next : `-${next}` })
          }}
        >
          {columns.map((column) => (
            <option key={column.key} value={column.key}>
              {column.words}
            </option>
          ))}
        </select>
      </label>
      <table class="series-table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                class={column.isNumber ? 'is-number' : ''}
                aria-sort={column.key === key ? (isDown ? 'descending' : 'ascending') : undefined}
              >
                <button type="button" onClick={() => sortBy(column.key)} title={column.long}>
                  {column.words}
                  <span class="sort-sign" aria-hidden="true">
                    {column.key === key ? (isDown ? '↓' : '↑') : '↕'}
                  </span>
                </button>
              </th>
            ))}
            <th scope="col">
              <span class="th-words">Course</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {sortRows(rows, key, isDown).map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Row({ row }: { row: SeriesRow }) {
  const { latest } = row
  return (
    <tr>
      <th scope="row">
        <a href={placeHref(row.place.id, { series: String(row.id) })}>
          <bdi>{row.place.name}</bdi>
        </a>
        <span class="row-what">{capital(sayHead(row))}</span>
        <span class="row-tags">
          <span class={`tag ${row.state === 'closed' ? 'is-closed' : ''}`}>
            {row.state === 'closed' ? 'closed count, history' : kindWords[row.kind]}
          </span>
          {isFlow(row) && <span class="tag">movements, not people</span>}
          {latest && (
            <span class={`tag ${latest.review === 'cleared' ? 'is-checked' : 'is-machine'}`}>
              {reviewWords[latest.review]}
            </span>
          )}
        </span>
      </th>
      <td class="is-number" data-label="Newest number">
        {latest ? <strong>{sayPoint(latest)}</strong> : 'not known'}
      </td>
      <td data-label="As of">
        {latest && (
          <>
            <time dateTime={latest.as_of}>{sayShortDay(latest.as_of)}</time>
            {row.age_days !== null && <span class="quiet row-age">{sayAge(row.age_days)}</span>}
          </>
        )}
      </td>
      <Change label="7 days" change={changeOf(row, row.change_7d)} />
      <Change label="30 days" change={changeOf(row, row.change_30d)} />
      <td class="spark-cell" data-label="Course">
        <Sparkline row={row} />
      </td>
    </tr>
  )
}

const Change = ({ change, label }: { change: SeriesRow['change_7d']; label: string }) => (
  <td class="is-number" data-label={label}>
    {change ? (
      <>
        {sayChange(change.value)}
        {change.ratio !== null && change.ratio !== 0 && <span class="quiet row-age">{sayRatio(change.ratio)}</span>}
      </>
    ) : (
      <span class="quiet" title="Not known that many days before">
        –
      </span>
    )}
  </td>
)
