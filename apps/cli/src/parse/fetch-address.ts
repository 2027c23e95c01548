/** One page from the network, through the worker's guarded door, under the same settings. */
import { readConfig } from '@displacement-monitor/shared/config'
import { createFetcher } from '@displacement-monitor/worker'
import { failed } from '../command/failure.ts'
import type { OpenedBytes } from './open-bytes.ts'

export async function fetchAddress(
  address: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<OpenedBytes> {
  const config = readConfig({ ...env, DATABASE_URL: env.DATABASE_URL || 'postgres://unused/' })
  const fetcher = createFetcher({
    allow: config.FETCH_ALLOW,
    contact: config.FETCH_CONTACT,
    proxy: config.HTTPS_PROXY,
    deadlineMs: config.FETCH_DEADLINE_MS,
    maxBytes: config.FETCH_MAX_BYTES,
  })
  try {
    const fetched = await fetcher.fetch(address)
    if (fetched.kind !== 'body') throw failed(`${address} answered "not modified" to a first request.`)
    const { bytes, mediaType, url } = fetched
    return { bytes, mediaType, url }
  } finally {
    await fetcher.close()
  }
}
