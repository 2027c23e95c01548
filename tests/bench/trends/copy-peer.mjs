/**
 * What the bulk path is measured against: plain COPY, by one client, of the very rows that a batch of it stored, as often as it
 * stores, into a table with the columns, checks, indexes and references (to other tables) of `figure`.
 */
import { pipeline } from 'node:stream/promises'

export async function openPeer(sql) {
  await sql`create table copied_figure (like figure including all)`
  const references = await sql`
    select pg_get_constraintdef(oid) as words from pg_constraint
    where conrelid = 'figure'::regclass and contype = 'f' and confrelid <> conrelid`
  for (const { words } of references) await sql`alter table copied_figure add ${sql.unsafe(words)}`
  let [rows, copying] = [0, 0]
  return {
    async copy(reportIds) {
      const lines = []
      const ids = sql.unsafe(`'{${reportIds.join(',')}}'::bigint[]`)
      const out = await sql`
        copy (select * from figure where report_id = any(${ids}) order by id) to stdout`.readable()
      // The library hands out views of a buffer that it goes on using, and may leave its socket paused at the end.
      for await (const chunk of out) lines.push(Buffer.from(chunk))
      out._read(0)
      const began = performance.now()
      const into = await sql`copy copied_figure from stdin`.writable()
      await pipeline(lines, into)
      copying += performance.now() - began
      rows += Buffer.concat(lines).reduce((count, byte) => (byte === 10 ? count + 1 : count), 0)
    },
    /** Figures a second. */
    perSecond: () => (rows / copying) * 1000,
    close: () => sql`drop table copied_figure`,
  }
}
