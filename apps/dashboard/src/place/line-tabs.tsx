/** The lines of a place, one at a time: kinds, categories and windows never share an axis. */
import { useRef } from 'preact/hooks'
import { lineKey } from '../chart/model.ts'
import { sayDated } from '../words/days.ts'
import { capital, categoryWords, causeWords, isFlow, kindWords, type Line, scopeWords } from '../words/lines.ts'
import { sayShort } from '../words/numbers.ts'

const mostTabs = 8

export function LineTabs({
  lines,
  chosen,
  onChoose,
}: {
  lines: readonly Line[]
  chosen: Line
  onChoose: (key: string) => void
}) {
  const list = useRef<HTMLDivElement>(null)
  const chosenKey = lineKey(chosen)
  const first = lines.slice(0, mostTabs)
  const shown = first.includes(chosen) ? first : [...first.slice(0, -1), chosen]
  const rest = lines.filter((line) => !shown.includes(line))
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    const at = shown.findIndex((line) => lineKey(line) === chosenKey)
    const next = shown[(at + step + shown.length) % shown.length]
    if (!next) return
    onChoose(lineKey(next))
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>('[aria-selected=true]')?.focus())
  }
  return (
    <div class="line-tabs">
      <div role="tablist" aria-label="Series of this place" ref={list} onKeyDown={onKeyDown}>
        {shown.map((line) => {
          const key = lineKey(line)
          const last = line.points.findLast(({ value }) => value !== null)
          return (
            <button
              key={key}
              type="button"
              role="tab"
              id={`tab-${key}`}
              aria-selected={key === chosenKey}
              aria-controls="line-panel"
              tabIndex={key === chosenKey ? 0 : -1}
              onClick={() => onChoose(key)}
            >
              <span class="tab-title">{capital(categoryWords[line.category])}</span>
              <span class="tab-sub">
                {line.since ? `since ${sayDated(line.since, line.since_accuracy)}` : kindWords[line.kind]}
                {line.scope !== 'all' && `, ${scopeWords[line.scope]}`}
                {line.cause && `, ${causeWords[line.cause]}`}
                {isFlow(line) && line.place_role === 'destination' && ', arriving'}
                {line.unit === 'household' && ', households'}
              </span>
              <span class="tab-number">{last?.value != null ? sayShort(last.value) : '–'}</span>
            </button>
          )
        })}
      </div>
      {rest.length > 0 && (
        <label class="more-lines">
          {rest.length} more:{' '}
          <select value="" onChange={(event) => onChoose(event.currentTarget.value)}>
            <option value="">choose a series</option>
            {rest.map((line) => (
              <option key={lineKey(line)} value={lineKey(line)}>
                {categoryWords[line.category]}
                {line.since ? ` since ${sayDated(line.since, line.since_accuracy)}` : `, ${kindWords[line.kind]}`}
                {line.cause ? `, ${causeWords[line.cause]}` : ''}
                {line.scope === 'all' ? '' : `, ${scopeWords[line.scope]}`}
              </option>
            ))}
          </select>
        </label>
      )}
    </div>
  )
}
