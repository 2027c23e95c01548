/** `/.well-known/security.txt` (RFC 9116, read 2026-11-24): whom to tell when something here is wrong, or may harm somebody. */
import { noQuery } from '@displacement-monitor/shared/contracts'
import type { ApiContext, App } from '../context.ts'
import { Problem } from '../http/problem.ts'
import { contactLink } from '../page/contact-link.ts'

/** The RFC recommends less than a year. */
const validForMs = 180 * 86_400_000

export function contactRoutes(app: App, { config, now }: ApiContext): void {
  const contact = config.CONTACT ?? null
  app.get(
    '/.well-known/security.txt',
    { config: { access: 'open' }, schema: { hide: true, querystring: noQuery } },
    async (_request, reply) => {
      if (contact === null)
        throw new Problem(404, 'Nobody is named here: whoever runs this monitor has not set CONTACT.')
      const expires = new Date(now().getTime() + validForMs).toISOString()
      return reply
        .type('text/plain; charset=utf-8')
        .serializer(String)
        .send(`Contact: ${contactLink(contact)}\nExpires: ${expires}\nPreferred-Languages: en\n`)
    },
  )
}
