/** The page's beginning. */
import { render } from 'preact'
import { App } from './app.tsx'
import { followLinks } from './routing/address.ts'
import { applyTheme } from './shell/theme.ts'

applyTheme()
followLinks()
const root = document.getElementById('app')
if (root) render(<App />, root)
