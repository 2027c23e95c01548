/** Who wrote what, when. Append-only; every write by a person or key leaves a row. */
import type { JsonValue, Sql } from '../connection/client.ts'

export interface AuditEntry {
  /** Name of the key or of the part of the system ("seed", "cli"). */
  actor: string
  /** A verb with its object: "report.revive". */
  action: string
  /** What it was done to: "report:12". */
  subject: string
  detail?: Record<string, JsonValue>
}

export interface AuditRow extends Required<AuditEntry> {
  at: Date
}

export async function recordAudit(sql: Sql, { actor, action, subject, detail }: AuditEntry): Promise<void> {
  await sql`insert into audit (actor, action, subject, detail) values (${actor}, ${action}, ${subject}, ${sql.json(detail ?? {})})`
}

/** Newest first; of one subject where given. */
export async function listAudit(sql: Sql, filter: { subject?: string; limit?: number } = {}): Promise<AuditRow[]> {
  return sql<AuditRow[]>`
    select at, actor, action, subject, detail from audit
    where ${filter.subject ?? null}::text is null or subject = ${filter.subject ?? null}
    order by at desc limit ${filter.limit ?? 100}`
}
