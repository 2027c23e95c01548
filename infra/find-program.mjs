// @ts-check
/** Where a program that npm cannot bring lies on this machine. */
import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** The first of these names that PATH holds as a program, or null. @param {readonly string[]} names @returns {string | null} */
export function findProgram(names) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  return candidates.find(isProgram) ?? null
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

export const chromiumPrograms = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
