// @ts-check
/** Ports of this machine: a free one, and whether a given one can be bound. */
import { createServer } from 'node:net'

/**
 * Binds and lets go. The port that was bound, or the system's error code (EADDRINUSE, EADDRNOTAVAIL, EACCES).
 * @param {string} host
 * @param {number} port 0 for any
 * @returns {Promise<{ port: number } | { code: string }>}
 */
export function tryBind(host, port) {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (/** @type {NodeJS.ErrnoException} */ error) => resolve({ code: error.code ?? 'ERROR' }))
    server.listen({ host, port, exclusive: true }, () => {
      const address = server.address()
      const bound = address !== null && typeof address === 'object' ? address.port : port
      server.close(() => resolve({ port: bound }))
    })
  })
}

/** A port of 127.0.0.1 that was free a moment ago. */
export async function freePort() {
  const bound = await tryBind('127.0.0.1', 0)
  if ('code' in bound) throw new Error(`No port of 127.0.0.1 could be bound (${bound.code}).`)
  return bound.port
}
