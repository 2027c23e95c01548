/** What parts the cells of a CSV file: comma, semicolon or tab, whichever its first line has most of. */
export function delimiterOf(text: string): string {
  const first =
    text
      .slice(0, 5_000)
      .split(/\r?\n/u)
      .find((line) => line.trim() !== '') ?? ''
  const counted = [',', ';', '\t'].map((mark) => ({ mark, times: first.split(mark).length }))
  return counted.reduce((best, each) => (each.times > best.times ? each : best)).mark
}
