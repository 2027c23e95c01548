/** The connections that requests leave on: guarded by default, open for the allow-list, through a proxy where one is set. */

import {
  type AllowList,
  bareHost,
  checkTarget,
  publicAddressesOf,
  type Resolver,
} from '@displacement-monitor/shared/addresses'
import { Agent, type Dispatcher, Pool, ProxyAgent } from 'undici'
import { guardedLookup } from './guarded-lookup.ts'

export interface Dispatchers {
  /** The way to this address after the guard has passed it; throws `address_refused`. */
  to(url: URL): Promise<Dispatcher>
  close(): Promise<void>
}

/** Longer waits are the total deadline's; these only free sockets of servers that went silent. */
const common = { headersTimeout: 0, bodyTimeout: 0, pipelining: 1, keepAliveTimeout: 4_000, connections: 16 } as const

export function openDispatchers(options: {
  allowed: AllowList
  resolve: Resolver
  proxy: string | null
  connectTimeoutMs: number
}): Dispatchers {
  const { allowed, resolve, proxy, connectTimeoutMs } = options
  const open = new Agent({ ...common, connect: { timeout: connectTimeoutMs } })
  const guarded = new Agent({
    ...common,
    autoSelectFamily: true,
    connect: { timeout: connectTimeoutMs, lookup: guardedLookup(resolve) },
  })
  const proxied = proxy === null ? null : throughProxy(proxy)
  return {
    async to(url) {
      checkTarget(url, allowed)
      if (allowed.has(url)) return proxied ?? open
      if (!proxied) return guarded
      // The proxy connects, not we: the name's addresses are checked before it is asked.
      if (!/^[\d.]+$|:/.test(bareHost(url))) await publicAddressesOf(bareHost(url), resolve)
      return proxied
    },
    async close() {
      await Promise.all([open.destroy(), guarded.destroy(), proxied?.destroy()])
    },
  }
}

/** Plain http is asked of the proxy itself, https through a tunnel. */
function throughProxy(uri: string): ProxyAgent {
  return new ProxyAgent({
    ...common,
    uri,
    proxyTunnel: false,
    // undici 7.30 asks for ever where a proxy hangs up on CONNECT: it takes UND_ERR_SOCKET for a reason to connect again.
    clientFactory: (origin, options) => {
      const pool = new Pool(origin, options)
      const connect = pool.connect.bind(pool) as (params: Dispatcher.ConnectOptions) => Promise<Dispatcher.ConnectData>
      const tunnel = (params: Dispatcher.ConnectOptions) =>
        connect(params).catch((cause: unknown) => {
          throw Object.assign(new Error('the proxy gave no tunnel', { cause }), { code: 'PROXY_NO_TUNNEL' })
        })
      return Object.assign(pool, { connect: tunnel }) as unknown as Dispatcher
    },
  })
}
