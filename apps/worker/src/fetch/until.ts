/** Waiting that ends with a signal, whatever the work waits for. */

/** Names are looked up without a signal: nobody waits for one that hangs. */
export function until<T>(end: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(end.reason)
    if (end.aborted) onAbort()
    end.addEventListener('abort', onAbort, { once: true })
    work.then(resolve, reject).finally(() => end.removeEventListener('abort', onAbort))
  })
}
