/** A process of its own that serves pages by number: `/p/<n>`, each as its publisher would send it. Robots may come. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { gunzipSync } from 'node:zlib'

const shared = new URL('../../../../shared/data/', import.meta.url)
const articles = new URL('articles/html/', shared)
const reports = new URL('texts.jsonl', shared)
const golden = new URL('../../golden/languages/en/passages.json', import.meta.url)

/** A plain page around a text: head, menu, its paragraphs, footer. */
const pageOf = (text) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Report</title></head><body><nav><ul><li><a href="/">Home</a></li><li><a href="/reports">Reports</a></li></ul></nav><main>${text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .split('\n')
    .map((line) => `<p>${line}</p>`)
    .join('')}</main><footer><p>Contact</p></footer></body></html>`

const collections = {
  news: () => readdirSync(articles).map((name) => gunzipSync(readFileSync(new URL(name, articles)))),
  reports: () =>
    existsSync(reports)
      ? readFileSync(reports, 'utf8')
          .split('\n')
          .filter(Boolean)
          .map((line) => Buffer.from(pageOf(JSON.parse(line).text)))
      : JSON.parse(readFileSync(golden, 'utf8')).map(({ text }) => Buffer.from(pageOf(text))),
}

const pages = (existsSync(articles) ? collections[process.argv[2]] : collections.reports)()
const server = createServer((request, response) => {
  const number = /^\/[a-z]\/(\d+)$/.exec(request.url ?? '')?.[1]
  const page = number === undefined ? undefined : pages[Number(number) % pages.length]
  response.writeHead(page ? 200 : 404, { 'content-type': 'text/html; charset=utf-8' }).end(page ?? 'none')
})
server.listen(0, '127.0.0.1', () => {
  const bytes = pages.reduce((sum, page) => sum + page.length, 0)
  process.send?.({ origin: `http://127.0.0.1:${server.address().port}`, pages: pages.length, bytes })
})
process.on('disconnect', () => process.exit(0))
