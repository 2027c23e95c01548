/** Once a minute: bytes go where SNAPSHOT_STORE says, what was deleted goes from the bucket, and once a day what nobody speaks of. */
import {
  bodiesToMove,
  type Database,
  databaseName,
  moveToBucket,
  moveToTable,
  removalsDue,
  removeUnspoken,
  settleRemoval,
} from '@displacement-monitor/shared/db'
import { utcDay } from '@displacement-monitor/shared/domain'
import { asFailure, PipelineError } from '@displacement-monitor/shared/errors'
import type { Logger } from '@displacement-monitor/shared/log'
import type { Bucket } from './s3-bucket.ts'

/** Each holds a connection for as long as the bucket takes; the worker has eight. */
const lanes = 3
const bodiesAtOnce = 300

interface Moving {
  sql: Database
  bucket: Bucket
  store: 'postgres' | 's3'
  log: Pick<Logger, 'info' | 'warn'>
  now: () => Date
  stopping: AbortSignal
  /** For tests: bodies asked for with one statement. */
  atOnce?: number
}

/** Never throws: bytes that cannot move stay where they are. An outage is told once, when it begins. */
export function createMover(moving: Moving): () => Promise<void> {
  let away = false
  let listedOn = ''
  return async () => {
    try {
      await own(moving)
      const moved = await moveAll(moving)
      const today = utcDay(moving.now())
      const unspoken = listedOn === today ? 0 : await listUnspoken(moving)
      listedOn = today
      const removed = await removeAll(moving)
      if (moved + unspoken + removed > 0) moving.log.info({ moved, unspoken, removed }, 'bytes moved')
      if (away) moving.log.info('the S3 storage is back')
      away = false
    } catch (error) {
      const { code, message } = asFailure(error)
      if (!away) moving.log.warn({ code, err: error }, message)
      away = true
    }
  }
}

/** Two databases in one bucket would delete each other's objects. */
async function own({ sql, bucket }: Moving): Promise<void> {
  const name = await databaseName(sql)
  const owner = await bucket.owner()
  if (owner === null) await bucket.claim(name)
  else if (owner !== name)
    throw new PipelineError(
      'bucket_unavailable',
      'The S3 bucket belongs to another database: nothing is moved or deleted there. Where this one takes its place, delete the object "owner".',
    )
}

async function moveAll({ sql, bucket, store, stopping, atOnce = bodiesAtOnce }: Moving): Promise<number> {
  const move =
    store === 's3'
      ? (sha256: string) => moveToBucket(sql, sha256, (bytes) => bucket.put(sha256, bytes))
      : (sha256: string) => moveToTable(sql, sha256, () => bucket.get(sha256))
  let moved = 0
  for (let after = ''; !stopping.aborted; ) {
    const hashes = await bodiesToMove(sql, store === 's3' ? 'bucket' : 'table', after, atOnce)
    moved += await countEach(hashes, move, stopping)
    const last = hashes.at(-1)
    if (last === undefined || hashes.length < atOnce) break
    after = last
  }
  return moved
}

async function listUnspoken({ sql, bucket, stopping }: Moving): Promise<number> {
  let unspoken = 0
  for await (const hashes of bucket.list()) {
    if (stopping.aborted) break
    unspoken += await removeUnspoken(sql, hashes)
  }
  return unspoken
}

async function removeAll({ sql, bucket, stopping, atOnce = bodiesAtOnce }: Moving): Promise<number> {
  const hashes = await removalsDue(sql, atOnce)
  return countEach(hashes, (sha256) => settleRemoval(sql, sha256, () => bucket.remove(sha256)), stopping)
}

/** How many came to something. The first failure ends all lanes. */
async function countEach(
  hashes: readonly string[],
  work: (sha256: string) => Promise<boolean>,
  stopping: AbortSignal,
): Promise<number> {
  const waiting = [...hashes]
  let count = 0
  let failed = false
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined && !failed && !stopping.aborted; next = waiting.shift())
      try {
        if (await work(next)) count += 1
      } catch (error) {
        failed = true
        throw error
      }
  }
  const ended = await Promise.allSettled(Array.from({ length: lanes }, lane))
  for (const end of ended) if (end.status === 'rejected') throw end.reason
  return count
}
