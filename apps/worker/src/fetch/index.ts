export { isPublicAddress, type Resolver } from './address-guard.ts'
export { createFetcher, type Fetched, type FetchedBody, type Fetcher, type FetcherSettings } from './fetch-url.ts'
export { createPoliteFetcher, type FetchLedger, type PoliteFetcher } from './polite-fetcher.ts'
