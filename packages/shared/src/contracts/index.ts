export * from './figure-json.ts'
export * from './jobs.ts'
