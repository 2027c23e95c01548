export * from './address-guard.ts'
