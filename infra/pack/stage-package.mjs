// @ts-check
/**
 * A package as a stranger installs it: built code and types without tests, its data, and of `shared` the words it stands on, bundled,
 * so that nothing else has to be on a registry.
 */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export const packable = /** @type {const} */ (['extraction', 'gazetteer'])

/** All that both import of `shared`: the house's table of imports allows them no more. */
const words = 'domain'
const shared = '@displacement-monitor/shared'

/** Tests, what tests need, and maps to sources that are not there stay at home. @param {string} path */
const travels = (path) => !/\.test\.|\.map$|\.tsbuildinfo$|[/\\]testing$/.test(path)

/**
 * @param {string} root the checkout, built
 * @param {(typeof packable)[number]} name
 * @param {string} into emptied first
 */
export function stagePackage(root, name, into) {
  const home = join(root, 'packages', name)
  rmSync(into, { recursive: true, force: true })
  mkdirSync(into, { recursive: true })
  for (const part of name === 'gazetteer' ? ['dist', 'data'] : ['dist'])
    cpSync(join(home, part), join(into, part), { recursive: true, filter: travels })
  cpSync(join(home, 'README.md'), join(into, 'README.md'))
  cpSync(join(root, 'LICENSE'), join(into, 'LICENSE'))
  const bundled = join(into, 'node_modules', shared)
  cpSync(join(root, 'packages/shared/dist', words), join(bundled, 'dist', words), { recursive: true, filter: travels })

  const manifest = read(join(home, 'package.json'))
  const { private: _p, scripts: _s, devDependencies: _d, exports: doors, ...kept } = manifest
  write(into, {
    ...kept,
    exports: withoutSources(doors),
    engines: { node: '>=20.19.0' },
    bundleDependencies: [shared],
  })
  const { version, license } = read(join(root, 'packages/shared/package.json'))
  write(bundled, {
    name: shared,
    version,
    license,
    type: 'module',
    exports: { [`./${words}`]: { types: `./dist/${words}/index.d.ts`, default: `./dist/${words}/index.js` } },
  })
}

/** @param {Record<string, Record<string, string>>} doors */
const withoutSources = (doors) =>
  Object.fromEntries(Object.entries(doors).map(([door, { source: _, ...ways }]) => [door, ways]))

/** @param {string} file */
const read = (file) => JSON.parse(readFileSync(file, 'utf8'))
/** @param {string} folder @param {object} manifest */
const write = (folder, manifest) =>
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`)
