/** The window's title says which page it is. */
import { useEffect } from 'preact/hooks'

export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Displacement monitor`
  }, [title])
}
