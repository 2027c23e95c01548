/** Which addresses of a listing its operator wants: parts that one must hold (`include`) or must not (`exclude`). */
type Settings = Readonly<Record<string, unknown>>

/** `*` in a part stands for anything but a slash: "/news/*\/2024". Without `include` all are wanted. */
export function wantedBy(settings: Settings): (url: string) => boolean {
  const [include, exclude] = [partsIn(settings.include), partsIn(settings.exclude)]
  return (url) =>
    (include.length === 0 || include.some((part) => holds(url, part))) && !exclude.some((part) => holds(url, part))
}

const partsIn = (value: unknown): string[][] =>
  (Array.isArray(value) ? value : [value]).flatMap((part) =>
    typeof part === 'string' && part !== '' ? [part.split('*')] : [],
  )

/** The pieces in their order, with no slash between two of them. */
function holds(url: string, pieces: readonly string[]): boolean {
  for (let start = url.indexOf(pieces[0] ?? ''); start >= 0; start = url.indexOf(pieces[0] ?? '', start + 1)) {
    let at = start + (pieces[0] ?? '').length
    const whole = pieces.slice(1).every((piece) => {
      const next = url.indexOf(piece, at)
      if (next < 0 || url.slice(at, next).includes('/')) return false
      at = next + piece.length
      return true
    })
    if (whole) return true
  }
  return false
}
