/** Mail: text and HTML with charts, one to each recipient, told apart from a person's by RFC 3834, to be left by RFC 2369 and 8058. */
import { alertSvg, chartOfAlert, htmlMail, inline, plainText } from '@displacement-monitor/alerts'
import type { ChannelSettings } from '@displacement-monitor/shared/domain'
import { PipelineError } from '@displacement-monitor/shared/errors'
import type { SendMailOptions } from 'nodemailer'
import { z } from 'zod'
import type { Outgoing, PushChannel, Receipt, Sending } from '../channel.ts'
import { recipientsDone } from '../recipients-done.ts'
import { sendMail } from '../smtp.ts'

type Settings = ChannelSettings['mail']

/** Of all recipients together. */
const deadlineMs = 45_000
/** Of the first alerts; the others have their bars. */
const mostPictures = 10

/** As the API takes them: whoever set the channel has read what was wrong with it. */
const address = z.string().regex(/^[^\s@<>,;"]+@[^\s@<>,;"]+$/)
/** "desk@example.org", "Desk <desk@example.org>". */
const sender = z.string().regex(/^(?:[^<>@"\r\n]{1,100}<[^\s@<>,;"]+@[^\s@<>,;"]+>|[^\s@<>,;"]+@[^\s@<>,;"]+)$/)

export default {
  kind: 'mail',
  settings: z.strictObject({
    host: z.string().min(1),
    port: z.int().min(1).max(65_535),
    secure: z.boolean(),
    user: z.string().nullable(),
    password: z.string().nullable(),
    from: sender,
    to: z.array(address).min(1),
  }),
  describe: ({ host, port, to }) => `${to[0]}${to.length > 1 ? ` and ${to.length - 1} more` : ''} by ${host}:${port}`,
  send: sendToAll,
} satisfies PushChannel<'mail'>

/** Whoever has it already is left out when others are tried again, as long as this process remembers. */
async function sendToAll(outgoing: Outgoing, settings: Settings, sending: Sending): Promise<Receipt> {
  const deadline = AbortSignal.any([AbortSignal.timeout(deadlineMs), sending.signal])
  const done = recipientsDone(outgoing.message.id)
  const mail = mailOf(outgoing, settings, sending)
  const refused: PipelineError[] = []
  let waits: PipelineError | null = null
  let status = 250
  for (const recipient of settings.to) {
    if (done.has(recipient)) continue
    try {
      status = await sendMail(settings, addressed(mail, recipient, settings, sending), sending.openSocket, deadline)
      done.add(recipient)
    } catch (error) {
      if (!(error instanceof PipelineError) || !isOfRecipient(error)) throw error
      if (error.kind === 'transient') waits = error
      else refused.push(error)
    }
  }
  if (waits) throw waits
  done.forget()
  const [first] = refused
  if (first && refused.length === settings.to.length) throw first
  return {
    status,
    says: first ? `refused for ${refused.length} of ${settings.to.length} recipients: ${first.message}` : null,
  }
}

/** The others may still be served: the server answered, and not about the login. */
const isOfRecipient = ({ code }: PipelineError): boolean => code === 'message_refused' || code === 'receiver_busy'

/** The name and the address of a sender. */
function senderOf(from: string): { name: string; address: string } {
  const [, name = '', named] = /^(.*)<([^<>]+)>$/.exec(from) ?? []
  return { name: name.trim() || 'Displacement monitor', address: named ?? from }
}

function mailOf({ message, charts, earlier }: Outgoing, settings: Settings, { now }: Sending): SendMailOptions {
  const from = senderOf(settings.from)
  const host = from.address.slice(from.address.lastIndexOf('@') + 1)
  const idOf = (id: string): string => `<${id}@${host}>`
  const pictures = message.alerts.slice(0, mostPictures).flatMap((alert) => {
    const chart = charts.get(alert.id) ?? chartOfAlert(alert)
    return chart === null ? [] : [{ alertId: alert.id, cid: `${alert.id}@${host}`, svg: alertSvg(chart) }]
  })
  const cids = new Map(pictures.map(({ alertId, cid }) => [alertId, `cid:${cid}`]))
  const severity = message.alerts[0]?.severity
  return {
    from,
    subject: `${severity === undefined ? '' : `[${severity}] `}${inline(message.title, 150)}`,
    date: now,
    messageId: idOf(message.id),
    ...(earlier.length === 0 ? {} : { references: earlier.map(idOf), inReplyTo: idOf(earlier.at(-1) ?? '') }),
    text: plainText(message, charts),
    html: htmlMail(message, charts, (alertId) => cids.get(alertId) ?? null),
    attachments: pictures.map(({ cid, svg }, index) => ({
      filename: `chart-${index + 1}.svg`,
      contentType: 'image/svg+xml',
      contentDisposition: 'inline' as const,
      cid,
      content: svg,
    })),
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  }
}

/** Whoever wants no more of them writes to the sender, or, where the monitor can be reached, clicks once. */
function addressed(
  mail: SendMailOptions,
  recipient: string,
  { from }: Settings,
  { unsubscribeUrl }: Sending,
): SendMailOptions {
  const byMail = `<mailto:${senderOf(from).address}?subject=unsubscribe>`
  const url = unsubscribeUrl?.(recipient) ?? null
  const headers: Record<string, string> = {
    ...(mail.headers as Record<string, string>),
    'List-Unsubscribe': url === null ? byMail : `<${url}>, ${byMail}`,
    ...(url === null ? {} : { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }),
  }
  return { ...mail, to: recipient, headers }
}
