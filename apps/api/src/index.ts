export { type ApiOptions, buildApp } from './app.ts'
