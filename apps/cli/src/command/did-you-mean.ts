/** "Did you mean", for what was typed and is not known. */
import { nearestNames } from '@displacement-monitor/shared/domain'

/** "Did you mean a, b or c?", or nothing. */
export function didYouMean(
  typed: string,
  names: readonly string[],
  show: (name: string) => string = (n) => n,
): string[] {
  const near = nearestNames(typed, names).map(show)
  if (near.length === 0) return []
  const last = near.at(-1) ?? ''
  return [`Did you mean ${near.length > 1 ? `${near.slice(0, -1).join(', ')} or ${last}` : last}?`]
}
