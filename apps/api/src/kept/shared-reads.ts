/**
 * Many who ask the same at the same time share a read that began after each of them had asked: nobody is told what was true
 * before the question, and a hot answer costs the database a read at a time, however many want it.
 */
interface Reads {
  running: Promise<unknown>
  /** Begins when the running one has ended; for all who ask meanwhile. */
  next: Promise<unknown> | null
}

export function sharedReads() {
  const reads = new Map<string, Reads>()
  const begin = <T>(question: string, read: () => Promise<T>): Promise<T> => {
    const running = read()
    const mine: Reads = { running, next: null }
    reads.set(question, mine)
    const end = () => {
      if (mine.next === null) reads.delete(question)
    }
    running.then(end, end)
    return running
  }
  return <T>(question: string, read: () => Promise<T>): Promise<T> => {
    const known = reads.get(question)
    if (!known) return begin(question, read)
    const after = () => begin(question, read)
    known.next ??= known.running.then(after, after)
    return known.next as Promise<T>
  }
}
