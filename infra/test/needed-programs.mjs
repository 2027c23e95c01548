// @ts-check
/** Programs that some tests need and npm cannot bring. */
import { chromiumPrograms, findProgram } from '../find-program.mjs'
import { redisPrograms } from '../redis-server.mjs'

const needed = [
  { names: redisPrograms, tests: 'the queue on Redis' },
  { names: chromiumPrograms, tests: 'the page in a browser' },
  { names: ['Rscript'], tests: 'the example in R' },
]

/** One line for each that this machine lacks. @returns {string[]} */
export const missingPrograms = () =>
  needed
    .filter(({ names }) => findProgram(names) === null)
    .map(({ names, tests }) => `Skipped: ${tests}, for want of ${names.join(' or ')} on PATH.`)
