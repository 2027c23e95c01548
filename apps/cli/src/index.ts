/** The terminal for tests: one command line within their own process. */
export { runCommand } from './main.ts'
export { type MemoryConsole, memoryConsole } from './output/memory-console.ts'
