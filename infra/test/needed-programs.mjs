// @ts-check
/** Programs that some tests need and npm cannot bring. */
import { chromiumPrograms, findProgram } from '../find-program.mjs'
import { redisPrograms } from '../redis-server.mjs'

const needed = [
  { names: redisPrograms, tests: 'the queue on Redis' },
  { names: chromiumPrograms, tests: 'the page in a browser' },
]

/** One line for each that this machine lacks. @returns {string[]} */
export const missingPrograms = () =>
  needed
    .filter(({ names }) => findProgram(names) === null)
    .map(({ names, tests }) => `Skipped: ${tests}, for want of ${names[0]} (or ${names.slice(1).join(', ')}) on PATH.`)
