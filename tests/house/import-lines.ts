/** Reads the import lines of source files: by hand, since TypeScript 7 brings no programming interface. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

export const checkout = fileURLToPath(new URL('../../', import.meta.url))

export interface Import {
  /** File of the checkout that holds the line. */
  from: string
  /** File or folder of the checkout (`packages/shared/src/db`), else a package's name or `node:…`. */
  to: string
  typeOnly: boolean
}

const line =
  /^\s*(?:import|export)\s+(type\s)?(?:[^'"`;]*?\sfrom\s+)?['"]([^'"\n]+)['"]|\bimport\(\s*['"]([^'"\n]+)['"]\s*\)/gm

/** Every import, export-from and import() of one file's text. */
export function importsIn(from: string, text: string): Import[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
  return [...code.matchAll(line)].flatMap((match) => {
    const words = match[2] ?? match[3]
    return words === undefined ? [] : [{ from, to: target(from, words), typeOnly: match[1] !== undefined }]
  })
}

/** Our own packages become their folders, so that one rule covers both ways to write an import. */
function target(from: string, words: string): string {
  if (words.startsWith('.')) return join(dirname(from), words)
  const own = /^@displacement-monitor\/([^/]+)(?:\/(.+))?$/.exec(words)
  if (own) {
    const [, name = '', inner] = own
    const home = ['worker', 'api', 'cli', 'dashboard'].includes(name) ? 'apps' : 'packages'
    return inner === undefined ? `${home}/${name}` : `${home}/${name}/src/${inner}`
  }
  if (words.startsWith('node:')) return words
  return words.startsWith('@') ? words.split('/').slice(0, 2).join('/') : (words.split('/')[0] ?? words)
}

/** Sources of packages and apps, tests among them, as paths of the checkout. */
export function sourceFiles(): string[] {
  return ['packages', 'apps'].flatMap((home) =>
    readdirSync(join(checkout, home)).flatMap((workspace) =>
      ['src', 'bin'].flatMap((folder) => {
        const root = join(checkout, home, workspace, folder)
        return listed(root).filter((path) => /\.(ts|tsx|mts|mjs|js)$/.test(path) && !path.endsWith('.d.ts'))
      }),
    ),
  )
}

function listed(root: string): string[] {
  try {
    const entries = readdirSync(root, { recursive: true, withFileTypes: true })
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(checkout, join(entry.parentPath, entry.name)))
      .sort()
  } catch {
    return []
  }
}

export const readImports = (files: readonly string[]): Import[] =>
  files.flatMap((file) => importsIn(file, readFileSync(join(checkout, file), 'utf8')))
