import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkout } from './import-lines.ts'

interface Entry {
  version?: string
  link?: boolean
  optional?: boolean
  os?: string[]
  cpu?: string[]
  optionalDependencies?: Record<string, string>
}

const lock: { packages: Record<string, Entry> } = JSON.parse(readFileSync(join(checkout, 'package-lock.json'), 'utf8'))

/** npm leaves out what its registry did not have for other machines, and then refuses its own lock file at `npm ci`. */
test('the lock file names the packages of every platform', () => {
  const lacking = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !lock.packages[`node_modules/${name}`] && !lock.packages[`${path}/node_modules/${name}`])
      .map((name) => `${path}: ${name}`),
  )
  expect(lacking).toEqual([])
})

test('no package comes from a registry that the lock file names', () => {
  const text = readFileSync(join(checkout, 'package-lock.json'), 'utf8')
  expect([...text.matchAll(/"resolved": "(https?:[^"]+)"/g)].map((match) => match[1])).toEqual([])
})
