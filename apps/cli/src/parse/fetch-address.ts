/** One page from the network, through the worker's guarded door, under the same settings. */
import { readConfig } from '@displacement-monitor/shared/config'
import { createFetcher, type Fetcher } from '@displacement-monitor/worker'
import { failed } from '../command/failure.ts'
import type { OpenedBytes } from './open-bytes.ts'

/** The door, under this environment's settings; closed when the work is done. */
export async function withFetcher<T>(
  env: Readonly<Record<string, string | undefined>>,
  work: (fetcher: Fetcher) => Promise<T>,
): Promise<T> {
  const config = readConfig({ ...env, DATABASE_URL: env.DATABASE_URL || 'postgres://unused/' })
  const fetcher = createFetcher({
    allow: config.FETCH_ALLOW,
    contact: config.FETCH_CONTACT,
    proxy: config.HTTPS_PROXY,
    deadlineMs: config.FETCH_DEADLINE_MS,
    maxBytes: config.FETCH_MAX_BYTES,
  })
  try {
    return await work(fetcher)
  } finally {
    await fetcher.close()
  }
}

export async function fetchAddress(
  address: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<OpenedBytes> {
  return withFetcher(env, async (fetcher) => {
    const fetched = await fetcher.fetch(address)
    if (fetched.kind !== 'body') throw failed(`${address} answered "not modified" to a first request.`)
    const { bytes, mediaType, url } = fetched
    return { bytes, mediaType, url }
  })
}
