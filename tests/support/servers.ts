/** vitest's global set-up: the shared servers of a run, unless `npm test` has started them already. */
import { startTestServers } from '../../infra/test-servers.mjs'

export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.TEST_DATABASE_URL) return undefined
  const servers = await startTestServers()
  Object.assign(process.env, servers.environment)
  return async () => {
    for (const name of Object.keys(servers.environment)) delete process.env[name]
    await servers.stop()
  }
}
