import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, test } from 'vitest'

const checkout = fileURLToPath(new URL('../..', import.meta.url))
const root = mkdtempSync(join(tmpdir(), 'build-'))
afterAll(() => rmSync(root, { recursive: true }))

const write = (path: string, content: unknown) => {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), typeof content === 'string' ? content : JSON.stringify(content))
}

test('the words of a build that fails go to stderr, so that a pipe stays clean', () => {
  symlinkSync(join(checkout, 'node_modules'), join(root, 'node_modules'))
  write('package-lock.json', {})
  write('tsconfig.base.json', {})
  write('tsconfig.json', { files: [], references: [{ path: 'packages/broken' }] })
  write('packages/broken/package.json', { type: 'module' })
  write('packages/broken/tsconfig.json', { compilerOptions: { composite: true, outDir: 'dist' }, include: ['src'] })
  write('packages/broken/src/index.ts', 'export const day: string = 1\n')
  const script = `
    import { build } from ${JSON.stringify(new URL('build.mjs', import.meta.url).href)}
    await build(${JSON.stringify(root)}, { log: () => {} }).catch((error) => console.error(error.message))`
  const ran = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
  expect(ran.stdout).toBe('')
  expect(ran.stderr).toContain('TS2322')
  expect(ran.stderr).toContain('The build failed')
})
