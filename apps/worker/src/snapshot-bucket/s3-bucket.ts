/** A bucket of S3-compatible storage: four requests, addressed by path, signed with the operator's key, sent through the guard. */
import { createHash } from 'node:crypto'
import type { Config } from '@displacement-monitor/shared/config'
import type { SnapshotBucket } from '@displacement-monitor/shared/db'
import { PipelineError } from '@displacement-monitor/shared/errors'
import { AwsV4Signer } from 'aws4fetch'
import { load } from 'cheerio'
import { type Answer, askerOf } from '../fetch/index.ts'

export type BucketSettings = Pick<
  Config,
  'S3_ENDPOINT' | 'S3_REGION' | 'S3_BUCKET' | 'S3_ACCESS_KEY_ID' | 'S3_SECRET_ACCESS_KEY' | 'HTTPS_PROXY'
>

/** Bodies by their hash; all throw `bucket_unavailable`. */
export interface Bucket extends SnapshotBucket {
  put(sha256: string, bytes: Uint8Array): Promise<void>
  /** Also where there is none. */
  remove(sha256: string): Promise<void>
  /** All that are there, so many at a time. */
  list(atOnce?: number): AsyncGenerator<string[]>
  /** The database whose bucket this is; null before the first claim. */
  owner(): Promise<string | null>
  claim(owner: string): Promise<void>
  close(): Promise<void>
}

/** A row is locked for as long as one takes: 20 MB, the largest body, at 5 Mbit/s. */
const deadlineMs = 30_000
/** Larger than any body that FETCH_MAX_BYTES admits. */
const maxBytes = 500_000_000
const maxListBytes = 10_000_000
const folder = 'snapshots/'
const ownerKey = 'owner'

/** Null where the settings name none. */
export function openBucket(settings: Partial<BucketSettings>): Bucket | null {
  const { S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = settings
  if (!S3_ENDPOINT || !S3_BUCKET || !S3_ACCESS_KEY_ID || !S3_SECRET_ACCESS_KEY) return null
  const base = new URL(`${S3_ENDPOINT.replace(/\/+$/, '')}/${S3_BUCKET}`)
  // The operator has named it, as with FETCH_ALLOW: it may stand in an intranet.
  const { ask, close } = askerOf({ allow: [base.host], proxy: settings.HTTPS_PROXY ?? null })

  /** `path`: of a key, with its slash, or a query of the bucket itself. */
  async function send(method: 'GET' | 'PUT' | 'DELETE', path: string, body?: Uint8Array): Promise<Answer> {
    const signed = await new AwsV4Signer({
      method,
      url: base.href + path,
      accessKeyId: S3_ACCESS_KEY_ID ?? '',
      secretAccessKey: S3_SECRET_ACCESS_KEY ?? '',
      service: 's3',
      region: settings.S3_REGION ?? 'us-east-1',
      headers: {
        'x-amz-content-sha256': createHash('sha256')
          .update(body ?? '')
          .digest('hex'),
        ...(body ? { 'content-type': 'application/octet-stream' } : {}),
      },
    }).sign()
    const { host: _, ...headers } = Object.fromEntries(signed.headers)
    const answer = await ask(signed.url, { method, headers, deadlineMs, maxBytes, ...(body ? { body } : {}) }).catch(
      (cause: Error) => {
        throw new PipelineError('bucket_unavailable', `S3 storage: ${cause.message}`, { cause })
      },
    )
    if (answer.status < 300 || answer.status === 404) return answer
    throw refusal(answer)
  }
  async function get(key: string): Promise<Buffer | null> {
    const answer = await send('GET', `/${key}`)
    if (answer.status !== 404) return answer.body
    if (codeOf(answer) === 'NoSuchKey') return null
    throw refusal(answer)
  }
  async function put(key: string, bytes: Uint8Array): Promise<void> {
    const answer = await send('PUT', `/${key}`, bytes)
    if (answer.status === 404) throw refusal(answer)
  }
  return {
    get: (sha256) => get(folder + sha256),
    put: (sha256, bytes) => put(folder + sha256, bytes),
    async remove(sha256) {
      const answer = await send('DELETE', `/${folder}${sha256}`)
      if (answer.status === 404 && codeOf(answer) !== 'NoSuchKey') throw refusal(answer)
    },
    // The first version of this request: every storage knows it.
    async *list(atOnce = 1_000) {
      for (let after = ''; ; ) {
        const query = new URLSearchParams({ 'max-keys': String(atOnce), prefix: folder })
        if (after !== '') query.set('marker', folder + after)
        const answer = await send('GET', `?${query}`)
        if (answer.status === 404 || answer.body.length > maxListBytes) throw refusal(answer)
        const $ = load(answer.body.toString('utf8'), { xml: true })
        const keys = $('Contents > Key')
          .toArray()
          .map((key) => $(key).text().slice(folder.length))
        const hashes = keys.filter((key) => /^[0-9a-f]{64}$/.test(key))
        if (hashes.length > 0) yield hashes
        const last = keys.at(-1)
        if (last === undefined || $('IsTruncated').text() !== 'true') return
        after = last
      }
    },
    owner: async () => (await get(ownerKey))?.toString('utf8').trim() ?? null,
    claim: (owner) => put(ownerKey, Buffer.from(owner)),
    close,
  }
}

/** Of the answer only the code is told: the rest of it may repeat what was sent. */
const refusal = (answer: Answer) =>
  new PipelineError('bucket_unavailable', `S3 storage answered ${answer.status} ${codeOf(answer)}`.trimEnd(), {
    status: answer.status,
  })

const codeOf = ({ body }: Answer): string => /<Code>(\w{1,60})<\/Code>/.exec(body.toString('utf8', 0, 4_096))?.[1] ?? ''
