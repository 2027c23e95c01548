/** Headers on every answer: nothing is loaded from elsewhere, nothing is framed, reading is open to other origins. */
import type { App } from '../context.ts'

/** No inline script or style anywhere; pages hold forms that only lead back here. */
const policy =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/**
 * For the dashboard: its one script asks this server alone. Pictures that it makes to save (PNG) are blobs. No text may become
 * markup at all: what was read can reach the page only as text.
 */
export const dashboardPolicy =
  "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self' blob:; form-action 'self'; " +
  "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

/** For a picture that carries its own style sheet: allowed by its hash alone. */
export const svgPolicy = (styleHash: string): string =>
  `default-src 'none'; style-src '${styleHash}'; frame-ancestors 'none'; sandbox`

const exposed = 'Content-Disposition, ETag, Link, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After'

export function setHeaders(app: App): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers({
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'permissions-policy': 'camera=(), geolocation=(), microphone=()',
      vary: 'Accept, Authorization',
    })
    if (request.method !== 'GET' && request.method !== 'HEAD' && request.method !== 'OPTIONS') return
    reply.headers({ 'access-control-allow-origin': '*', 'access-control-expose-headers': exposed })
  })
  // A preflight asks before a GET with a key; only reading is allowed from another origin.
  app.options('/v1/*', { config: { access: 'open' }, schema: { hide: true } }, async (_request, reply) =>
    reply
      .headers({
        'access-control-allow-methods': 'GET, HEAD',
        'access-control-allow-headers': 'Authorization, If-None-Match',
        'access-control-max-age': '86400',
      })
      .code(204)
      .send(),
  )
}
