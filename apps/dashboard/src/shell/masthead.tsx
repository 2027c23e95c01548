/** What stands above every page: the name, the ways, the search, who is signed in. */
import { useState } from 'preact/hooks'
import { useKey } from '../data/session.ts'
import { PlaceSearch } from './search.tsx'
import { shownTheme, switchTheme } from './theme.ts'
import { ways } from './ways.ts'

export function Masthead({ path }: { path: string }) {
  const key = useKey()
  const [theme, setTheme] = useState(shownTheme)
  return (
    <header class="masthead">
      <div class="wrap">
        <a class="brand" href="/">
          <svg viewBox="0 0 28 28" width="28" height="28" aria-hidden="true" class="brand-mark">
            <path d="M3 23h6v-6h6v-6h6V5h4" />
            <circle cx="9" cy="17" r="2.4" />
            <circle cx="15" cy="11" r="2.4" />
            <circle cx="21" cy="5" r="2.4" />
          </svg>
          <span>Displacement monitor</span>
        </a>
        <nav aria-label="Pages" class="ways">
          {ways.map(({ href, words }) => (
            <a key={href} href={href} aria-current={path === href ? 'page' : undefined}>
              {words}
            </a>
          ))}
        </nav>
        <PlaceSearch />
        <div class="mast-tools">
          <button
            type="button"
            class="icon-button"
            onClick={() => setTheme(switchTheme())}
            aria-label={theme === 'dark' ? 'Show in light colours' : 'Show in dark colours'}
          >
            <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">
              {theme === 'dark' ? (
                <g>
                  <circle cx="10" cy="10" r="3.6" />
                  <path d="M10 1.8v2.4M10 15.8v2.4M1.8 10h2.4M15.8 10h2.4M4.2 4.2l1.7 1.7M14.1 14.1l1.7 1.7M15.8 4.2l-1.7 1.7M5.9 14.1l-1.7 1.7" />
                </g>
              ) : (
                <path d="M16.6 12.2A7 7 0 0 1 7.8 3.4a7 7 0 1 0 8.8 8.8Z" />
              )}
            </svg>
          </button>
          <a class={`sign-in ${key ? 'is-in' : ''}`} href="/key" aria-current={path === '/key' ? 'page' : undefined}>
            {key ? 'Signed in' : 'Sign in'}
          </a>
        </div>
      </div>
    </header>
  )
}
