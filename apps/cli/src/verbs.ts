/** All verbs, each loaded when it is asked for: a pipe must not wait for a database driver that it does not use. */
import type { Verb } from './command/verb.ts'

interface VerbEntry {
  summary: string
  load(): Promise<{ default: Verb }>
}

export const verbs: Readonly<Record<string, VerbEntry>> = {
  extract: { summary: 'find the displacement figures in a text', load: () => import('./verbs/extract.ts') },
  parse: { summary: 'take the text and its facts out of a page', load: () => import('./verbs/parse.ts') },
  ingest: { summary: 'read a report into the database, all stages', load: () => import('./verbs/ingest.ts') },
  trends: { summary: 'show how displacement from a place went on', load: () => import('./verbs/trends.ts') },
  places: { summary: 'find a place and its id', load: () => import('./verbs/places.ts') },
  sources: { summary: 'see and change the publishers that are read', load: () => import('./verbs/sources.ts') },
  backfill: { summary: 'read the past: an archive, or what is kept', load: () => import('./verbs/backfill.ts') },
  reports: { summary: 'see reports; withdraw one, or hold it back', load: () => import('./verbs/reports.ts') },
  dead: { summary: 'see and retry reports that were given up', load: () => import('./verbs/dead.ts') },
  series: { summary: 'see, check and rebuild the stored lines', load: () => import('./verbs/series.ts') },
  thresholds: { summary: 'see and change the rules that watch series', load: () => import('./verbs/thresholds.ts') },
  incidents: { summary: 'see what thresholds found; acknowledge, silence', load: () => import('./verbs/incidents.ts') },
  messages: { summary: 'see, release and drop messages that wait', load: () => import('./verbs/messages.ts') },
  channels: { summary: 'see and change where alerts are told', load: () => import('./verbs/channels.ts') },
  keys: { summary: 'see, create and revoke keys of the API', load: () => import('./verbs/keys.ts') },
  doctor: { summary: 'check everything, and say what to do', load: () => import('./verbs/doctor.ts') },
  migrate: { summary: 'bring the database to the schema of this version', load: () => import('./verbs/migrate.ts') },
  backup: { summary: 'write the whole database into a file', load: () => import('./verbs/backup.ts') },
  restore: { summary: 'load such a file into an empty database', load: () => import('./verbs/restore.ts') },
}

export const verbNames = Object.keys(verbs)

const group = (heading: string, ...names: string[]) => ({
  heading,
  verbs: names.map((name) => ({ name, summary: verbs[name]?.summary ?? '' })),
})

export const verbGroups = [
  group('Read', 'extract', 'parse', 'ingest', 'backfill'),
  group('Look', 'trends', 'places'),
  group('Alert', 'thresholds', 'incidents', 'messages', 'channels'),
  group('Operate', 'sources', 'reports', 'dead', 'series', 'keys', 'doctor', 'migrate', 'backup', 'restore'),
]
