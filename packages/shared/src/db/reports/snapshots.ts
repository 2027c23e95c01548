/** The bytes of a fetch, kept once each. */
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, brotliDecompress, constants } from 'node:zlib'
import { PipelineError } from '../../errors/index.ts'
import { inTransaction, type Sql, together } from '../connection/client.ts'
import { storableOrNull } from '../connection/text.ts'

export interface NewSnapshot {
  reportId: number
  /** The address that answered, after redirects. */
  url: string
  status: number
  mediaType: string | null
  bytes: Uint8Array
  etag: string | null
  lastModified: string | null
  fetchedAt: Date
}

const compress = promisify(brotliCompress)
const decompress = promisify(brotliDecompress)
/** Below this a compressed copy saves no page of the database. */
const smallestCompressed = 512

/**
 * Repeatable: the same bytes of the same report are one snapshot, fetched when they were last: a page that takes a change back
 * is newer than the change.
 * Errors: `withdrawn`, where the report was, or another one with these bytes that no living report holds.
 */
export async function insertSnapshot(
  sql: Sql,
  snapshot: NewSnapshot,
): Promise<{ snapshotId: number; sha256: string; isNew: boolean }> {
  const sha256 = createHash('sha256').update(snapshot.bytes).digest('hex')
  return inTransaction(sql, async (tx) => {
    const [found, kept] = await together(findRow(tx, sha256, snapshot.reportId), isBodyKept(tx, sha256))
    const [{ id, isNew }] = await together(
      found === null ? insertRow(tx, sha256, snapshot) : touchRow(tx, found, snapshot.fetchedAt),
      kept ? null : insertBody(tx, sha256, snapshot.bytes),
    )
    return { snapshotId: id, sha256, isNew }
  })
}

/** Its id where it is there. The report is locked against its withdrawal until the transaction ends, and against nothing else. */
async function findRow(tx: Sql, sha256: string, reportId: number): Promise<number | null> {
  const [found] = await tx<{ id: number | null; withdrawn: number | null }[]>`
    select (select s.id from snapshot s where s.report_id = r.id and s.sha256 = ${sha256}) as id,
      case when r.withdrawn_at is not null then r.id else ${withdrawnWith(tx, sha256)} end as withdrawn
    from report r where r.id = ${reportId} for key share of r`
  if (found?.withdrawn != null) throw withdrawnBefore(reportId, found.withdrawn)
  return found?.id ?? null
}

async function touchRow(tx: Sql, id: number, fetchedAt: Date): Promise<{ id: number; isNew: boolean }> {
  await tx`update snapshot set fetched_at = ${fetchedAt} where id = ${id} and fetched_at < ${fetchedAt}`
  return { id, isNew: false }
}

async function insertRow(
  tx: Sql,
  sha256: string,
  { reportId, ...snapshot }: NewSnapshot,
): Promise<{ id: number; isNew: boolean }> {
  const [added] = await tx<{ id: number }[]>`
    insert into snapshot (report_id, sha256, url, status, media_type, size_bytes, etag, last_modified, fetched_at)
    values (${reportId}, ${sha256}, ${snapshot.url}, ${snapshot.status}, ${storableOrNull(snapshot.mediaType)},
            ${snapshot.bytes.byteLength}, ${storableOrNull(snapshot.etag)}, ${storableOrNull(snapshot.lastModified)},
            ${snapshot.fetchedAt})
    on conflict (report_id, sha256) do nothing returning id`
  if (added) return { id: added.id, isNew: true }
  const [other] = await tx<{ id: number }[]>`
    select id from snapshot where report_id = ${reportId} and sha256 = ${sha256}`
  if (!other) throw new Error(`snapshot of report ${reportId} was not stored`)
  return { id: other.id, isNew: false }
}

/** The least withdrawn report with these bytes, where no living one has them. */
const withdrawnWith = (sql: Sql, sha256: string) => sql`
  (select case when bool_and(w.withdrawn_at is not null) then min(w.id) end
   from snapshot s join report w on w.id = s.report_id where s.sha256 = ${sha256})`

const withdrawnBefore = (reportId: number, withdrawn: number): PipelineError =>
  new PipelineError(
    'withdrawn',
    withdrawn === reportId
      ? `Report ${reportId} was withdrawn: nothing of it is stored again.`
      : `These are the bytes of report ${withdrawn}, which was withdrawn: they are not stored again.`,
  )

/** Of these hashes, the ones that `insertSnapshot` refuses. */
export async function withdrawnHashes(sql: Sql, hashes: readonly string[]): Promise<Set<string>> {
  const rows = await sql<{ sha256: string }[]>`
    select s.sha256 from snapshot s join report r on r.id = s.report_id
    where s.sha256 = any(${[...hashes]}::text[]) group by s.sha256 having bool_and(r.withdrawn_at is not null)`
  return new Set(rows.map(({ sha256 }) => sha256))
}

/** Locked: whoever takes bytes away waits, and sees who holds them. */
async function isBodyKept(sql: Sql, sha256: string): Promise<boolean> {
  const [kept] = await sql`select 1 from snapshot_body where sha256 = ${sha256} for key share`
  return kept !== undefined
}

/** Brotli 4: 62 news pages (14.7 MB) shrink to a sixth at 52 MB/s on one core; level 1 to a fifth at 163, level 9 no further than 6.7 at 7. */
async function insertBody(sql: Sql, sha256: string, bytes: Uint8Array): Promise<void> {
  const packed =
    bytes.byteLength < smallestCompressed
      ? null
      : await compress(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })
  const smaller = packed !== null && packed.byteLength < bytes.byteLength
  await sql`
    insert into snapshot_body (sha256, encoding, bytes)
    values (${sha256}, ${smaller ? 'br' : 'identity'}, ${smaller ? packed : bytes})
    on conflict (sha256) do nothing`
}

/** Where bytes are that are not in the tables; objects are named by their hash. */
export interface SnapshotBucket {
  /** Null where there is none. Errors: `bucket_unavailable`. */
  get(sha256: string): Promise<Uint8Array | null>
}

/**
 * The bytes as received; null where none are kept (a withdrawn report loses them).
 * Errors: `bucket_unavailable`, also where what comes from there is something else.
 */
export async function readSnapshotBody(
  sql: Sql,
  sha256: string,
  bucket: SnapshotBucket | null = null,
): Promise<Uint8Array | null> {
  const row = await readBody(sql, sha256)
  if (!row) return null
  if (row.bytes !== null) return unpacked(row.encoding, row.bytes)
  if (bucket === null)
    throw new PipelineError('bucket_unavailable', 'These bytes are in S3 storage, and no setting says where that is.')
  // They may have come home between the two questions.
  const object = (await bucket.get(sha256)) ?? (await readBody(sql, sha256))?.bytes ?? null
  if (object === null) return null
  const bytes = await unpacked(row.encoding, object).catch(() => null)
  if (bytes === null || createHash('sha256').update(bytes).digest('hex') !== sha256)
    throw new PipelineError('bucket_unavailable', `What S3 storage holds as ${sha256} is something else.`)
  return bytes
}

async function readBody(sql: Sql, sha256: string) {
  const [row] = await sql<{ encoding: 'identity' | 'br'; bytes: Uint8Array | null }[]>`
    select encoding, bytes from snapshot_body where sha256 = ${sha256}`
  return row
}

const unpacked = async (encoding: 'identity' | 'br', bytes: Uint8Array): Promise<Uint8Array> =>
  encoding === 'br' ? decompress(bytes) : bytes

/** The newest snapshot of this type that a report has, with its bytes; null where none is kept. */
export async function keptSnapshot(
  sql: Sql,
  reportId: number,
  mediaType: string,
  bucket: SnapshotBucket | null = null,
): Promise<NewSnapshot | null> {
  const [row] = await sql<(Omit<NewSnapshot, 'bytes'> & { sha256: string })[]>`
    select report_id as "reportId", sha256, url, status, media_type as "mediaType", etag, last_modified as "lastModified",
           fetched_at as "fetchedAt"
    from snapshot where report_id = ${reportId} and media_type = ${mediaType} order by fetched_at desc, id desc limit 1`
  if (!row) return null
  const { sha256, ...snapshot } = row
  const bytes = await readSnapshotBody(sql, sha256, bucket)
  return bytes === null ? null : { ...snapshot, bytes }
}

export interface SnapshotRow {
  id: number
  sha256: string
  url: string
  status: number
  mediaType: string | null
  sizeBytes: number
  fetchedAt: Date
}

/** Of one report, the newest first. */
export async function snapshotsOfReport(sql: Sql, reportId: number): Promise<SnapshotRow[]> {
  return sql<SnapshotRow[]>`
    select id, sha256, url, status, media_type as "mediaType", size_bytes as "sizeBytes", fetched_at as "fetchedAt"
    from snapshot where report_id = ${reportId} order by fetched_at desc, id desc`
}
