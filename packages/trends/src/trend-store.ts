/** Where trends are read from. */
import type { Sql } from '@displacement-monitor/shared/db'
import type { Gazetteer } from '@displacement-monitor/shared/domain'

export interface TrendStore {
  sql: Sql
  gazetteer: Gazetteer
  now: () => Date
}
