// @ts-check
/** Runs a program to its end; stops it when the start is called off. */
import { spawn } from 'node:child_process'
import { PlainError } from '../database/plain-error.mjs'

/** npm takes its time to undo half an installation, which the next `npm ci` does as well. */
const patienceMs = 2_000

/**
 * @param {string} file
 * @param {string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, signal?: AbortSignal, stdio?: import('node:child_process').StdioOptions }} options
 * @returns {Promise<number>} its exit code; 1 where a signal ended it
 */
export function runProgram(file, args, { signal, stdio = 'inherit', ...options }) {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    const child = spawn(file, args, { ...options, stdio })
    const stop = () => {
      child.kill('SIGTERM')
      setTimeout(() => child.kill('SIGKILL'), patienceMs).unref()
    }
    signal?.addEventListener('abort', stop)
    child.on('error', (error) => reject(new PlainError(`${file} did not start: ${error.message}`)))
    child.on('close', (code) => {
      signal?.removeEventListener('abort', stop)
      if (signal?.aborted) reject(signal.reason)
      else resolve(code ?? 1)
    })
  })
}
