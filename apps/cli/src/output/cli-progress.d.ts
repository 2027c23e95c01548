/** The part of cli-progress 3.12 that is used here; the package brings no types. */
declare module 'cli-progress' {
  import type { Writable } from 'node:stream'

  interface BarOptions {
    stream: Writable
    format: string
    barsize?: number
    hideCursor: boolean
    clearOnComplete: boolean
  }
  class SingleBar {
    constructor(options: BarOptions)
    start(total: number, done: number, payload: object): void
    update(done: number, payload: object): void
    stop(): void
  }
  const progress: { SingleBar: typeof SingleBar }
  export default progress
}
