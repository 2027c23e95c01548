/** Crawlee's CheerioCrawler in a process of its own: fetches and parses the pages it is told, and takes their text. */
import { CheerioCrawler, Configuration, log } from '@crawlee/cheerio'

log.setLevel(log.LEVELS.ERROR)
process.on('message', async ({ urls, concurrency }) => {
  let characters = 0
  const crawler = new CheerioCrawler(
    {
      minConcurrency: concurrency,
      maxConcurrency: concurrency,
      autoscaledPoolOptions: { desiredConcurrency: concurrency },
      maxRequestRetries: 1,
      requestHandler: async ({ $ }) => {
        characters += $('title').text().length + $('body').text().length
      },
    },
    new Configuration({ persistStorage: false, availableMemoryRatio: 0.9 }),
  )
  const began = performance.now()
  const { requestsFinished } = await crawler.run(urls)
  process.send?.({ ms: performance.now() - began, done: requestsFinished, characters })
})
process.on('disconnect', () => process.exit(0))
process.send?.('ready')
