/** The dashboard's build: one page for all its addresses, files named by their content, kept by browsers for good. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { html } from '@displacement-monitor/presentation'
import { z } from 'zod'
import type { ApiContext, App } from '../context.ts'
import { type Kept, packBefore } from '../http/compress.ts'
import { dashboardPolicy } from '../http/headers.ts'
import { Problem } from '../http/problem.ts'
import { contactLink } from '../page/contact-link.ts'

/** The same distance from the sources and from the build. */
const site = fileURLToPath(new URL('../../../dashboard/dist/site/', import.meta.url))

/** Addresses that the page's own router understands (apps/dashboard/src/routing). */
const addresses = ['/', '/places/:place', '/figures/:id', '/desk', '/alerts', '/sources', '/backfills', '/key']

const mediaTypes: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
}

const aYear = 'public, max-age=31536000, immutable'

export function dashboardRoutes(app: App, { config }: ApiContext): void {
  const open = { config: { access: 'open' }, schema: { hide: true } } as const
  const files = filesOf(site)
  const page = existsSync(`${site}index.html`) ? keep(pageWith(config.CONTACT ?? null)) : null

  for (const address of addresses)
    app.get(address, open, async (_request, reply) => {
      if (page === null) throw new Problem(503, 'The dashboard is not built: run `npm run build`, then start again.')
      reply.kept = page
      return reply.header('content-security-policy', dashboardPolicy).type('text/html; charset=utf-8').send(page.body)
    })

  // Off the event loop, one after the other; who comes before has it packed for them.
  app.addHook('onListen', async () => {
    for (const kept of [...(page ? [page] : []), ...files.values()]) await packBefore(kept)
  })

  const params = z.strictObject({ file: z.string().max(200) })
  app.get('/app/:file', { config: open.config, schema: { hide: true, params } }, async (request, reply) => {
    const file = files.get(request.params.file)
    if (file === undefined) throw new Problem(404, 'There is no such file: load the page anew.')
    reply.kept = file
    return reply
      .header('cache-control', aYear)
      .type(mediaTypes[extname(request.params.file)] ?? 'application/octet-stream')
      .send(file.body)
  })
}

/** The page knows whom to name from its own head, so that it need not ask. */
function pageWith(contact: string | null): Buffer {
  const built = readFileSync(`${site}index.html`, 'utf8')
  if (contact === null) return Buffer.from(built)
  const meta = html`<meta name="contact" content="${contactLink(contact)}">\n`.html
  return Buffer.from(built.replace('</head>', () => `${meta}</head>`))
}

/** Read once: they change with a build alone, and a process serves the build that it was started with. */
function filesOf(folder: string): ReadonlyMap<string, Kept> {
  const assets = `${folder}app`
  if (!existsSync(assets)) return new Map()
  return new Map(readdirSync(assets).map((name) => [name, keep(readFileSync(`${assets}/${name}`))]))
}

const keep = (body: Buffer): Kept => ({ body, packed: new Map() })
