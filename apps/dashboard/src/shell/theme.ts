/** Light or dark: as the system says, unless the reader chose otherwise. */
const name = 'displacement-monitor.theme'
type Theme = 'light' | 'dark'

const stored = (): Theme | null => {
  try {
    const theme = localStorage.getItem(name)
    return theme === 'light' || theme === 'dark' ? theme : null
  } catch {
    return null
  }
}

export const shownTheme = (): Theme =>
  (document.documentElement.dataset.theme as Theme | undefined) ??
  (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')

export function applyTheme(): void {
  const theme = stored()
  if (theme) document.documentElement.dataset.theme = theme
}

export function switchTheme(): Theme {
  const theme: Theme = shownTheme() === 'dark' ? 'light' : 'dark'
  document.documentElement.dataset.theme = theme
  try {
    localStorage.setItem(name, theme)
  } catch {
    // For this page alone, then.
  }
  return theme
}
