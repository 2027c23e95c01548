export { type ApiOptions, buildApp } from './app.ts'
export type { App } from './context.ts'
