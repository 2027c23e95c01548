/** Where the reader is: a path and a query, both in the address bar, so that any view can be linked to. */
import { useEffect, useState } from 'preact/hooks'

export interface Address {
  path: string
  query: URLSearchParams
}

const listeners = new Set<() => void>()
const here = (): Address => ({ path: location.pathname, query: new URLSearchParams(location.search) })
const tell = () => {
  for (const listener of listeners) listener()
}
addEventListener('popstate', tell)

export function useAddress(): Address {
  const [address, setAddress] = useState(here)
  useEffect(() => {
    const update = () => setAddress(here())
    listeners.add(update)
    return () => void listeners.delete(update)
  }, [])
  return address
}

/** `replace`: a change of view (a filter, a zoom) that "back" should not have to undo step by step. */
export function goTo(href: string, { replace = false }: { replace?: boolean } = {}): void {
  if (replace) history.replaceState(null, '', href)
  else history.pushState(null, '', href)
  tell()
}

/** The same view with other words in its query; null removes one. */
export function changeQuery(changes: Readonly<Record<string, string | null>>): void {
  const { path, query } = here()
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === '') query.delete(name)
    else query.set(name, value)
  }
  const text = query.toString()
  goTo(text === '' ? path : `${path}?${text}`, { replace: true })
}

export const placeHref = (id: string, query: Readonly<Record<string, string>> = {}): string => {
  const words = new URLSearchParams(query).toString()
  return `/places/${encodeURIComponent(id)}${words === '' ? '' : `?${words}`}`
}

/** Answers of the server, not pages of ours. */
const served = /^\/(?:v1|docs|openapi\.json|assets|app|healthz|metrics|leave)(?:\/|$)/

/** Links are plain links; those that stay in the page are followed without loading it anew. */
export function followLinks(): void {
  document.addEventListener('click', (event) => {
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null
    if (!link || link.hasAttribute('download') || link.getAttribute('target') === '_blank') return
    const url = new URL(link.getAttribute('href') ?? '', location.href)
    if (url.origin !== location.origin || served.test(url.pathname)) return
    if (url.hash !== '' && url.pathname === location.pathname && url.search === location.search) return
    event.preventDefault()
    goTo(url.pathname + url.search + url.hash)
  })
}
