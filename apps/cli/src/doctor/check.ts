/** One thing that the monitor depends on: how it is, and what to do where it is not well. */
export interface Check {
  /** "database", "queue" … */
  name: string
  /** warning: it works, somebody should look; broken: it does not work; unknown: could not be looked at. */
  state: 'ok' | 'warning' | 'broken' | 'unknown'
  /** In words for a person. */
  detail: string
  /** What to do; null where nothing is. */
  todo: string | null
}

export const ok = (name: string, detail: string): Check => ({ name, state: 'ok', detail, todo: null })
export const warning = (name: string, detail: string, todo: string): Check => ({ name, state: 'warning', detail, todo })
export const broken = (name: string, detail: string, todo: string): Check => ({ name, state: 'broken', detail, todo })
export const unknown = (name: string, detail: string): Check => ({ name, state: 'unknown', detail, todo: null })
