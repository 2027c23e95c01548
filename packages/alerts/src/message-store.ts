/** Where messages are made from. */
import type { Sql } from '@displacement-monitor/shared/db'
import type { Gazetteer } from '@displacement-monitor/shared/domain'

export interface MessageStore {
  sql: Sql
  gazetteer: Gazetteer
  /** Where people reach the monitor; links begin with it. Null: links are paths. */
  publicUrl: string | null
}
