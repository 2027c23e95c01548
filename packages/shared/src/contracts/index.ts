export * from './api/index.ts'
export * from './csv.ts'
export * from './figure-json.ts'
export * from './jobs.ts'
