/** What each adapter must make of its recorded pages: `expected.json` was written by reading the input, never by a test run. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { type EventHint, type Listing, loadAdapters, parseWith, type Release } from '@displacement-monitor/worker'
import { describe, expect, test } from 'vitest'

const folder = new URL('./', import.meta.url)
const adapters = await loadAdapters()
const foldersIn = (url: URL) =>
  readdirSync(url, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))

interface Meta {
  url: string
  mediaType: string
  fetchedOn: string
  licence: string
  about: string
  /** Of the source, where its adapter needs any. */
  settings?: Record<string, unknown>
  /** Of an adapter that reads lists and reports: which of them this is; else a list. */
  want?: 'list' | 'report'
  /** Why it is not met yet; the test then wants a difference. */
  knownGap?: string
}
interface Expected {
  /** A case read to its figures, by other suites; here its metadata alone. */
  figures?: unknown[]
  title?: string | null
  publisher?: string | null
  published?: string | null
  lang?: string | null
  failure?: string
  document?: Record<string, unknown>
  reports?: Record<string, unknown>[]
  /** Where the listing goes on, and the listings of an index; absent where there are none. */
  nextUrl?: string
  listings?: string[]
  /** Of a service that answers with rows. */
  notes?: string[]
  releases?: Record<string, unknown>[]
}

for (const adapterId of foldersIn(folder)) {
  describe(adapterId, () => {
    test.each(foldersIn(new URL(`${adapterId}/`, folder)))('%s', async (name) => {
      const at = new URL(`${adapterId}/${name}/`, folder)
      const json = <T>(file: string): T => JSON.parse(readFileSync(new URL(file, at), 'utf8')) as T
      const meta = json<Meta>('meta.json')
      const expected = json<Expected>('expected.json')
      expect(meta.about.length).toBeGreaterThan(5)
      const input = readdirSync(at).find((file) => file.startsWith('input.')) ?? ''
      const adapter = adapters.get(adapterId)
      const want = adapter?.parseReleases ? 'releases' : (meta.want ?? (adapter?.parseList ? 'list' : 'report'))
      const read = await parseWith({
        want,
        adapterId,
        bytes: readFileSync(new URL(input, at)),
        mediaType: meta.mediaType,
        url: meta.url,
        settings: meta.settings ?? {},
      }).then(
        (parsed): Expected =>
          'document' in parsed
            ? { document: plain(parsed.document) }
            : 'listing' in parsed
              ? shortListing(parsed.listing)
              : {
                  ...(parsed.releases.nextUrl === null ? {} : { nextUrl: parsed.releases.nextUrl }),
                  notes: parsed.releases.notes,
                  releases: parsed.releases.releases.map(shortRelease),
                },
        (error: { code?: string }): Expected => ({ failure: error.code ?? String(error) }),
      )
      if (expected.figures) {
        const { title, publisher, publishedOn: published, language: lang } = read.document ?? {}
        expect({ title, publisher, published, lang }).toEqual({
          title: expected.title,
          publisher: expected.publisher,
          published: expected.published,
          lang: expected.lang,
        })
      } else if (meta.knownGap)
        expect(read, `the known gap "${meta.knownGap}" is closed: remove it`).not.toEqual(expected)
      else expect(read).toEqual(expected)
    })
  })
}

/** What a person checks in a release: who says what of which place and days. */
const shortRelease = ({ url, title, publishedOn, text, figures, events }: Release) => ({
  url,
  title,
  publishedOn,
  text: text.split('\n'),
  ...(events ? { events: events.map(shortEvent) } : {}),
  figures: figures.map((figure) =>
    [
      figure.role,
      figure.category,
      figure.cause,
      figure.hazard,
      figure.scope,
      figure.term,
      figure.unit,
      `${figure.quantifier} ${figure.value}${figure.valueHigh === null ? '' : `-${figure.valueHigh}`}`,
      `${figure.place.name} (${figure.place.iso3}, ${figure.place.role}, ${figure.place.accuracy})`,
      `${figure.since?.day ?? ''}..${figure.asOf?.day ?? ''}`,
      figure.counter,
      figure.event?.codes.map(({ scheme, code }) => `${scheme}:${code}`).join(' ') ?? null,
      figure.round === null ? null : `${figure.operation}/${figure.round}/${figure.assessmentType}`,
    ]
      .filter((part) => part !== null)
      .join(' | '),
  ),
})

const shortEvent = ({ name, cause, hazard, beganOn, codes }: EventHint) =>
  [name, cause, hazard, beganOn, codes.map(({ scheme, code }) => `${scheme}:${code}`).join(' ')].join(' | ')

const shortListing = ({ reports, nextUrl, listings, notes }: Listing): Expected => ({
  reports: reports.map(plain),
  ...(nextUrl === null ? {} : { nextUrl }),
  ...(listings === undefined ? {} : { listings }),
  ...(notes === undefined ? {} : { notes }),
})

/** Instants as JSON has them. */
const plain = (value: object) => JSON.parse(JSON.stringify(value)) as Record<string, unknown>

test('every adapter has cases, one that must fail among them', () => {
  const adapters = readdirSync(new URL('../../../apps/worker/src/sources/adapters/', import.meta.url)).flatMap(
    (file) => (file.endsWith('.ts') && !file.includes('.test.') ? [file.replace('.ts', '')] : []),
  )
  for (const adapter of adapters) {
    const cases = existsSync(new URL(`${adapter}/`, folder)) ? foldersIn(new URL(`${adapter}/`, folder)) : []
    expect(cases.length, `${adapter} has no golden cases`).toBeGreaterThan(2)
    const failing = cases.filter((name) =>
      readFileSync(new URL(`${adapter}/${name}/expected.json`, folder), 'utf8').includes('"failure"'),
    )
    expect(failing.length, `${adapter} has no case that must fail`).toBeGreaterThan(0)
  }
})
