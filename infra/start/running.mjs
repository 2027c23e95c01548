// @ts-check
/** Who runs `npm start` on a data folder: one at a time. A record of a killed one is taken over, with what it left behind. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { makeDataFolder } from '../database/layout.mjs'
import { exclusively } from '../database/mutex.mjs'
import { PlainError } from '../database/plain-error.mjs'
import { commandLine, ended, isStill, myself, send } from '../database/processes.mjs'

/**
 * @typedef {import('../database/processes.mjs').Identity & { url: string | null, parts: number[] }} Running
 *   url: null until it serves; parts: pids of worker and API
 */

/**
 * @param {import('../database/layout.mjs').Layout} layout
 * @returns {Promise<{ update: (change: { url?: string, parts?: number[] }) => void, end: () => void }>}
 * @throws {PlainError} where a living one has the folder
 */
export async function claimFolder(layout) {
  makeDataFolder(layout)
  /** @type {Running} */
  let mine = { ...myself(), url: null, parts: [] }
  const write = () => {
    writeFileSync(`${layout.running}.new`, JSON.stringify(mine))
    renameSync(`${layout.running}.new`, layout.running)
  }
  const before = await exclusively(layout.lock, async () => {
    const other = readRunning(layout)
    if (other !== null && isStill(other)) throw new PlainError(alreadyRunning(other, layout))
    write()
    return other
  })
  await Promise.all((before?.parts ?? []).map(endLeftover))
  return {
    update(change) {
      mine = { ...mine, ...change }
      write()
    },
    end: () => rmSync(layout.running, { force: true }),
  }
}

/** @param {import('../database/layout.mjs').Layout} layout @returns {Running | null} */
function readRunning(layout) {
  try {
    return JSON.parse(readFileSync(layout.running, 'utf8'))
  } catch {
    return null
  }
}

/** @param {Running} other @param {import('../database/layout.mjs').Layout} layout */
const alreadyRunning = ({ pid, url }, { root }) =>
  url === null
    ? `Already starting on ${root} (process ${pid}).`
    : `Already running at ${url} (process ${pid}, data in ${root}).\nStop it with \`kill ${pid}\`, or set DATA_DIR for a second one.`

/** Parts of a start that was killed end with their channel; one that does not is helped. @param {number} pid */
async function endLeftover(pid) {
  const isOurs = () => /apps\/(worker|api)\/dist\/main\.js/.test(commandLine(pid) ?? '')
  /** @type {[NodeJS.Signals | null, number][]} */
  const ways = [
    [null, 3_000],
    ['SIGTERM', 5_000],
    ['SIGKILL', 2_000],
  ]
  for (const [signal, patienceMs] of ways) {
    if (!isOurs()) return
    if (signal !== null) send(pid, signal)
    if (await ended(pid, patienceMs)) return
  }
}
