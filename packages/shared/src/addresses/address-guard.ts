/**
 * Which addresses a request may go to. Nothing leaves for a private, loopback or link-local address unless the
 * allow-list names its host. Checked on the target (names cannot hide a literal: the URL parser has already undone
 * octal, hexadecimal, short and circled spellings) and on every address that a name resolves to, which is also the one connected to.
 */
import { lookup as systemLookup } from 'node:dns'
import ipaddr from 'ipaddr.js'
import { PipelineError } from '../errors/index.ts'

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
  checkName(url)
}

function checkName(url: URL): void {
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

/** A host and port that no web address is made of, as a mail server's: throws `address_refused`; names are left to the lookup. */
export function checkHost(host: string, port: number, allow: readonly string[]): void {
  const address = host.includes(':') ? `http://[${host}]:${port}/` : `http://${host}:${port}/`
  if (!URL.canParse(address)) throw refused('This is no name of a host.')
  const url = new URL(address)
  if (url.pathname !== '/' || url.username !== '' || url.password !== '') throw refused('This is no name of a host.')
  if (!allowListOf(allow).has(url)) checkName(url)
}

/**
 * Throws unless an entered address may be asked today: by its form, then by all that its name leads to. The sender asks
 * again whenever it connects, for a name can change where it leads.
 */
export async function checkReachable(address: string, allow: readonly string[], resolve: Resolver): Promise<void> {
  checkAddress(address, allow)
  await checkResolved(new URL(address), allow, resolve)
}

/** The same of a host and port. */
export async function checkHostReachable(
  host: string,
  port: number,
  allow: readonly string[],
  resolve: Resolver,
): Promise<void> {
  checkHost(host, port, allow)
  await checkResolved(
    new URL(host.includes(':') ? `http://[${host}]:${port}/` : `http://${host}:${port}/`),
    allow,
    resolve,
  )
}

async function checkResolved(url: URL, allow: readonly string[], resolve: Resolver): Promise<void> {
  const host = bareHost(url)
  if (allowListOf(allow).has(url) || ipaddr.isValid(host)) return
  const addresses = await publicAddressesOf(host, resolve).catch((error: unknown) => {
    if (error instanceof PipelineError) throw error
    throw new PipelineError('host_not_found', `The name ${host} has no address.`, { cause: error })
  })
  if (addresses.length === 0) throw new PipelineError('host_not_found', `The name ${host} has no address.`)
}

/** The public addresses of a name; throws `address_refused` when it has others only, `host_not_found` when it has none. */
export async function publicAddressesOf(host: string, resolve: Resolver): Promise<string[]> {
  const addresses = await resolve(host)
  if (addresses.length === 0) throw new PipelineError('host_not_found', `The name ${host} has no address.`)
  const open = addresses.filter(isPublicAddress)
  if (open.length === 0) throw refused(`The name ${host} leads to a private address; FETCH_ALLOW can name it.`)
  return open
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
