/** What a run over the past changes raises no alarm: the marks that its transactions make say where they come from. */
import type { Sql } from '../connection/client.ts'

/** From here to the end of the transaction. Call it before what marks series. */
export async function foundInBackfill(tx: Sql): Promise<void> {
  await tx`select set_config('displacement.found_in', 'backfill', true)`
}
