/** The API's process: reads the settings, listens, says that it is ready, and ends when asked or when its parent is gone. */
import { loadGazetteer, PcodeGazetteer } from '@displacement-monitor/gazetteer'
import { ConfigError, readConfig } from '@displacement-monitor/shared/config'
import { connect, followPcodes } from '@displacement-monitor/shared/db'
import { createLog } from '@displacement-monitor/shared/log'
import { openQueues } from '@displacement-monitor/shared/queue'
import { buildApp } from './app.ts'
import { warmUp } from './page/warm-up.ts'
import { followReplica } from './replica/follow-replica.ts'

const log = createLog('api')
/** No answer takes this long; a client of a slow one is told so. */
const statementTimeoutMs = 5_000
const lastResortMs = 10_000
const defaultPort = 3000

process.on('unhandledRejection', (err) => log.error({ err }, 'unhandled rejection'))

try {
  const config = readConfig(process.env)
  const sql = connect(config.DATABASE_URL, { max: 10, applicationName: 'displacement-api', statementTimeoutMs })
  const replica =
    config.DATABASE_READ_URL === null
      ? null
      : followReplica(
          sql,
          connect(config.DATABASE_READ_URL, { max: 10, applicationName: 'displacement-api', statementTimeoutMs }),
          {
            onChange: (told) => log.info(told.behindMs === null ? {} : { behindMs: told.behindMs }, told.inWords),
          },
        )
  const { DATABASE_URL: databaseUrl, REDIS_URL: redisUrl, QUEUE_PREFIX: prefix } = config
  const queues = openQueues({ databaseUrl, redisUrl, prefix })
  const gazetteer = new PcodeGazetteer(loadGazetteer())
  const pcodes = await followPcodes(sql, {
    onChange: (known) => {
      gazetteer.replacePcodes(known)
      log.info({ pcodes: known.length }, 'P-codes read')
    },
    onError: (err) => log.warn({ err }, 'P-codes cannot be read'),
  })
  const app = await buildApp({ sql, gazetteer, config, queues, log, replica })
  await warmUp(app, gazetteer)
  const address = await app.listen({ host: config.HOST, port: config.PORT ?? defaultPort })

  let ending = false
  const end = (reason: string) => {
    if (ending) return
    ending = true
    log.info({ reason }, 'stopping')
    setTimeout(() => process.exit(1), lastResortMs).unref()
    stop().then(
      () => process.exit(0),
      (err) => {
        log.error({ err }, 'did not stop cleanly')
        process.exit(1)
      },
    )
  }
  /** Running answers are finished first; idle connections are closed at once. */
  const stop = async () => {
    pcodes.stop()
    await app.close()
    await replica?.stop()
    await Promise.all([queues.close(), sql.end({ timeout: 1 })])
  }
  process.on('SIGTERM', () => end('SIGTERM'))
  process.on('SIGINT', () => end('SIGINT'))
  process.on('disconnect', () => end('disconnect'))
  log.info({ address }, 'ready')
  process.send?.({ ready: true, address })
} catch (err) {
  if (err instanceof ConfigError) process.stderr.write(`${err.message}\n`)
  else log.fatal({ err }, 'did not start')
  process.exitCode = 1
  setTimeout(() => process.exit(1), 500)
}
