/** A plain connection to a host that speaks something else than HTTP (mail): through the same guard as every request. */
import { connect, type Socket } from 'node:net'
import { allowListOf, checkHost, type Resolver, systemResolver } from '@displacement-monitor/shared/addresses'
import { PipelineError } from '@displacement-monitor/shared/errors'
import { guardedLookup } from './guarded-lookup.ts'

/** Throws `address_refused` before anything is asked; else errors of the connection. */
export type OpenSocket = (host: string, port: number, timeoutMs: number) => Promise<Socket>

export function socketOpener(settings: { allow: readonly string[]; resolve?: Resolver }): OpenSocket {
  const resolve = settings.resolve ?? systemResolver
  return async (host, port, timeoutMs) => {
    checkHost(host, port, settings.allow)
    const url = new URL(host.includes(':') ? `http://[${host}]:${port}/` : `http://${host}:${port}/`)
    const free = allowListOf(settings.allow).has(url)
    return new Promise((done, reject) => {
      const socket = connect({
        host,
        port,
        autoSelectFamily: true,
        ...(free ? {} : { lookup: guardedLookup(resolve) }),
      })
      const timer = setTimeout(
        () => socket.destroy(new PipelineError('timeout', `${host} did not answer within ${timeoutMs / 1000} s.`)),
        timeoutMs,
      )
      const failed = (error: Error) => {
        clearTimeout(timer)
        reject(error)
      }
      socket.once('error', failed)
      socket.once('connect', () => {
        clearTimeout(timer)
        socket.removeListener('error', failed)
        done(socket)
      })
    })
  }
}
