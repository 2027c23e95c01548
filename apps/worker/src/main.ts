/** The worker's process: starts, says that it is ready, and ends within ten seconds of being asked to. */
import { setFlagsFromString } from 'node:v8'
import { ConfigError, readConfig } from '@displacement-monitor/shared/config'
import { createLog } from '@displacement-monitor/shared/log'
import { startProcess } from './start.ts'

// Memory follows what lives: V8 would let the heap grow to several times of it before it looks.
setFlagsFromString('--heap-growing-percent=50')

const log = createLog('worker')
const lastResortMs = 10_000

// A promise that nobody awaited in a library is no reason to drop the jobs of others; it is told and stays visible.
process.on('unhandledRejection', (err) => log.error({ err }, 'unhandled rejection'))

try {
  const running = await startProcess(readConfig(process.env), log)
  let ending = false
  const end = (reason: string) => {
    if (ending) return
    ending = true
    log.info({ reason }, 'stopping')
    setTimeout(() => process.exit(1), lastResortMs).unref()
    running.stop().then(
      () => process.exit(0),
      (err) => {
        log.error({ err }, 'did not stop cleanly')
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', () => end('SIGTERM'))
  process.on('SIGINT', () => end('SIGINT'))
  process.on('disconnect', () => end('disconnect'))
  log.info('ready')
  process.send?.({ ready: true })
} catch (err) {
  if (err instanceof ConfigError) process.stderr.write(`${err.message}\n`)
  else log.fatal({ err }, 'did not start')
  process.exitCode = 1
  setTimeout(() => process.exit(1), 500)
}
