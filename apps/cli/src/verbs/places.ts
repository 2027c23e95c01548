/** `monitor places`: a place by any of its names or its P-code, and the id to use elsewhere. */
import type { Database, PcodeRow } from '@displacement-monitor/shared/db'
import type { Gazetteer } from '@displacement-monitor/shared/domain'
import { exitCode } from '../command/exit-code.ts'
import { notFound } from '../command/failure.ts'
import { defineVerb } from '../command/verb.ts'
import { withDatabaseAtHand } from '../database/database-at-hand.ts'
import { snakeCased } from '../output/snake-case.ts'
import { openGazetteer } from '../places/open-gazetteer.ts'
import { type FoundPlace, placeLines } from '../places/place-lines.ts'
import { unplacedWords } from '../places/unplaced-words.ts'
import { importPlaces } from './places/import.ts'

const shown = 20

export default defineVerb({
  name: 'places',
  summary: 'find a place and its id',
  about: [
    'Names in any language and with small misspellings; an id or a P-code shows the places under it (places SYR).',
    'P-codes are those of the lists that were imported: npx monitor places import hdx. Without one, names and ids alone.',
  ],
  positionals: [{ name: 'NAME', description: 'a name, an id or a P-code', required: true, many: true }],
  options: {},
  actions: { import: importPlaces },
  examples: [
    ['places idlib', 'The governorate, the city, the areas around.'],
    ['places إدلب', 'In Arabic.'],
    ['places SY07', 'By a P-code, once a list was imported.'],
    ['places SY-ID --json', 'With everything that is known of it.'],
  ],
  run: async ({ options, positionals, console, env }) =>
    withDatabaseAtHand({ env, console }, 'P-codes are not shown', async (sql) => {
      const asked = positionals.join(' ')
      const gazetteer = await openGazetteer(sql ?? undefined)
      const byCode = await codeAsked(asked, sql)
      const found = findPlaces(asked, byCode, gazetteer)
      const codes = await codesOf(found, sql)
      if (options.json) {
        const json = found.map(({ place, matchedName }) => ({
          ...place,
          matchedName,
          pcodes: codes.get(place.id) ?? [],
        }))
        await console.print(JSON.stringify(json.map(snakeCased), null, 2))
        return found.length > 0 ? exitCode.ok : exitCode.notFound
      }
      if (found.length === 0 && byCode !== null) throw notFound(...unplacedWords(byCode))
      if (found.length === 0)
        throw notFound(`No place is called anything like '${asked}'.`, 'Try a part of the name, or the country.')
      if (byCode?.replacedOn)
        console.note(`${byCode.code} was in use until ${byCode.replacedOn}, when a newer list no longer had it.`)
      await console.print(...placeLines(found, codes, gazetteer, console))
      return exitCode.ok
    }),
})

/** Only what has a digit is asked for in the tables: "SY" is a name before it is a code. */
async function codeAsked(asked: string, sql: Database | null): Promise<PcodeRow | null> {
  if (sql === null || !/^[\w./-]*\d[\w./-]*$/u.test(asked)) return null
  const { getPcode, pcodeRevision } = await import('@displacement-monitor/shared/db')
  return (await pcodeRevision(sql)) === null ? null : getPcode(sql, asked)
}

/** An id or a code: the place and those under it. A name: what is called so. */
function findPlaces(asked: string, byCode: PcodeRow | null, gazetteer: Gazetteer): FoundPlace[] {
  const id = byCode?.placeId ?? asked
  const unit = gazetteer.place(id) ?? gazetteer.place(id.toUpperCase())
  if (unit === null) return byCode === null ? gazetteer.search(asked, shown) : []
  const under = gazetteer.childrenOf(unit.id).flatMap((child) => gazetteer.place(child) ?? [])
  return [unit, ...under].map((place) => ({
    place,
    matchedName: place === unit && byCode !== null ? byCode.code : place.name,
  }))
}

async function codesOf(found: readonly FoundPlace[], sql: Database | null): Promise<ReadonlyMap<string, PcodeRow[]>> {
  const coded = found.filter(({ place }) => place.pcode !== null).map(({ place }) => place.id)
  if (sql === null || coded.length === 0) return new Map()
  const { pcodesOfPlaces } = await import('@displacement-monitor/shared/db')
  const codes = new Map<string, PcodeRow[]>()
  for (const row of await pcodesOfPlaces(sql, coded)) {
    if (row.placeId !== null) codes.set(row.placeId, [...(codes.get(row.placeId) ?? []), row])
  }
  return codes
}
