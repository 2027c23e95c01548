#!/usr/bin/env node
// @ts-check
/**
 * The terminal's entry, from a checkout: builds what changed since the last build, with the function that `npm start`
 * uses, then runs the verb. `MONITOR_BUILD=never` runs what is built, for a checkout that may not be written to.
 */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const checkout = resolve(fileURLToPath(import.meta.url), '..', '..', '..', '..')
const main = new URL('../dist/main.js', import.meta.url)

/** One line to stderr, so that a pipe stays clean. @param {string} line */
const say = (line) => void process.stderr.write(`monitor: ${line}\n`)

async function ready() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    say(`Node 20.19 or newer is needed, this is ${process.versions.node}.`)
    return false
  }
  if (!existsSync(join(checkout, 'node_modules', 'citty'))) {
    say(`the packages are not installed: run npm install in ${checkout}, then this again.`)
    return false
  }
  if (process.env.MONITOR_BUILD !== 'never' && existsSync(join(checkout, 'infra', 'start', 'build.mjs'))) {
    const { build } = await import('../../../infra/start/build.mjs')
    try {
      await build(checkout, { log: () => say('building what changed …') })
    } catch (error) {
      say(error instanceof Error ? error.message : String(error))
      return false
    }
  }
  if (existsSync(main)) return true
  say(`it is not built yet: run npm run build in ${checkout}, then this again.`)
  return false
}

if (await ready()) {
  const { main: run } = await import(main.href)
  await run(process.argv.slice(2))
} else process.exitCode = 1
