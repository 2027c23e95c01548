/** Which page an address shows. */
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { AlertsPage } from './alerts/alerts-page.tsx'
import { BackfillsPage } from './backfills/backfills-page.tsx'
import { DeskPage } from './desk/desk-page.tsx'
import { OverviewPage } from './overview/overview-page.tsx'
import { Empty } from './parts/states.tsx'
import { PlacePage } from './place/place-page.tsx'
import { useAddress } from './routing/address.ts'
import { Foot } from './shell/foot.tsx'
import { KeyPage } from './shell/key-page.tsx'
import { Masthead } from './shell/masthead.tsx'
import { SourcesPage } from './sources/sources-page.tsx'
import { FigurePage } from './why/figure-page.tsx'

export function App() {
  const { path, query } = useAddress()
  const main = useRef<HTMLElement>(null)
  const shown = useRef(path)
  useEffect(() => {
    if (shown.current === path) return
    shown.current = path
    scrollTo(0, 0)
    // Whoever reads with a screen reader is taken to the new page's heading.
    main.current?.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true })
  }, [path])
  return (
    <>
      <a class="skip" href="#main">
        To the content
      </a>
      <Masthead path={path} />
      <main id="main" ref={main} class="wrap" tabIndex={-1}>
        {pageOf(path, query)}
      </main>
      <Foot />
    </>
  )
}

function pageOf(path: string, query: URLSearchParams): ComponentChildren {
  if (path === '/') return <OverviewPage query={query} />
  if (path === '/key') return <KeyPage />
  if (path === '/alerts') return <AlertsPage query={query} />
  if (path === '/sources') return <SourcesPage />
  if (path === '/backfills') return <BackfillsPage />
  if (path === '/desk') return <DeskPage query={query} />
  const place = /^\/places\/([^/]+)$/.exec(path)?.[1]
  if (place !== undefined) return <PlacePage place={decoded(place)} query={query} />
  const figure = /^\/figures\/([^/]+)$/.exec(path)?.[1]
  if (figure !== undefined) return <FigurePage id={figure} />
  return (
    <>
      <h1 tabIndex={-1}>There is no such page</h1>
      <Empty title="The address leads nowhere here.">
        <p>
          <a href="/">To the overview</a>
        </p>
      </Empty>
    </>
  )
}

/** An escape that is none stays as it was typed. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
