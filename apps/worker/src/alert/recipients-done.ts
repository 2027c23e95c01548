/** Who has a message already, while others of it are tried again. Only in this process: after a kill all are sent again. */
const most = 500
const doneOf = new Map<string, Set<string>>()

export interface RecipientsDone {
  has(recipient: string): boolean
  add(recipient: string): void
  /** All have it: sent again, it is sent to all. */
  forget(): void
}

export function recipientsDone(messageId: string): RecipientsDone {
  const done = doneOf.get(messageId) ?? new Set<string>()
  return {
    has: (recipient) => done.has(recipient),
    add(recipient) {
      done.add(recipient)
      doneOf.set(messageId, done)
      const [oldest] = doneOf.keys()
      if (doneOf.size > most && oldest !== undefined) doneOf.delete(oldest)
    },
    forget: () => void doneOf.delete(messageId),
  }
}
