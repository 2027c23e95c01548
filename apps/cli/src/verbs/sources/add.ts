/** `sources add`: one more publisher, or a change of one. */
import { checkAddress } from '@displacement-monitor/shared/addresses'
import { readConfig } from '@displacement-monitor/shared/config'
import type { Source } from '@displacement-monitor/shared/db'
import { redistributions, sensitivities } from '@displacement-monitor/shared/domain'
import { exitCode } from '../../command/exit-code.ts'
import { usageFailure } from '../../command/failure.ts'
import { defineVerb } from '../../command/verb.ts'
import { actorName } from '../../database/actor.ts'
import { withDatabase } from '../../database/with-database.ts'
import { languageOption } from '../../input/read-option.ts'

export const addSource = defineVerb({
  name: 'sources add',
  summary: 'read one more publisher, or change how one is read',
  about: [
    'The worker polls it from the next minute on. Look first what it would find: npx monitor sources test ADDRESS.',
    'Say what its terms allow: without --redistribution its texts are kept for internal use and left out of exports.',
  ],
  positionals: [
    { name: 'ID', description: 'a short name for it: small letters, digits, dashes', required: true, many: false },
  ],
  options: {
    url: { type: 'string', valueHint: 'ADDRESS', description: 'The feed or listing' },
    name: { type: 'string', valueHint: 'NAME', description: "The publisher's name (else its host)" },
    adapter: { type: 'string', valueHint: 'NAME', description: 'How its pages are read (else feed)' },
    language: { type: 'string', valueHint: 'CODE', description: 'en, fr, ar … (else told by each report)' },
    licence: { type: 'string', valueHint: 'TEXT', description: 'The licence of its texts (else unknown)' },
    attribution: { type: 'string', valueHint: 'TEXT', description: 'How it wants to be named (else its name)' },
    redistribution: {
      type: 'string',
      valueHint: 'WORD',
      values: redistributions,
      description: 'What may be passed on',
    },
    sensitivity: {
      type: 'string',
      valueHint: 'WORD',
      values: sensitivities,
      description: 'How much harm its numbers can do',
    },
    every: { type: 'string', valueHint: 'TIME', description: 'Pause between two polls: 30m, 6h, 1d (else 1h)' },
  },
  examples: [
    [
      'sources add un-news --url https://news.un.org/feed/subscribe/en/news/topic/migrants-and-refugees/feed/rss.xml',
      'Read a feed every hour.',
    ],
    ['sources add un-news --every 15m', 'Read it more often; all else stays.'],
  ],
  run: (invocation) =>
    withDatabase(invocation, async ({ sql }) => {
      const { getSource, upsertSource } = await import('@displacement-monitor/shared/db')
      const { options, console, positionals } = invocation
      const id = positionals[0] ?? ''
      if (!/^[a-z0-9][a-z0-9-]{1,63}$/u.test(id)) {
        throw usageFailure(`'${id}' cannot be the name of a source: 2 to 64 small letters, digits and dashes.`)
      }
      const before = await getSource(sql, id)
      const url = options.url ?? before?.url
      if (url === undefined) throw usageFailure(`${id} is new: it needs its address, --url ADDRESS.`)
      if (!/^https?:$/u.test(URL.canParse(url) ? new URL(url).protocol : '')) {
        throw usageFailure(`--url cannot be '${url}': give an address that begins with http:// or https://.`)
      }
      // A new address only: one that is stored may be of an intranet that was allowed then.
      if (url !== before?.url) refuseInside(url, invocation.env)
      const name = options.name ?? before?.name ?? new URL(url).hostname
      const source: Source = {
        ...(before ?? {}),
        id,
        url,
        name,
        adapter: options.adapter ?? before?.adapter ?? 'feed',
        language: languageOption('language', options.language) ?? before?.language ?? null,
        licence: options.licence ?? before?.licence ?? 'unknown',
        attribution: options.attribution ?? before?.attribution ?? name,
        redistribution: pick(redistributions, options.redistribution) ?? before?.redistribution ?? 'internal',
        sensitivity: pick(sensitivities, options.sensitivity) ?? before?.sensitivity ?? 'moderate',
        enabled: before?.enabled ?? true,
        pollIntervalS: intervalOption(options.every) ?? before?.pollIntervalS ?? 3600,
        minDelayMs: before?.minDelayMs ?? 1000,
      }
      const changed = await upsertSource(sql, source, actorName())
      const outcome = !changed ? 'unchanged' : before ? 'changed' : 'added'
      if (invocation.options.json) await console.print(JSON.stringify({ id, outcome }))
      else
        await console.print(
          outcome === 'added'
            ? `${id} added; it is polled from the next minute on while npm start runs.`
            : `${id} ${outcome}.`,
        )
      return exitCode.ok
    }),
})

/** Said at once, and not by the first poll. */
function refuseInside(url: string, env: Readonly<Record<string, string | undefined>>): void {
  const { FETCH_ALLOW } = readConfig({ ...env, DATABASE_URL: env.DATABASE_URL || 'postgres://unused/' })
  try {
    checkAddress(url, FETCH_ALLOW)
  } catch (error) {
    throw usageFailure(
      `--url cannot be that: ${(error as Error).message}`,
      'An intranet is allowed by name in FETCH_ALLOW.',
    )
  }
}

const pick = <T extends string>(values: readonly T[], value: string | null): T | undefined =>
  values.find((allowed) => allowed === value)

const seconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 }

/** "15m" → 900; null where not given. A minute to 30 days, as the store holds it. */
export function intervalOption(text: string | null): number | null {
  if (text === null) return null
  const match = /^(\d{1,7})([smhd])$/u.exec(text)
  const interval = match ? Number(match[1]) * (seconds[match[2] ?? ''] ?? 0) : 0
  if (interval < 60 || interval > 2_592_000) {
    throw usageFailure(`--every cannot be '${text}': give a time from 1m to 30d, like 15m, 6h, 1d.`)
  }
  return interval
}
