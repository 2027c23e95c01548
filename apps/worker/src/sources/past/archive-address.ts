/**
 * Archives whose address holds the day: `https://news.example/{yyyy}/{mm}/feed/`. The finest placeholder is the grain;
 * `{from}` and `{to}` (both `YYYY-MM-DD`) are filled in as well, for services that are asked for any span.
 */
import type { Days, Past, PastGrain, PastSource } from './past.ts'

const placeholder = /\{(yyyy|mm|dd|from|to)\}/g

/** The `archive` of a source's settings; null where it has none. */
export function archiveAddress({ settings }: PastSource): Past | null {
  const { archive, archive_begins: begins } = settings
  if (typeof archive !== 'string') return null
  return {
    grain: grainOf(archive),
    ...(typeof begins === 'string' ? { beginsOn: begins } : {}),
    requests: (days) => [{ url: fillIn(archive, days) }],
  }
}

function grainOf(archive: string): PastGrain {
  if (archive.includes('{dd}')) return 'day'
  if (archive.includes('{mm}') || archive.includes('{from}')) return 'month'
  return archive.includes('{yyyy}') ? 'year' : 'whole'
}

function fillIn(archive: string, { from, to }: Days): string {
  const values: Record<string, string> = {
    yyyy: from.slice(0, 4),
    mm: from.slice(5, 7),
    dd: from.slice(8, 10),
    from,
    to,
  }
  return archive.replace(placeholder, (whole, name: string) => values[name] ?? whole)
}
