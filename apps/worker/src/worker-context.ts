/** What the jobs of a worker work with; made once at start and handed to each of them. */
import type { Database, RetentionClass, SnapshotBucket } from '@displacement-monitor/shared/db'
import type { Gazetteer } from '@displacement-monitor/shared/domain'
import type { Logger } from '@displacement-monitor/shared/log'
import type { Queues } from '@displacement-monitor/shared/queue'
import type { Alerting } from './alert/alerting.ts'
import type { PastPace } from './backfill/past-pace.ts'
import type { PoliteFetcher } from './fetch/index.ts'
import type { LiveWork } from './live-work.ts'
import type { Parser } from './parse-process/parser.ts'
import type { SourceAdapter } from './sources/source-adapter.ts'
import type { Watch } from './watch/watch.ts'

/** What reading one report needs; the terminal has it without a queue. */
export interface ReaderContext {
  sql: Database
  /** Where bytes are that are not in the tables; null where no setting names one. */
  bucket: SnapshotBucket | null
  gazetteer: Gazetteer
  fetcher: PoliteFetcher
  parser: Parser
  adapters: ReadonlyMap<string, SourceAdapter>
  watch: Watch
}

export interface WorkerContext extends ReaderContext {
  queues: Queues
  alerting: Alerting
  log: Logger
  now: () => Date
  /** What is printed today goes before what a run over the past reads. */
  liveWork: LiveWork
  /** When the series that only such runs touch are built. */
  pastPace: PastPace
  /** A part of what is kept no longer goes with each call. */
  keepNoLonger: () => Promise<Partial<Record<RetentionClass, number>>>
  /** Aborted when the worker is asked to stop. */
  stopping: AbortSignal
}
