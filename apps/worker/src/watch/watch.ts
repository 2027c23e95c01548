/** What a worker tells of its own work while it does it: steps with their time and outcome, and what was read. The tables stay the truth. */

/** A job as a whole (named by its queue), or a part of one. */
export type StepName =
  | 'poll'
  | 'ingest'
  | 'reconcile'
  | 'notify'
  | 'backfill'
  | 'fetch'
  | 'parse'
  | 'extract'
  | 'store'
  | 'evaluate'

/** Ids alone, as in the log: sourceId, reportId, deliveryId, … */
export type StepFields = Readonly<Record<string, string | number>>

export interface ReadOutcome {
  /** ISO 639-1; null where none was recognised. */
  language: string | null
  outcome: string
  figures: readonly { category: string }[]
}

export interface Watch {
  /** Passes on what `work` answers or throws; a step that throws is counted under its failure's code. */
  step<T>(name: StepName, fields: StepFields, work: () => Promise<T>): Promise<T>
  read(report: ReadOutcome): void
}

/** Where nobody looks: the terminal, tests. */
export const unwatched: Watch = {
  step: (_name, _fields, work) => work(),
  read: () => {},
}
