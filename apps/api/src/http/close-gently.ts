/** At the end: running requests are answered, and their connections not kept for a next one that could never come. */
import type { FastifyInstance } from 'fastify'

export function closeGently(app: FastifyInstance): void {
  let closing = false
  app.addHook('preClose', async () => {
    closing = true
  })
  app.addHook('onSend', async (_request, reply, payload) => {
    if (closing) reply.header('connection', 'close')
    return payload
  })
}
