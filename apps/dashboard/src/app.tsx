/** Which page an address shows. */
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { OverviewPage } from './overview/overview-page.tsx'
import { Empty } from './parts/states.tsx'
import { useAddress } from './routing/address.ts'
import { Foot } from './shell/foot.tsx'
import { KeyPage } from './shell/key-page.tsx'
import { Masthead } from './shell/masthead.tsx'

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
