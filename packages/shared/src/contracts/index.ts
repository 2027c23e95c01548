export * from './figure-json.ts'
