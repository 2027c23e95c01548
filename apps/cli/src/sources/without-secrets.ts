/** A source as it may stand on a screen or in a pipe: keys in its address and its settings are struck out, their names stay. */
import type { SourceRow } from '@displacement-monitor/shared/db'
import { redactSecrets } from '@displacement-monitor/shared/log'

/** What is sent with a request and kept out of the address for being secret. */
const sent = ['query', 'headers'] as const

export function withoutSecrets(source: SourceRow): SourceRow {
  const struck = sent.flatMap((name) => {
    const words = source.settings[name]
    return typeof words === 'object' && words !== null && !Array.isArray(words)
      ? [[name, Object.fromEntries(Object.keys(words).map((word) => [word, '***']))] as const]
      : []
  })
  return { ...source, url: redactSecrets(source.url), settings: { ...source.settings, ...Object.fromEntries(struck) } }
}
