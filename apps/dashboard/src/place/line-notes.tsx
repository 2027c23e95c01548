/** What must stand under a line whoever reads it. */
import { isFlow, type Line } from '../words/lines.ts'
import { methodWords } from './methods.tsx'

export function LineNotes({ line, others }: { line: Line; others: readonly { name: string }[] }) {
  return (
    <div class="line-notes">
      {isFlow(line) && (
        <p>
          <strong>Movements, not people:</strong> one person may have fled twice, and is counted each time.
        </p>
      )}
      {line.state === 'closed' && (
        <p>
          <strong>Closed:</strong> nobody continued this count for 60 days. It is history, on no map of today.
        </p>
      )}
      {others
        .filter(({ name }) => name !== 'naive')
        .map(({ name }) => (
          <p key={name}>
            <span class={`key-stroke is-${name}`} /> {methodWords[name]}
          </p>
        ))}
      {others.some(({ name }) => name === 'naive') && (
        <p class="naive-note">
          <span class="key-stroke is-naive" /> <strong>Naive addition</strong> is what one gets who adds every printed
          number up: one number in many reports, counted again and again. Never use it.
        </p>
      )}
    </div>
  )
}
