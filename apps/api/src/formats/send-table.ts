/** Sends one page of a list in the format that was chosen, with its address of the next page. */
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

/** JSON is sent as it is; the rest is written from the same answer. */
export async function sendTable(
  { gazetteer }: ApiContext,
  request: FastifyRequest,
  reply: FastifyReply,
  { title, path, query, answer, table, rules, caveats }: Page,
): Promise<FastifyReply> {
  const format = chooseTable(request, query.format)
  const cursor = answer.next_cursor === null ? null : Number(answer.next_cursor)
  reply.type(contentTypeOf(format))
  if (cursor !== null) reply.header('link', nextLink(request.url, cursor))
  if (format === 'json') return reply.send(answer)
  const about = {
    title,
    asked: askedAs(path, query),
    filters: filtersOf(query),
    rules,
    knownOn: null,
    notice: answer.notice,
    caveats,
    attributions: answer.attributions,
    next: cursor === null ? null : askedAs(path, { ...query, cursor }),
  }
  const body = await writeTable(format, {
    table: table(),
    about,
    locate: (id) => openLocation(id, gazetteer, seesAll(request)),
  })
  reply.header('content-disposition', saveAs(title, format))
  return reply.serializer((whole) => whole as string).send(body)
}
