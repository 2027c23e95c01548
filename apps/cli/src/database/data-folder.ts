/** Where the embedded server's data lie: DATA_DIR, else `.data` of the checkout, whatever the working folder. */
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout that this code runs in. */
export const checkout = fileURLToPath(new URL('../../../../', import.meta.url))

export const dataFolder = (env: Readonly<Record<string, string | undefined>>): string =>
  env.DATA_DIR ? resolve(env.DATA_DIR) : resolve(checkout, '.data')
