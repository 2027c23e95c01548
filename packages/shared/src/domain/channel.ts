/** Channels: where messages about incidents go (design §4). */
export const channelKinds = ['webhook', 'mail', 'atom', 'sse', 'slack', 'cap'] as const
export type ChannelKind = (typeof channelKinds)[number]

/** required: a person releases each message · none: it goes by itself. */
export const approvals = ['required', 'none'] as const
export type Approval = (typeof approvals)[number]

/** Whoever reads words may act on them at once; machines check again. */
export const defaultApproval: Readonly<Record<ChannelKind, Approval>> = {
  webhook: 'none',
  sse: 'none',
  mail: 'required',
  slack: 'required',
  atom: 'required',
  cap: 'required',
}

export const deliveryStates = ['gathering', 'waiting', 'due', 'delivered', 'dropped', 'dead'] as const
/**
 * gathering: more may join it until its window ends · waiting: for a person to release it · due: to be sent, or tried
 * again · delivered · dropped: by a person · dead: given up, seen by an operator.
 */
export type DeliveryState = (typeof deliveryStates)[number]

/** alerts: as they come · digest: gathered over a day or week · test: asked for by a person. */
export const messageKinds = ['alerts', 'digest', 'test'] as const
export type MessageKind = (typeof messageKinds)[number]

/** A key that messages are signed with: `whsec_` and base64. */
export interface SigningSecret {
  secret: string
  /** After a rotation the old one still signs beside the new until this instant (ISO 8601); null: the one in use. */
  until: string | null
}

/** What a channel is stored with, by its kind. Whoever shows a channel leaves out secrets, passwords and Slack's address. */
export interface ChannelSettings {
  webhook: {
    url: string
    /** The one in use first. */
    secrets: readonly SigningSecret[]
  }
  mail: {
    host: string
    port: number
    /** TLS from the first byte; else STARTTLS where the server offers it. */
    secure: boolean
    user: string | null
    password: string | null
    from: string
    to: readonly string[]
  }
  /** The address itself is the secret. */
  slack: { url: string }
  cap: {
    /** As CAP 1.2 wants it: no spaces, commas, `<` or `&`. Null: none was set, so status Test and scope Restricted. */
    sender: string | null
    senderName: string | null
    status: CapStatus
    scope: CapScope
  }
  atom: Record<string, never>
  sse: Record<string, never>
}

export const capStatuses = ['Actual', 'Exercise', 'System', 'Test'] as const
export type CapStatus = (typeof capStatuses)[number]
export const capScopes = ['Public', 'Restricted', 'Private'] as const
export type CapScope = (typeof capScopes)[number]
