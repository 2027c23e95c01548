/** What this machine must give: Node, settings, disk. */
import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { ConfigError, readConfig } from '@displacement-monitor/shared/config'
import { bytesInWords } from '../output/amounts.ts'
import { broken, type Check, ok, unknown, warning } from './check.ts'

type Env = Readonly<Record<string, string | undefined>>

/** As package.json's `engines` has it. */
const oldestNode = [20, 19] as const

export function checkNode(version: string): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const enough = major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])
  return enough
    ? ok('node', version)
    : broken('node', `${version} is too old`, `Install Node ${oldestNode.join('.')} or newer (22 and 24 run too).`)
}

/** Where DATABASE_URL is not set, the embedded server stands in for it. */
export function checkSettings(env: Env): Check {
  try {
    readConfig({ ...env, DATABASE_URL: env.DATABASE_URL || 'postgres://embedded/monitor' })
    return ok('settings', env.DATABASE_URL ? 'good' : 'good; DATABASE_URL is not set, the embedded server is used')
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    const problems = error.problems.map(({ setting, problem }) => `${setting} ${problem}`).join('; ')
    return broken('settings', problems, 'Correct them where they are set; .env.example explains each.')
  }
}

const little = 1024 ** 3
const tooLittle = 200 * 1024 ** 2

/** Free room where the embedded server writes. */
export async function checkDisk(dataFolder: string): Promise<Check> {
  let folder = resolve(dataFolder)
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder)
  try {
    const { bavail, bsize } = await statfs(folder)
    const free = bavail * bsize
    const detail = `${bytesInWords(free)} free in ${folder}`
    if (free < tooLittle) return broken('disk', detail, 'Make room: the database stops writing when it is full.')
    if (free < little) return warning('disk', detail, 'Make room soon, or set DATA_DIR to a larger disk.')
    return ok('disk', detail)
  } catch (error) {
    return unknown('disk', `not known: ${error instanceof Error ? error.message : String(error)}`)
  }
}
