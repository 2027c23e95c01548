// @ts-check
/** `npm run build`: compiles packages and apps where they changed, as `npm start` does. */
import { checkout } from './database/layout.mjs'
import { PlainError } from './database/plain-error.mjs'
import { build } from './start/build.mjs'

try {
  await build(checkout, { log: console.log })
} catch (error) {
  console.error(error instanceof PlainError ? error.message : error)
  process.exitCode = 1
}
