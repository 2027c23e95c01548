/** Snapshots as an older version of the code left them: read, with nothing found in them. */
import { createHash } from 'node:crypto'
import { noteOf } from './notes.mjs'

const atOnce = 2_000

export async function storeOldReadings(sql, count, { sourceId, say }) {
  for (let from = 0; from < count; from += atOnce) {
    const rows = Array.from({ length: Math.min(atOnce, count - from) }, (_, at) => {
      const n = from + at
      const { html, text, day } = noteOf(n)
      const bytes = Buffer.from(html)
      return {
        url: `https://notes.example/${n}`,
        day,
        text,
        html,
        size: bytes.byteLength,
        sha: createHash('sha256').update(bytes).digest('hex'),
      }
    })
    await sql.begin(async (tx) => {
      await tx`
        with row as (
          select * from jsonb_to_recordset(${tx.json(rows)}::jsonb) as t(url text, day date, text text, html text, size integer, sha text)),
        body as (insert into snapshot_body (sha256, encoding, bytes) select sha, 'identity', convert_to(html, 'UTF8') from row on conflict do nothing),
        report as (
          insert into report (source_id, url, language, published_on, origin, state, next_attempt_at, read_at)
          select ${sourceId}, url, 'en', day, 'poll', 'read', null, now() from row returning id, url),
        snapshot as (
          insert into snapshot (report_id, sha256, url, status, media_type, size_bytes, fetched_at)
          select report.id, row.sha, row.url, 200, 'text/html', row.size, now() from row join report using (url) returning id, report_id)
        insert into reading (report_id, snapshot_id, code_version, language, text, outcome)
        select report.id, snapshot.id, 'extraction@0', 'en', row.text, 'no_figures'
        from row join report using (url) join snapshot on snapshot.report_id = report.id`
    })
    if ((from / atOnce) % 10 === 0) say(`${from + rows.length} snapshots stored`)
  }
  await sql`vacuum analyze`
}
