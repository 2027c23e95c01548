/** What an operator may keep for so many days only. */

/** bytes: pages as received · texts: of readings that a later one superseded · fetches: the log of requests · audit · messages: delivered and dropped ones. */
export const retentionClasses = ['bytes', 'texts', 'fetches', 'audit', 'messages'] as const
export type RetentionClass = (typeof retentionClasses)[number]
