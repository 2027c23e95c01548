/**
 * `/leave/{message}/{token}`: a recipient of mail wants no more of it. Mail programs ask with a POST (RFC 8058); a GET shows a
 * button alone, for links in mail are opened by machines, too. Nothing is said about who is on a list.
 */
import { leaveToken } from '@displacement-monitor/alerts'
import { html } from '@displacement-monitor/presentation'
import { leaveChannel } from '@displacement-monitor/shared/db'
import { z } from 'zod'
import type { ApiContext, App } from '../context.ts'
import { layout } from '../page/layout.ts'

const params = z.strictObject({ message: z.uuid(), token: z.string().regex(/^[\w-]{22}$/) })
const path = '/leave/:message/:token'
const open = { config: { access: 'open' }, schema: { hide: true, params } } as const
const asHtml = 'text/html; charset=utf-8'

export function leaveRoutes(app: App, { sql }: ApiContext): void {
  void app.register(async (scope: App) => {
    // What a form or a mail program says in its body adds nothing to the address.
    const ignore = { parseAs: 'string', bodyLimit: 1_000 } as const
    for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data'])
      scope.addContentTypeParser(type, ignore, (_request, _body, done) => done(null, {}))

    scope.get(path, open, async ({ params: { message, token } }, reply) =>
      reply
        .type(asHtml)
        .serializer(String)
        .send(askPage(`/leave/${message}/${token}`)),
    )
    scope.post(path, open, async ({ params: { message, token } }, reply) => {
      await leaveChannel(sql, message, (recipient) => leaveToken(message, recipient) === token)
      return reply.type(asHtml).serializer(String).send(donePage)
    })
  })
}

const page = (heading: string, main: ReturnType<typeof html>): string =>
  layout({
    title: `${heading} · Displacement monitor`,
    description: heading,
    main: html`<section><h1>${heading}</h1>${main}</section>`,
  })

const askPage = (action: string): string =>
  page(
    'No more of these alerts?',
    html`<p>Alerts of this list will no longer come to your address. Whoever runs the monitor can add it again.</p>
<form method="post" action="${action}"><button type="submit">Send me no more</button></form>`,
  )

const donePage = page(
  'You get no more of these alerts',
  html`<p>Your address is not, or no longer, on the list that sent the message.</p>`,
)
