// @ts-check
/**
 * The terminal as a stranger installs it: all of the monitor's packages that it needs lie in it, built, with the gazetteer's data, the
 * migrations and the seeds; what others wrote comes from the registry, in the versions that are pinned here. It has no embedded
 * PostgreSQL: verbs that keep something name a server in DATABASE_URL.
 */
import { cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { copyBuilt, emptied, manifestOf, withoutSources, writeManifest } from './packed-files.mjs'

const ours = '@displacement-monitor/'
/** Everything is built: unlike the entry of a checkout it looks for nothing to build. */
const entry = "#!/usr/bin/env node\nimport { main } from '../dist/main.js'\n\nawait main(process.argv.slice(2))\n"

/** @param {string} root the checkout, built @param {string} into emptied first */
export function stageTerminal(root, into) {
  const home = join(root, 'apps/cli')
  emptied(into)
  copyBuilt(join(home, 'dist'), join(into, 'dist'))
  cpSync(join(home, 'README.md'), join(into, 'README.md'))
  cpSync(join(root, 'LICENSE'), join(into, 'LICENSE'))
  mkdirSync(join(into, 'bin'))
  writeFileSync(join(into, 'bin/monitor.mjs'), entry, { mode: 0o755 })

  const { private: _p, scripts: _s, dependencies, exports: _e, ...kept } = manifestOf(home)
  /** @type {Record<string, string>} */
  const fromRegistry = {}
  /** @type {Record<string, string>} */
  const bundled = {}
  /** @param {Record<string, string>} wanted */
  const gather = (wanted) => {
    for (const [name, version] of Object.entries(wanted)) {
      if (!name.startsWith(ours)) fromRegistry[name] = version
      else if (!(name in bundled)) {
        bundled[name] = version
        gather(bundle(root, name, join(into, 'node_modules', name)))
      }
    }
  }
  gather(dependencies)
  for (const folder of ['migrations', 'seeds'])
    cpSync(join(root, 'infra', folder), join(into, 'node_modules', `${ours}shared`, 'infra', folder), {
      recursive: true,
    })
  writeManifest(into, {
    ...kept,
    engines: { node: '>=20.19.0' },
    dependencies: Object.fromEntries(Object.entries({ ...fromRegistry, ...bundled }).sort()),
    bundleDependencies: Object.keys(bundled).sort(),
  })
}

/** @param {string} root @param {string} name @param {string} into @returns {Record<string, string>} what it needs in turn */
function bundle(root, name, into) {
  const home = ['packages', 'apps']
    .map((room) => join(root, room, name.slice(ours.length)))
    .find((at) => existsSync(at))
  if (!home) throw new Error(`${name} is in no room of this checkout`)
  for (const part of ['dist', 'data']) if (existsSync(join(home, part))) copyBuilt(join(home, part), join(into, part))
  const { private: _p, scripts: _s, devDependencies: _d, dependencies, exports: doors, ...kept } = manifestOf(home)
  // Whatever is installed is asked for by the terminal itself: npm does not look into what came with it.
  writeManifest(into, { ...kept, exports: withoutSources(doors) })
  return dependencies ?? {}
}
