/** The pages for people: a place, and why a number is what it is. Made on the server, without a script. */
import { readFileSync } from 'node:fs'
import { chartStyle } from '@displacement-monitor/presentation'
import { categoryText, idParams, idText, noQuery, shortText } from '@displacement-monitor/shared/contracts'
import { z } from 'zod'
import type { ApiContext, App } from '../context.ts'
import { whyFigure } from '../figures/why-figure.ts'
import { seesAll } from '../http/authenticate.ts'
import { figurePage } from '../page/figure-page.ts'
import { icon } from '../page/layout.ts'
import { loadPlacePage } from '../page/load-page.ts'
import { placePage } from '../page/place-page.ts'

const pageQuery = z.strictObject({
  place: shortText.optional(),
  category: categoryText.optional(),
  series: idText.optional(),
})

export function pageRoutes(app: App, context: ApiContext): void {
  const css = readFileSync(new URL('../../assets/page.css', import.meta.url), 'utf8') + chartStyle
  const hidden = { hide: true } as const
  const asHtml = 'text/html; charset=utf-8'

  app.get('/place', { schema: { ...hidden, querystring: pageQuery } }, async (request, reply) => {
    const page = await loadPlacePage(context, request.query, seesAll(request))
    return reply.type(asHtml).serializer(String).send(placePage(page, context.now()))
  })

  app.get('/figures/:id', { schema: { ...hidden, params: idParams, querystring: noQuery } }, async (request, reply) => {
    const why = await whyFigure(context, request.params.id, { all: seesAll(request) })
    return reply.type(asHtml).serializer(String).send(figurePage(why))
  })

  app.get('/assets/page.css', { config: { access: 'open' }, schema: hidden }, async (_request, reply) =>
    reply.type('text/css; charset=utf-8').send(css),
  )
  app.get('/assets/icon.svg', { config: { access: 'open' }, schema: hidden }, async (_request, reply) =>
    reply.type('image/svg+xml').send(icon),
  )
}
