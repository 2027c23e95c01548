/**
 * Which addresses a request may go to. Nothing leaves for a private, loopback or link-local address unless the
 * allow-list names its host. Checked on the target (names cannot hide a literal: the URL parser has already undone
 * octal, hexadecimal, short and circled spellings) and on every address that a name resolves to, which is also the one connected to.
 */
import { lookup as systemLookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { PipelineError } from '@displacement-monitor/shared/errors'
import ipaddr from 'ipaddr.js'

export type Resolver = (host: string) => Promise<string[]>

/** Global unicast alone; the registries of special-purpose addresses: https://www.iana.org/assignments/iana-ipv6-special-registry */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false
  const address = ipaddr.parse(text)
  if (address.range() !== 'unicast') return false
  // Beyond 2000::/3 nothing is assigned for public use; `::7f00:1` (IPv4-compatible) would else pass as unicast.
  return address.kind() === 'ipv4' || ((address as ipaddr.IPv6).parts[0] ?? 0) >> 13 === 1
}

export interface AllowList {
  has(url: URL): boolean
}

/** Entries `host` (any port) or `host:port`, as the setting FETCH_ALLOW holds them. */
export function allowListOf(entries: readonly string[]): AllowList {
  const names = new Set(entries.map((entry) => entry.toLowerCase()))
  return {
    has(url) {
      const host = bareHost(url)
      const bracketed = host.includes(':') ? `[${host}]` : host
      return names.has(bracketed) || names.has(`${bracketed}:${portOf(url)}`)
    },
  }
}

/** Throws `address_refused` unless a request for this address may leave; names are left to the lookup. */
export function checkTarget(url: URL, allowed: AllowList): void {
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw refused(`Only http and https addresses are fetched, not ${url.protocol}`)
  if (url.username !== '' || url.password !== '') throw refused('The address holds a user name or password.')
  if (allowed.has(url)) return
  const port = portOf(url)
  if (port !== 80 && port !== 443)
    throw refused(`Port ${port} of ${url.hostname} is not one of the web; FETCH_ALLOW can name ${url.host}.`)
  const host = bareHost(url)
  if (host === 'localhost' || host.endsWith('.localhost'))
    throw refused(`${host} is this machine; FETCH_ALLOW can name it.`)
  if (ipaddr.isValid(host) && !isPublicAddress(host))
    throw refused(`${host} is no public address; FETCH_ALLOW can name it.`)
}

/** For whoever lets a person enter an address: throws `address_refused` before anything is stored. `allow` as FETCH_ALLOW. */
export function checkAddress(address: string, allow: readonly string[]): void {
  if (!URL.canParse(address)) throw refused('This is no web address.')
  checkTarget(new URL(address), allowListOf(allow))
}

/** The public addresses of a name; throws `address_refused` when it has others only, `host_not_found` when it has none. */
export async function publicAddressesOf(host: string, resolve: Resolver): Promise<string[]> {
  const addresses = await resolve(host)
  if (addresses.length === 0) throw new PipelineError('host_not_found', `The name ${host} has no address.`)
  const open = addresses.filter(isPublicAddress)
  if (open.length === 0) throw refused(`The name ${host} leads to a private address; FETCH_ALLOW can name it.`)
  return open
}

/** A `lookup` for sockets that answers public addresses alone: what was checked is what is connected to. */
export const guardedLookup =
  (resolve: Resolver): LookupFunction =>
  (host, options, callback) => {
    publicAddressesOf(host, resolve).then(
      (addresses) => {
        const found = addresses
          .map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
          .filter(({ family }) => !options.family || options.family === family)
        const first = found[0]
        if (!first) callback(new PipelineError('host_not_found', `The name ${host} has no address.`), '', 4)
        else if (options.all) callback(null, found)
        else callback(null, first.address, first.family)
      },
      (error: Error) => callback(error, '', 4),
    )
  }

export const systemResolver: Resolver = (host) =>
  new Promise((resolve, reject) => {
    systemLookup(host, { all: true }, (error, found) => {
      if (error) reject(error)
      else resolve(found.map(({ address }) => address))
    })
  })

const refused = (message: string) => new PipelineError('address_refused', message)

/** Without the brackets of IPv6 and without the dot of a fully qualified name. */
export const bareHost = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')

const portOf = (url: URL): number => (url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port))
