/** All verbs, each loaded when it is asked for: a pipe must not wait for a database driver that it does not use. */
import type { Verb } from './command/verb.ts'

interface VerbEntry {
  summary: string
  load(): Promise<{ default: Verb }>
}

export const verbs: Readonly<Record<string, VerbEntry>> = {
  sources: { summary: 'see and change the publishers that are read', load: () => import('./verbs/sources.ts') },
  dead: { summary: 'see and retry reports that were given up', load: () => import('./verbs/dead.ts') },
  keys: { summary: 'see, create and revoke keys of the API', load: () => import('./verbs/keys.ts') },
  doctor: { summary: 'check everything, and say what to do', load: () => import('./verbs/doctor.ts') },
  migrate: { summary: 'bring the database to the schema of this version', load: () => import('./verbs/migrate.ts') },
}

export const verbNames = Object.keys(verbs)

const group = (heading: string, ...names: string[]) => ({
  heading,
  verbs: names.map((name) => ({ name, summary: verbs[name]?.summary ?? '' })),
})

export const verbGroups = [group('Operate', 'sources', 'dead', 'keys', 'doctor', 'migrate')]
