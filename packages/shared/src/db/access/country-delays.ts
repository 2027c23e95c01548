/** For how many days a country's numbers need a key: what an operator decides, of a few countries. */

import { inTransaction, type Sql } from '../connection/client.ts'
import { recordAudit } from './audit.ts'

/** By ISO 3166-1 alpha-3. */
export async function countryDelays(sql: Sql): Promise<Map<string, number>> {
  const rows = await sql<{ country: string; days: number }[]>`
    select country_iso3 as country, days from country_delay order by 1`
  return new Map(rows.map(({ country, days }) => [country, days]))
}

/** `days`: 0 takes the delay away. */
export async function setCountryDelay(
  sql: Sql,
  { country, days, actor }: { country: string; days: number; actor: string },
): Promise<void> {
  await inTransaction(sql, async (tx) => {
    if (days === 0) await tx`delete from country_delay where country_iso3 = ${country}`
    else
      await tx`
        insert into country_delay (country_iso3, days) values (${country}, ${days})
        on conflict (country_iso3) do update set days = excluded.days`
    await recordAudit(tx, { actor, action: 'country.delay', subject: `place:${country}`, detail: { days } })
  })
}

/**
 * Of `figure f` and `report r`: whether it is kept back today. A figure of no country, or of one without a delay, is not. An
 * undated print counts from the day on which it was recorded.
 */
export const isDelayed = (sql: Sql) => sql`
  exists (
    select from country_delay d where d.country_iso3 = f.country_iso3
      and coalesce(r.published_on, (f.recorded_at at time zone 'UTC')::date) > (now() at time zone 'UTC')::date - d.days)`
