/** Colours by what they mean. */
export interface Paint {
  strong(text: string): string
  faint(text: string): string
  good(text: string): string
  warn(text: string): string
  bad(text: string): string
  line(text: string): string
}

const code =
  (on: number, off: number) =>
  (text: string): string =>
    text === '' ? '' : `\u001b[${on}m${text}\u001b[${off}m`
const plain = (text: string): string => text

export function painter(colours: boolean): Paint {
  return colours
    ? {
        strong: code(1, 22),
        faint: code(2, 22),
        good: code(32, 39),
        warn: code(33, 39),
        bad: code(31, 39),
        line: code(36, 39),
      }
    : { strong: plain, faint: plain, good: plain, warn: plain, bad: plain, line: plain }
}
