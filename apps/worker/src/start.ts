/** A worker of one process: its connections, the jobs it takes from each queue, its clock, and how it ends. */
import { setTimeout } from 'node:timers/promises'
import { loadGazetteer, PcodeGazetteer } from '@displacement-monitor/gazetteer'
import type { Config } from '@displacement-monitor/shared/config'
import { connect, type Database, databaseFacts, followPcodes } from '@displacement-monitor/shared/db'
import type { Logger } from '@displacement-monitor/shared/log'
import { openQueues, startWorker } from '@displacement-monitor/shared/queue'
import { openAlerting } from './alert/alerting.ts'
import { pastPace } from './backfill/past-pace.ts'
import { type DatabaseClock, databaseClock } from './database-clock.ts'
import { everyMinute } from './every-minute.ts'
import { armFailpoints } from './failpoints.ts'
import { ingestReport } from './jobs/ingest-report.ts'
import { createKeeper } from './jobs/keep-no-longer.ts'
import { notify } from './jobs/notify.ts'
import { pollSource } from './jobs/poll-source.ts'
import { reconcileSeries } from './jobs/reconcile-series.ts'
import { createSweep } from './jobs/sweep.ts'
import { workBackfill } from './jobs/work-backfill.ts'
import { countLiveWork } from './live-work.ts'
import { openReader } from './open-reader.ts'
import { createMover } from './snapshot-bucket/move-bodies.ts'
import { openBucket } from './snapshot-bucket/s3-bucket.ts'
import { createMeter } from './watch/meter.ts'
import { serveWatch } from './watch/serve.ts'
import { openTracing } from './watch/tracing.ts'
import type { WorkerContext } from './worker-context.ts'

export interface RunningProcess {
  /** Lets running jobs end for at most `waitMs`; what does not end runs again elsewhere. */
  stop(waitMs?: number): Promise<void>
}

/** Polls wait for networks, as reports do, but there are few. */
const pollsAtOnce = 8
/** A slow receiver must not keep the others waiting. */
const messagesAtOnce = 8
const stopWaitMs = 7_000
/** Below this a difference of clocks is not worth a word. */
const wrongClockMs = 5_000

export async function startProcess(config: Config, log: Logger): Promise<RunningProcess> {
  armFailpoints(config.FAILPOINTS, config.DATA_DIR)
  if (config.FAILPOINTS !== null)
    log.warn({ failpoints: config.FAILPOINTS }, 'this worker fails on purpose: unset FAILPOINTS')
  const tracing = await openTracing(config)
  const watch = createMeter()
  const sql = connect(config.DATABASE_URL, { max: 8, applicationName: 'displacement-worker' })
  const gazetteer = new PcodeGazetteer(loadGazetteer())
  const pcodes = await followPcodes(sql, {
    onChange: (known) => gazetteer.replacePcodes(known),
    onError: (err) => log.warn({ err }, 'P-codes cannot be read'),
  })
  const clock = databaseClock()
  const setClock = clockSetter(clock, sql, log)
  await setClock()
  const reader = await openReader(config, { sql, gazetteer, watch })
  reader.context.parser.warm()
  const queues = openQueues({
    databaseUrl: config.DATABASE_URL,
    redisUrl: config.REDIS_URL,
    prefix: config.QUEUE_PREFIX,
    traced: tracing.on,
  })
  const stopping = new AbortController()
  const alerting = await openAlerting(config)
  const context: WorkerContext = {
    ...reader.context,
    queues,
    alerting,
    log,
    now: clock.now,
    liveWork: countLiveWork(),
    pastPace: pastPace(),
    keepNoLonger: createKeeper({ sql, retention: config.RETENTION, now: clock.now }),
    stopping: stopping.signal,
  }

  const onError = quieter((message, err) => log.warn({ err }, message))
  const workers = [
    startWorker(queues, 'poll', (job) => pollSource(context, job), { concurrency: pollsAtOnce, onError }),
    startWorker(queues, 'ingest', (job) => context.liveWork.during(() => ingestReport(context, job)), {
      concurrency: config.WORKER_CONCURRENCY,
      onError,
    }),
    startWorker(queues, 'notify', (job) => notify(context, job), { concurrency: messagesAtOnce, onError }),
    startWorker(queues, 'backfill', (job) => workBackfill(context, job), { concurrency: 1, onError }),
    startWorker(queues, 'reconcile', () => reconcileSeries(context), { concurrency: 1, onError }),
  ]
  queues.evictionPolicy().then(
    (policy) => {
      if (policy !== null && policy !== 'noeviction')
        log.warn(
          { policy },
          'Redis throws jobs away when it is full: set maxmemory-policy noeviction. The sweep brings them back.',
        )
    },
    () => {}, // told by the workers, once a minute, until it answers
  )
  const sweep = createSweep(context)
  const sweeps = everyMinute(async () => {
    await setClock()
    await sweep()
  })
  const bucket = openBucket(config)
  const moves = bucket
    ? everyMinute(
        createMover({ sql, bucket, store: config.SNAPSHOT_STORE, log, now: clock.now, stopping: stopping.signal }),
      )
    : null
  const { HOST: host, WORKER_METRICS_PORT: port } = config
  const server =
    port === null ? null : await serveWatch({ host, port, registry: watch.registry, ready: () => databaseFacts(sql) })
  if (server) log.info({ host, port: server.port }, 'metrics served')

  return {
    async stop(waitMs = stopWaitMs) {
      stopping.abort()
      pcodes.stop()
      // A turn that has claimed sources still puts them into the queue, which is closed after it.
      const swept = Promise.race([
        Promise.all([sweeps.stop(), moves?.stop()]),
        setTimeout(waitMs, undefined, { ref: false }),
      ])
      await Promise.all([swept, ...workers.map((worker) => worker.stop(waitMs))])
      await server?.close()
      await Promise.all([
        queues.close(),
        reader.close(),
        bucket?.close(),
        alerting.close(),
        sql.end({ timeout: 1 }),
        tracing.close(),
      ])
    },
  }
}

/** Told once, until it is right again. The sweep tells of a database that is away. */
function clockSetter(clock: DatabaseClock, sql: Database, log: Logger): () => Promise<void> {
  let wrong = false
  return async () => {
    const aheadMs = await clock.set(sql).catch(() => 0)
    const isWrong = Math.abs(aheadMs) > wrongClockMs
    if (isWrong && !wrong)
      log.warn({ aheadMs: Math.round(aheadMs) }, 'this machine’s clock differs from the database’s, which is followed')
    wrong = isWrong
  }
}

/** An outage repeats itself every second on every connection: the same message is logged once a minute. */
function quieter(tell: (message: string, error: Error) => void): (error: Error) => void {
  const told = new Map<string, number>()
  return (error) => {
    const message = error.message.slice(0, 200) || error.name
    const now = Date.now()
    if (now - (told.get(message) ?? 0) < 60_000) return
    if (told.size > 100) told.clear()
    told.set(message, now)
    tell(message, error)
  }
}
