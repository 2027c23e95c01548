// @ts-check
/** Under which address the API serves: HOST and PORT as asked for, or the next free port from 3000. */
import { tryBind } from '../database/free-port.mjs'
import { PlainError } from '../database/plain-error.mjs'

const firstPort = 3000
const lastPort = 3999

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ host: string, port: number, url: string }>} url: as a browser on this machine opens it
 * @throws {PlainError} where PORT is no port or is taken, or HOST is no address of this machine
 */
export async function chooseAddress(env) {
  const host = env.HOST || '127.0.0.1'
  const asked = env.PORT ? [readPort(env.PORT)] : range(firstPort, lastPort)
  for (const port of asked) {
    const bound = await tryBind(host, port)
    if ('port' in bound) return { host, port: bound.port, url: urlOf(host, bound.port) }
    if (bound.code === 'EADDRINUSE' && !env.PORT) continue
    if (bound.code === 'EADDRINUSE')
      throw new PlainError(`PORT=${port} is taken on ${host}: free it or set another PORT.`)
    if (bound.code === 'EACCES') throw new PlainError(`PORT=${port} may not be used by this user: set one above 1023.`)
    throw new PlainError(`HOST=${host} cannot be served on (${bound.code}): set HOST to an address of this machine.`)
  }
  throw new PlainError(`All ports from ${firstPort} to ${lastPort} are taken on ${host}: set PORT.`)
}

/** @param {string} text */
function readPort(text) {
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= 65_535) return port
  throw new PlainError(`PORT=${text} is no port: a whole number from 0 (any free one) to 65535.`)
}

/** @param {number} from @param {number} to */
const range = (from, to) => Array.from({ length: to - from + 1 }, (_, index) => from + index)

/** @param {string} host @param {number} port */
function urlOf(host, port) {
  const open = { '0.0.0.0': '127.0.0.1', '::': '[::1]' }[host] ?? (host.includes(':') ? `[${host}]` : host)
  return `http://${open}:${port}/`
}
