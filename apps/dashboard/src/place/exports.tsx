/** What is seen, taken away: tables by the API, pictures from the chart, a link that restores the view, a page to print. */
import { useState } from 'preact/hooks'
import { askBlob, Refusal } from '../data/ask.ts'
import { type Caption, pictureOf, pngOf, saveAs } from './save-picture.ts'

const tables = [
  ['csv', 'CSV'],
  ['xlsx', 'XLSX'],
  ['hxl', 'HXL'],
] as const

export function Exports({
  path,
  name,
  caption,
  hasChart,
}: {
  path: string
  name: string
  caption: Caption
  hasChart: boolean
}) {
  const [words, setWords] = useState('')
  const attempt = async (act: () => Promise<void>, done: string) => {
    setWords('Preparing …')
    try {
      await act()
      setWords(done)
    } catch (error) {
      setWords(error instanceof Refusal ? error.message : 'That could not be saved here.')
    }
  }
  const picture = () => {
    const chart = document.querySelector<SVGSVGElement>('.chart > svg')
    if (!chart) throw new Error('no chart is shown')
    return pictureOf(chart, caption)
  }
  return (
    <div class="exports-bar" role="group" aria-label="Take away what is seen">
      <span class="quiet">Save</span>
      {tables.map(([format, label]) => (
        <button
          key={format}
          type="button"
          class="chip-button"
          onClick={() =>
            attempt(
              async () =>
                saveAs(await askBlob(`${path}&format=${format}`), `${name}.${format === 'hxl' ? 'hxl.csv' : format}`),
              `Saved as ${label}.`,
            )
          }
        >
          {label}
        </button>
      ))}
      {hasChart && (
        <>
          <button
            type="button"
            class="chip-button"
            onClick={() => attempt(async () => saveAs(await pngOf(picture()), `${name}.png`), 'Saved as PNG.')}
          >
            PNG
          </button>
          <button
            type="button"
            class="chip-button"
            onClick={() =>
              attempt(
                async () => saveAs(new Blob([picture().svg], { type: 'image/svg+xml' }), `${name}.svg`),
                'Saved as SVG.',
              )
            }
          >
            SVG
          </button>
        </>
      )}
      <button
        type="button"
        class="chip-button"
        onClick={() =>
          attempt(() => navigator.clipboard.writeText(location.href), 'The link is copied; it restores this view.')
        }
      >
        Link
      </button>
      <button type="button" class="chip-button" onClick={() => print()}>
        Print brief
      </button>
      <span class="quiet" role="status">
        {words}
      </span>
    </div>
  )
}
