/** The incident of a number, in full. */
import type { IncidentJson } from '@displacement-monitor/shared/contracts'
import type { Sql } from '@displacement-monitor/shared/db'
import type { Gazetteer } from '@displacement-monitor/shared/domain'
import { notFound } from '../command/failure.ts'

/** An operator at the machine sees all. */
export async function incidentAsked(sql: Sql, gazetteer: Gazetteer, asked: string): Promise<IncidentJson> {
  const { getIncident } = await import('@displacement-monitor/shared/db')
  const { incidentJson } = await import('@displacement-monitor/alerts')
  const row = await getIncident(sql, incidentNumber(asked))
  if (row === null) throw noIncident(asked)
  return incidentJson({ sql, gazetteer, publicUrl: null }, row, true)
}

export function incidentNumber(asked: string): number {
  if (!/^[1-9]\d{0,14}$/u.test(asked)) throw noIncident(asked)
  return Number(asked)
}

export const noIncident = (asked: string) =>
  notFound(`There is no incident ${asked}.`, 'All of them: npx monitor incidents')
