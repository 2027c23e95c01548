// @ts-check
/** `npm run pack [-- FOLDER]`: what can be used without a checkout, as tarballs in a folder (else `.cache/packed`). */
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { checkout } from './database/layout.mjs'
import { packable, stagePackage } from './pack/stage-package.mjs'
import { stageTerminal } from './pack/stage-terminal.mjs'
import { build } from './start/build.mjs'
import { runProgram } from './start/run-program.mjs'

const into = resolve(process.argv[2] ?? join(checkout, '.cache', 'packed'))
mkdirSync(into, { recursive: true })
await build(checkout, { log: console.log })
for (const name of [...packable, /** @type {const} */ ('terminal')]) {
  const staged = join(checkout, '.cache', 'staged', name)
  if (name === 'terminal') stageTerminal(checkout, staged)
  else stagePackage(checkout, name, staged)
  const code = await runProgram('npm', ['pack', '--silent', '--pack-destination', into], { cwd: staged })
  if (code !== 0) {
    process.exitCode = 1
    break
  }
}
