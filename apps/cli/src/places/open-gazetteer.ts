/** The gazetteer, loaded by the verbs that need places; with a database it knows the P-codes that were imported there. */
import { loadGazetteer, PcodeGazetteer } from '@displacement-monitor/gazetteer'
import type { Sql } from '@displacement-monitor/shared/db'
import type { Gazetteer } from '@displacement-monitor/shared/domain'

export async function openGazetteer(sql?: Sql): Promise<Gazetteer> {
  const gazetteer = loadGazetteer()
  if (sql === undefined) return gazetteer
  const { knownPcodes, pcodeRevision } = await import('@displacement-monitor/shared/db')
  if ((await pcodeRevision(sql)) === null) return gazetteer
  const coded = new PcodeGazetteer(gazetteer)
  coded.replacePcodes(await knownPcodes(sql))
  return coded
}
