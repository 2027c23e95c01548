/**
 * The API in a process of its own, and beside it, in the same process, bare Fastify that reads one row by its primary key and
 * sends a constant body as long as the answer it is compared with. Told by its parent which addresses to compare.
 */
import fastify from 'fastify'
import { buildApp } from '../../../apps/api/dist/index.js'
import { loadGazetteer, PcodeGazetteer } from '../../../packages/gazetteer/dist/index.js'
import { connect } from '../../../packages/shared/dist/db/index.js'
import { createLog } from '../../../packages/shared/dist/log/index.js'

const sql = connect(process.env.DATABASE_URL, { max: 10, statementTimeoutMs: 20_000 })
const gazetteer = new PcodeGazetteer(loadGazetteer())
const log = createLog('bench', { level: 'silent' })
const api = await buildApp({ sql, gazetteer, config: { API_READ: 'open' }, queues: null, log })
const bare = fastify()
const bodies = []
bare.get('/constant/:n', async (request, reply) => {
  await sql`select id, version from series where id = ${Number(request.params.n) + 1}`
  return reply.type('application/json').send(bodies[Number(request.params.n)])
})
const apiUrl = await api.listen({ host: '127.0.0.1', port: 0 })
const bareUrl = await bare.listen({ host: '127.0.0.1', port: 0 })

process.on('message', async ({ paths }) => {
  for (const path of paths) {
    const { statusCode, rawPayload } = await api.inject(path)
    if (statusCode !== 200) throw new Error(`${path} answers ${statusCode}`)
    bodies.push(rawPayload)
  }
  process.send({ lengths: bodies.map(({ length }) => length) })
})
process.on('disconnect', () => process.exit(0))
process.send({ apiUrl, bareUrl })
