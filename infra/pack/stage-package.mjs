// @ts-check
/**
 * A package as a stranger installs it: built code and types without tests, its data, and of `shared` the words it stands on, bundled,
 * so that nothing else has to be on a registry.
 */
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { copyBuilt, emptied, manifestOf, withoutSources, writeManifest } from './packed-files.mjs'

export const packable = /** @type {const} */ (['extraction', 'gazetteer'])

/** All that both import of `shared`: the house's table of imports allows them no more. */
const words = 'domain'
const shared = '@displacement-monitor/shared'

/**
 * @param {string} root the checkout, built
 * @param {(typeof packable)[number]} name
 * @param {string} into emptied first
 */
export function stagePackage(root, name, into) {
  const home = join(root, 'packages', name)
  emptied(into)
  for (const part of name === 'gazetteer' ? ['dist', 'data'] : ['dist']) copyBuilt(join(home, part), join(into, part))
  cpSync(join(home, 'README.md'), join(into, 'README.md'))
  cpSync(join(root, 'LICENSE'), join(into, 'LICENSE'))
  const bundled = join(into, 'node_modules', shared)
  copyBuilt(join(root, 'packages/shared/dist', words), join(bundled, 'dist', words))

  const { private: _p, scripts: _s, devDependencies: _d, exports: doors, ...kept } = manifestOf(home)
  writeManifest(into, {
    ...kept,
    exports: withoutSources(doors),
    engines: { node: '>=20.19.0' },
    bundleDependencies: [shared],
  })
  const { version, license } = manifestOf(join(root, 'packages/shared'))
  writeManifest(bundled, {
    name: shared,
    version,
    license,
    type: 'module',
    exports: { [`./${words}`]: { types: `./dist/${words}/index.d.ts`, default: `./dist/${words}/index.js` } },
  })
}
