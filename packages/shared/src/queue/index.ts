export { type AddOptions, openQueues, type QueueCounts, type Queues } from './open-queues.ts'
export { type RunningWorker, startWorker, type WorkerHooks } from './start-worker.ts'
export { workerOptions } from './worker-options.ts'
