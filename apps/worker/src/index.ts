/** The worker's stages for the terminal and for tests; the process itself is main.ts. */
export { type Alerting, openAlerting } from './alert/alerting.ts'
export { loadChannels, type Outgoing, type Receipt, type Sender, type Sending } from './alert/channel.ts'
export { type Delivered, type DeliveryContext, deliver } from './alert/deliver.ts'
export { releaseHeld } from './alert/hold-delayed.ts'
export { maxAttempts, nextAttemptAt, retryDelaysMs } from './alert/retry-schedule.ts'
export { type HereHooks, runHere } from './backfill/run-here.ts'
export { type Evaluated, type EvaluateHooks, evaluateMarked } from './evaluate.ts'
export {
  createFetcher,
  createPoliteFetcher,
  createPoster,
  type Fetched,
  type Fetcher,
  type FetcherSettings,
  type PoliteFetcher,
  socketOpener,
} from './fetch/index.ts'
export { type FetchSettings, type OpenReader, openReader } from './open-reader.ts'
export { type BytesAbout, parseBytes, parseFeedBytes, parsePlaceList, parseWith } from './parse-bytes.ts'
export type { Parsed, ParseTask } from './parse-process/parse-task.ts'
export { openParser, type Parser, type ParserOptions } from './parse-process/parser.ts'
export type { PlaceList } from './place-list/read-place-list.ts'
export { previewSource } from './preview-source.ts'
export { codeVersion, type ReadFigures, readFigures } from './read-figures.ts'
export { type IngestOutcome, type ReportInput, readReport } from './read-report.ts'
export { type RebuildHooks, type Rebuilt, rebuildAll } from './rebuild-all.ts'
export { type ReconcileHooks, reconcileMarked } from './reconcile.ts'
export { loadAdapters } from './sources/load-adapters.ts'
export type { EventHint, PlaceHint, Release, Releases, RowFigure } from './sources/rows/release.ts'
export { resolveHint } from './sources/rows/resolve-hint.ts'
export type { Listing } from './sources/source-adapter.ts'
export { type StoredReleases, storeReleases } from './store-releases.ts'
export type { ReaderContext } from './worker-context.ts'
