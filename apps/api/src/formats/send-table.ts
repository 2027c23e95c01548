/** One page of a list in the format that was chosen, with its address of the next page. */
import { type AttributionJson, type TableFormat, tableFormats } from '@displacement-monitor/shared/contracts'
import { openLocation, type Table } from '@displacement-monitor/trends'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ApiContext } from '../context.ts'
import { seesAll } from '../http/authenticate.ts'
import { contentTypeOf, negotiate } from '../http/negotiate.ts'
import { askedAs, filtersOf, nextLink } from './asked.ts'
import { saveAs, writeTable } from './write-table.ts'

interface Page {
  title: string
  path: string
  query: Readonly<Record<string, unknown>> & { format?: TableFormat | undefined }
  answer: { notice: string; attributions: AttributionJson[]; next_cursor: string | null }
  table: () => Table
  rules: readonly string[]
  caveats: readonly string[]
}

export const chooseTable = (request: FastifyRequest, format: TableFormat | undefined): TableFormat =>
  negotiate(format, request.headers.accept, tableFormats)

/** The type of an answer, the name to save it under, and the address of what follows. */
export function setPageHeaders(
  request: FastifyRequest,
  reply: FastifyReply,
  { title, format, nextCursor }: { title: string; format: TableFormat; nextCursor: number | null },
): void {
  reply.type(contentTypeOf(format))
  if (nextCursor !== null) reply.header('link', nextLink(request.url, nextCursor))
  if (format !== 'json') reply.header('content-disposition', saveAs(title, format))
}

/** JSON is the answer as it is; the rest is written from the same answer. `all`: nothing is withheld from its reader. */
export async function writePage(
  { gazetteer }: Pick<ApiContext, 'gazetteer'>,
  { title, path, query, answer, table, rules, caveats }: Page,
  format: TableFormat,
  all: boolean,
): Promise<string | Buffer> {
  if (format === 'json') return JSON.stringify(answer)
  const about = {
    title,
    asked: askedAs(path, query),
    filters: filtersOf(query),
    rules,
    knownOn: null,
    notice: answer.notice,
    caveats,
    attributions: answer.attributions,
    next: answer.next_cursor === null ? null : askedAs(path, { ...query, cursor: Number(answer.next_cursor) }),
  }
  return writeTable(format, { table: table(), about, locate: (id) => openLocation(id, gazetteer, all) })
}

export async function sendTable(
  context: ApiContext,
  request: FastifyRequest,
  reply: FastifyReply,
  page: Page,
): Promise<FastifyReply> {
  const format = chooseTable(request, page.query.format)
  const cursor = page.answer.next_cursor
  const body = await writePage(context, page, format, seesAll(request))
  setPageHeaders(request, reply, { title: page.title, format, nextCursor: cursor === null ? null : Number(cursor) })
  return reply.serializer((whole) => whole as string).send(body)
}
