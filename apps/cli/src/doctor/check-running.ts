/** Whether `npm start` runs on the data folder: without it nothing is polled, however well everything else is. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Check, ok, warning } from './check.ts'

/** What `npm start` leaves in its data folder while it runs. */
interface Running {
  pid: number
  /** Null until it serves. */
  url: string | null
}

export function checkRunning(dataFolder: string): Check {
  const running = readRunning(join(dataFolder, 'running.json'))
  if (running === null || !isAlive(running.pid)) {
    return warning(
      'npm start',
      'not running here: no source is polled',
      'Start it: npm start. Elsewhere it may run on the same database.',
    )
  }
  return ok('npm start', running.url === null ? `starting (process ${running.pid})` : `running at ${running.url}`)
}

function readRunning(file: string): Running | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Running
  } catch {
    return null
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Another user's process lives.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
