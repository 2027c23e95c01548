/** A push channel: sends a message once, or says why it could not. When to try again, grouping and silence live outside. */
import { readdirSync } from 'node:fs'
import type { ChartModel } from '@displacement-monitor/presentation'
import type { AlertMessageJson } from '@displacement-monitor/shared/contracts'
import type { ChannelKind, ChannelSettings } from '@displacement-monitor/shared/domain'
import { asFailure, PipelineError } from '@displacement-monitor/shared/errors'
import type { z } from 'zod'
import type { OpenSocket, Post } from '../fetch/index.ts'

export interface Outgoing {
  /** Its id is the same on every attempt: receivers know a repeat by it. */
  message: AlertMessageJson
  /** By the id of the alert; where there is none, the numbers of the alert itself are drawn. */
  charts: ReadonlyMap<string, ChartModel>
  /** Ids of the messages of this channel that first told what this one goes on with, ends or corrects; oldest first. */
  earlier: readonly string[]
}

export interface Sending {
  /** From 1. */
  attempt: number
  now: Date
  post: Post
  openSocket: OpenSocket
  /** Where a recipient of mail leaves with one click (a POST, RFC 8058); null: there is no such place, and a mail says so. */
  unsubscribeUrl: ((recipient: string) => string) | null
  /** Aborted when the worker stops. */
  signal: AbortSignal
}

export interface Receipt {
  /** Of HTTP or SMTP. */
  status: number
  /** For the log of deliveries, where there is more to say: "refused for 1 of 3 recipients". Never a secret. */
  says: string | null
}

/** What a file of the folder exports by default. */
export interface PushChannel<Kind extends ChannelKind> {
  /** The file's name. */
  kind: Kind
  settings: z.ZodType<ChannelSettings[Kind]>
  /** Where messages go, for lists and logs: no secrets. */
  describe(settings: ChannelSettings[Kind]): string
  /** Once. Throws a PipelineError; `receiver_gone` switches the channel off. */
  send(outgoing: Outgoing, settings: ChannelSettings[Kind], sending: Sending): Promise<Receipt>
}

/** A channel of any kind, with its settings as they are stored. */
export interface Sender {
  kind: ChannelKind
  describe(stored: unknown): string
  /** Throws nothing but a PipelineError. */
  send(outgoing: Outgoing, stored: unknown, sending: Sending): Promise<Receipt>
}

export function senderOf<Kind extends ChannelKind>(channel: PushChannel<Kind>): Sender {
  const parse = (stored: unknown): ChannelSettings[Kind] => {
    const { success, data, error } = channel.settings.safeParse(stored)
    if (success) return data
    // The paths alone: what is wrong may be a secret.
    const fields = [...new Set(error.issues.map(({ path }) => path.join('.') || 'settings'))].join(', ')
    throw new PipelineError('bad_channel_settings', `Not as a ${channel.kind} channel has it: ${fields}.`)
  }
  return {
    kind: channel.kind,
    describe: (stored) => channel.describe(parse(stored)),
    async send(outgoing, stored, sending) {
      try {
        return await channel.send(outgoing, parse(stored), sending)
      } catch (error) {
        throw asFailure(error)
      }
    },
  }
}

const folder = new URL('./channels/', import.meta.url)

/** Every file of the folder, its name equal to the kind. A new channel is one more file and no list to edit. */
export async function loadChannels(): Promise<ReadonlyMap<ChannelKind, Sender>> {
  const files = readdirSync(folder).filter((file) => /\.[jt]s$/.test(file) && !/\.(test|d)\.[jt]s$/.test(file))
  const senders = new Map<ChannelKind, Sender>()
  for (const file of files.sort()) {
    const module = (await import(new URL(file, folder).href)) as { default?: PushChannel<ChannelKind> }
    const kind = file.replace(/\.[jt]s$/, '')
    if (module.default?.kind !== kind)
      throw new Error(`channels/${file} must export by default a channel of the kind "${kind}"`)
    senders.set(module.default.kind, senderOf(module.default))
  }
  return senders
}
