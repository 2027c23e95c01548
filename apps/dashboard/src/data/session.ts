/** The key a person signed in with. It lives in this tab alone and is gone when the tab is closed. */
import { useEffect, useState } from 'preact/hooks'

const name = 'displacement-monitor.key'
const listeners = new Set<() => void>()

/** A browser may refuse storage; then the key lasts until the page is loaded anew. */
let inMemory: string | null = readStored()

function readStored(): string | null {
  try {
    return sessionStorage.getItem(name)
  } catch {
    return null
  }
}

export const currentKey = (): string | null => inMemory

export function keepKey(key: string | null): void {
  inMemory = key
  try {
    if (key === null) sessionStorage.removeItem(name)
    else sessionStorage.setItem(name, key)
  } catch {
    // Kept in memory.
  }
  for (const listener of listeners) listener()
}

export function useKey(): string | null {
  const [key, setKey] = useState(inMemory)
  useEffect(() => {
    const update = () => setKey(inMemory)
    listeners.add(update)
    return () => void listeners.delete(update)
  }, [])
  return key
}
