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
