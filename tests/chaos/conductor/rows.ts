/** What a database holds, told by content alone: no serial ids, no instants, so that two runs of the same input can be compared. */
import type { Sql } from '@displacement-monitor/shared/db'

/** Rows as text with how often each is there, by table. */
export type Rows = ReadonlyMap<string, ReadonlyMap<string, number>>

/** `origin`: where the reports were served, which differs from run to run. */
export async function rowsOf(sql: Sql, origin: string): Promise<Rows> {
  const rows = new Map<string, Map<string, number>>()
  for (const [table, query] of Object.entries(queries)) {
    const counts = new Map<string, number>()
    for (const { row } of await sql.unsafe<{ row: string }[]>(`${named} ${query}`)) {
      const text = row.replaceAll(origin, '')
      counts.set(text, (counts.get(text) ?? 0) + 1)
    }
    rows.set(table, counts)
  }
  return rows
}

export interface Difference {
  /** Rows of the undisturbed run that are not there, and rows that are there too often or should not be. */
  lost: number
  doubled: number
  /** The first few of each, for a person. */
  examples: string[]
}

export function differenceOf(undisturbed: Rows, disturbed: Rows): Difference {
  const difference: Difference = { lost: 0, doubled: 0, examples: [] }
  const tell = (line: string) => difference.examples.length < 12 && difference.examples.push(line.slice(0, 700))
  for (const [table, wanted] of undisturbed) {
    const found = disturbed.get(table) ?? new Map<string, number>()
    for (const row of new Set([...wanted.keys(), ...found.keys()])) {
      const more = (found.get(row) ?? 0) - (wanted.get(row) ?? 0)
      if (more < 0) difference.lost -= more
      if (more > 0) difference.doubled += more
      if (more !== 0) tell(`${more < 0 ? 'lost' : 'doubled'} ${table}: ${row}`)
    }
  }
  return difference
}

/** Names in place of ids. */
const named = `
  with subject_named as (select id, concat_ws('/', place_id, place_role, category, scope, cause) as name from subject),
  claim_named as (select c.id, s.name || ' ' || c.claim_key as name from claim c join subject_named s on s.id = c.subject_id)`

const queries: Readonly<Record<string, string>> = {
  report: `select jsonb_build_array(url, source_id, title, publisher, language, published_at, published_on, origin, state, failures,
      failure_code, (select min(o.url) from report o where o.text_group = report.text_group))::text as row from report`,
  snapshot: `select jsonb_build_array(r.url, s.sha256, s.url, s.status, s.media_type, s.size_bytes)::text as row
    from snapshot s join report r on r.id = s.report_id`,
  snapshot_body: `select jsonb_build_array(sha256, encoding, md5(bytes))::text as row from snapshot_body`,
  reading: `select jsonb_build_array(r.url, d.code_version, d.language, d.title, d.text, d.outcome, d.superseded_at is null)::text as row
    from reading d join report r on r.id = d.report_id`,
  figure: `select jsonb_build_array(r.url, f.superseded_at is null, c.name, n.name,
      to_jsonb(f) - array['id', 'reading_id', 'report_id', 'claim_id', 'counter_id', 'event_id', 'subset_of', 'corrects', 'rival_of',
        'recorded_at', 'superseded_at'])::text as row
    from figure f join report r on r.id = f.report_id left join claim_named c on c.id = f.claim_id left join counter n on n.id = f.counter_id`,
  claim: `select jsonb_build_array(n.name, o.name,
      to_jsonb(c) - array['id', 'subject_id', 'counter_id', 'event_id', 'recorded_at'])::text as row
    from claim c join claim_named n on n.id = c.id left join counter o on o.id = c.counter_id`,
  counter: `select jsonb_build_array(name, family, reliability)::text as row from counter`,
  series: `select jsonb_build_array(s.name, jsonb_array_length(e.left_out),
      to_jsonb(e) - array['id', 'subject_id', 'version', 'left_out', 'updated_at', 'severe_claims', 'changed_in'])::text as row
    from series e join subject_named s on s.id = e.subject_id where e.removed_at is null`,
  series_point: `select jsonb_build_array(s.name, e.kind, e.unit, e.since, p.from_on, p.as_of, p.value, p.low, p.high, p.quantifier, p.review,
      p.witnesses, p.flags, p.reason,
      (select jsonb_agg(c.name order by c.name) from claim_named c where c.id = any(p.claim_ids)))::text as row
    from series_point p join series e on e.id = p.series_id join subject_named s on s.id = e.subject_id where p.superseded_at is null`,
  mark: `select 'series' as row from series_mark union all select 'evaluation' from evaluation_mark`,
  source: `select jsonb_build_array(id, health, failures)::text as row from source`,
  backfill_run: `select jsonb_build_array(run_key, state)::text as row from backfill_run`,
  backfill_item: `select jsonb_build_array(k.position, k.state, r.url, i.outcome, i.figures_new, i.figures_changed)::text as row
    from backfill_item i join backfill_chunk k on k.id = i.chunk_id join report r on r.id = i.report_id`,
}
