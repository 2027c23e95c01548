/** Where migrations and seeds are: `infra` of the checkout, or the one that a packed terminal carries in this package. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const homes = ['../../../infra/', '../../../../../infra/'].map((home) => new URL(home, import.meta.url))

/** A path, whether or not there is anything. */
export function infraFolder(name: 'migrations' | 'seeds'): string {
  const folders = homes.map((home) => fileURLToPath(new URL(name, home)))
  return folders.find((folder) => existsSync(folder)) ?? folders.join(' or ')
}
