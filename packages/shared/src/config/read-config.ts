/** The environment, read once at start into one frozen object; every bad value is told at once, by name. */
import { z } from 'zod'
import { type SettingName, settings } from './settings.ts'

const bucketSettings = ['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY'] as const

const schema = z.object(settings).check(({ value, issues }) => {
  const missing = bucketSettings.filter((name) => value[name] === null)
  if (missing.length === 0 || (missing.length === bucketSettings.length && value.SNAPSHOT_STORE === 'postgres')) return
  for (const name of missing) issues.push({ code: 'custom', input: null, path: [name], message: 'is required' })
})

export type Config = Readonly<z.infer<typeof schema>>

/** All that is wrong with the environment, one line a setting; holds names and reasons, never values. */
export class ConfigError extends Error {
  readonly problems: readonly { setting: string; problem: string }[]

  constructor(problems: readonly { setting: string; problem: string }[]) {
    super(`Settings are wrong:\n${problems.map(({ setting, problem }) => `  ${setting}: ${problem}`).join('\n')}`)
    this.name = 'ConfigError'
    this.problems = problems
  }
}

export const settingNames = Object.keys(settings) as SettingName[]

/** An empty value counts as not set, as in `PORT= npm start`. `HTTPS_PROXY` is read in lower case too, as elsewhere. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given: Record<string, string> = {}
  for (const name of settingNames) {
    const value = env[name] ?? (name === 'HTTPS_PROXY' ? env.https_proxy : undefined)
    if (value !== undefined && value.trim() !== '') given[name] = value.trim()
  }
  const result = schema.safeParse(given)
  if (result.success) return Object.freeze(result.data)
  throw new ConfigError(
    result.error.issues.map((issue) => ({
      setting: String(issue.path[0]),
      problem: given[String(issue.path[0])] === undefined ? 'is required' : issue.message,
    })),
  )
}
