/** What is in flight, for an operator's browser: bull-board over the queues, to look at. Outcomes and retries are the tables' matter. */
import { createBullBoard } from '@bull-board/api'
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter'
import { FastifyAdapter } from '@bull-board/fastify'
import { queueNames } from '@displacement-monitor/shared/contracts'
import type { Queues } from '@displacement-monitor/shared/queue'
import type { FastifyInstance } from 'fastify'
import type { App } from '../context.ts'
import { Problem } from '../http/problem.ts'

export const boardPath = '/queues'

/** Its own page styles itself inline; scripts, pictures and answers come from here alone. */
const boardPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors 'none'"

/** A key with the scope operate opens it, as the password of any user name: a browser cannot send a bearer key by itself. */
export async function queueBoard(app: App, queues: Queues): Promise<void> {
  const watched = queueNames.map((name) => {
    const queue = queues.backend.openQueue(name)
    queue.on('error', () => {}) // each look reports its own failure; without a listener Node would end the process
    return queue
  })
  const board = new FastifyAdapter()
  createBullBoard({
    // Jobs are put back by the sweep: whatever a person did to them here would not last.
    queues: watched.map((queue) => new BullMQAdapter(queue, { readOnlyMode: true })),
    serverAdapter: board,
    options: {
      uiConfig: { boardTitle: 'Work in flight', hideRedisDetails: true, hideDocsLink: true, showWorkers: false },
    },
  })
  board.setBasePath(boardPath)
  // The board answers failures itself; ours keep their words.
  board.setErrorHandler((error) =>
    error instanceof Problem
      ? { status: error.status as 400, body: error.toJson() }
      : { status: 500, body: { error: 'The queue does not answer.' } },
  )
  await app.register(
    async (part: FastifyInstance) => {
      part.addHook('onRoute', (route) => {
        route.config = { ...route.config, access: 'operate', browser: true, rateLimit: false }
      })
      part.addHook('onRequest', async (_request, reply) => {
        reply.header('content-security-policy', boardPolicy)
      })
      part.addHook('onClose', async () => {
        await Promise.all(watched.map((queue) => queue.close().catch(() => {})))
      })
      await part.register(board.registerPlugin() as Parameters<typeof part.register>[0])
    },
    { prefix: boardPath },
  )
}
