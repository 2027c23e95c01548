/** An answer as a page shows it: at first nothing, or what was known before; then the answer, or why there is none. */
import { useCallback, useEffect, useState } from 'preact/hooks'
import { ask, keptAnswer, Refusal } from './ask.ts'
import { useKey } from './session.ts'

export interface Answer<T> {
  value: T | null
  /** Null while there is nothing wrong. With a value: what is shown is from before. */
  refusal: Refusal | null
  isLoading: boolean
  refresh: () => void
}

/** `path` null: nothing to ask yet. */
export function useAnswer<T>(path: string | null): Answer<T> {
  const key = useKey()
  const [turn, setTurn] = useState(0)
  const [state, setState] = useState<{ path: string | null; value: T | null; refusal: Refusal | null; isLoading: boolean }>({
    path: null, value: null, refusal: null, isLoading: path !== null,
  }) // biome-ignore format: a row of fields
  useEffect(() => {
    if (path === null) return setState({ path, value: null, refusal: null, isLoading: false })
    const calledOff = new AbortController()
    const known = keptAnswer<T>(path) ?? null
    setState((before) => ({
      path,
      value: known ?? (before.path === path ? before.value : null),
      refusal: null,
      isLoading: true,
    }))
    ask<T>(path, calledOff.signal).then(
      (value) => calledOff.signal.aborted || setState({ path, value, refusal: null, isLoading: false }),
      (error: unknown) => {
        if (calledOff.signal.aborted) return
        const refusal = error instanceof Refusal ? error : new Refusal(0, 'The answer could not be read.')
        setState((before) => ({ ...before, refusal, isLoading: false }))
      },
    )
    return () => calledOff.abort()
  }, [path, key, turn])
  const refresh = useCallback(() => setTurn((count) => count + 1), [])
  const fits = state.path === path
  return {
    value: fits ? state.value : (path && keptAnswer<T>(path)) || null,
    refusal: fits ? state.refusal : null,
    isLoading: fits ? state.isLoading : path !== null,
    refresh,
  }
}
