/** The country that a list speaks of, by whatever it tells: SYR, SY, "Syrian Arab Republic". */
import type { Gazetteer, PlaceId } from '@displacement-monitor/shared/domain'

const regionNames = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })

export function countryOf(words: readonly string[], gazetteer: Gazetteer): PlaceId | null {
  for (const word of words) {
    const code = word.trim().toUpperCase()
    if (/^[A-Z]{3}$/u.test(code) && gazetteer.place(code)?.kind === 'country') return code
    const name = /^[A-Z]{2}$/u.test(code) ? regionNames.of(code) : word
    const found =
      name === undefined ? undefined : gazetteer.lookUp(name).find((id) => gazetteer.place(id)?.kind === 'country')
    if (found !== undefined) return found
  }
  return null
}
