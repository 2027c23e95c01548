/** What sending needs beside the tables: the channels of this version, ways out of the house, and whether anything may leave. */
import type { Config } from '@displacement-monitor/shared/config'
import type { ChannelKind } from '@displacement-monitor/shared/domain'
import { createPoster, type OpenSocket, type Post, socketOpener } from '../fetch/index.ts'
import { loadChannels, type Sender } from './channel.ts'

export interface Alerting {
  /** By kind; a kind without one is served by the API. */
  senders: ReadonlyMap<ChannelKind, Sender>
  post: Post
  openSocket: OpenSocket
  /** Where people reach the monitor; null: nowhere. */
  publicUrl: string | null
  /** Messages are written down and shown, nothing leaves. */
  dryRun: boolean
}

type Settings = Pick<Config, 'FETCH_ALLOW' | 'FETCH_CONTACT' | 'HTTPS_PROXY' | 'PUBLIC_URL' | 'ALERTS_DRY_RUN'>

export async function openAlerting(config: Settings): Promise<Alerting & { close(): Promise<void> }> {
  const poster = createPoster({ allow: config.FETCH_ALLOW, contact: config.FETCH_CONTACT, proxy: config.HTTPS_PROXY })
  return {
    senders: await loadChannels(),
    post: poster.post,
    openSocket: socketOpener({ allow: config.FETCH_ALLOW }),
    publicUrl: config.PUBLIC_URL,
    dryRun: config.ALERTS_DRY_RUN,
    close: () => poster.close(),
  }
}
