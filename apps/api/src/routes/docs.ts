/** `/openapi.json` for programs and `/docs` for people: one description, made from the schemas that check the requests. */
import { noQuery } from '@displacement-monitor/shared/contracts'
import type { ApiContext, App } from '../context.ts'
import { docsPage } from '../page/docs-page.ts'

export function docsRoutes(app: App, _context: ApiContext): void {
  app.get(
    '/openapi.json',
    { config: { access: 'open' }, schema: { hide: true, querystring: noQuery } },
    async (_request, reply) => reply.type('application/json; charset=utf-8').send(app.swagger()),
  )
  app.get(
    '/docs',
    { config: { access: 'open' }, schema: { hide: true, querystring: noQuery } },
    async (_request, reply) => reply.type('text/html; charset=utf-8').serializer(String).send(docsPage(app.swagger())),
  )
}
