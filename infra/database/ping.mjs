// @ts-check
/** Asks a PostgreSQL server whether it takes connections, in its own protocol (as libpq's PQping does), no client needed. */
import { connect } from 'node:net'

/** A StartupMessage of protocol 3.0 for the role and database `monitor`. */
const startup = (() => {
  const words = Buffer.from('user\0monitor\0database\0monitor\0\0')
  const head = Buffer.alloc(8)
  head.writeInt32BE(8 + words.length, 0)
  head.writeInt32BE(196_608, 4)
  return Buffer.concat([head, words])
})()

/**
 * `ready`: it asks for a password. `busy`: it answers, but starts, recovers or stops. `silent`: nobody, or no PostgreSQL.
 * @param {number} port
 * @param {number} [timeoutMs]
 * @returns {Promise<'ready' | 'busy' | 'silent'>}
 */
export function ping(port, timeoutMs = 2_000) {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port })
    /** @param {'ready' | 'busy' | 'silent'} answer */
    const finish = (answer) => {
      socket.destroy()
      resolve(answer)
    }
    socket.setTimeout(timeoutMs, () => finish('silent'))
    socket.on('error', () => finish('silent'))
    socket.on('end', () => finish('silent'))
    socket.on('connect', () => socket.write(startup))
    socket.once('data', (bytes) => {
      const kind = String.fromCharCode(bytes[0] ?? 0)
      finish(kind === 'R' ? 'ready' : kind === 'E' ? 'busy' : 'silent')
    })
  })
}
