/**
 * BullMQ opens connections that for moments nobody listens to: between connecting and listening, while its migrations run, after the
 * first of two errors. One that is cut in such a moment would end the process. Whoever uses it next is told by its own call.
 */
import type { EventEmitter } from 'node:events'
import { createRequire } from 'node:module'

// Without types of its own; the module that BullMQ loads in the same way.
const { Client } = createRequire(import.meta.url)('pg') as { Client: { prototype: EventEmitter } }

let quiet = false

/** Repeatable. */
export function quietenClients(): void {
  if (quiet) return
  quiet = true
  const { emit } = Client.prototype
  Client.prototype.emit = function (this: EventEmitter, name: string | symbol, ...told: unknown[]): boolean {
    if (name === 'error' && this.listenerCount('error') === 0) return false
    return emit.call(this, name, ...told)
  }
}
