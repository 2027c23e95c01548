/** Who writes, for the audit: the user of this machine at the terminal. */
import { userInfo } from 'node:os'

export function actorName(): string {
  try {
    return `terminal:${userInfo().username}`
  } catch {
    // A container may run under a number without a name.
    return 'terminal'
  }
}
