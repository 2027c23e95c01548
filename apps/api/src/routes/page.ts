/** What the pages made on the server look like: the description of the API, problems, leaving a channel. */
import { readFileSync } from 'node:fs'
import type { ApiContext, App } from '../context.ts'
import { icon } from '../page/layout.ts'

export function pageRoutes(app: App, _context: ApiContext): void {
  const css = readFileSync(new URL('../../assets/page.css', import.meta.url), 'utf8')
  const hidden = { hide: true } as const
  app.get('/assets/page.css', { config: { access: 'open' }, schema: hidden }, async (_request, reply) =>
    reply.type('text/css; charset=utf-8').send(css),
  )
  app.get('/assets/icon.svg', { config: { access: 'open' }, schema: hidden }, async (_request, reply) =>
    reply.type('image/svg+xml').send(icon),
  )
}
