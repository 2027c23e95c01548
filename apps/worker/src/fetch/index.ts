export { createFetcher, type Fetched, type Fetcher, type FetcherSettings } from './fetch-url.ts'
export { type OpenSocket, socketOpener } from './open-socket.ts'
export { createPoliteFetcher, type PoliteFetcher } from './polite-fetcher.ts'
export { createPoster, type Post, type PostAnswer, type Poster, type PosterSettings } from './post-once.ts'
