export { createFetcher, type Fetched, type Fetcher, type FetcherSettings } from './fetch-url.ts'
export { createPoliteFetcher, type PoliteFetcher } from './polite-fetcher.ts'
