/** Publishers that the worker reads, with what their terms allow (design: data responsibility). */

/** unknown counts as internal. */
export const redistributions = ['open', 'derived_only', 'internal'] as const
export type Redistribution = (typeof redistributions)[number]

export const sensitivities = ['low', 'moderate', 'high', 'severe'] as const
export type Sensitivity = (typeof sensitivities)[number]

export const sourceHealths = ['new', 'healthy', 'failing', 'stopped'] as const
export type SourceHealth = (typeof sourceHealths)[number]

export const reportStates = ['discovered', 'read', 'skipped', 'failed', 'dead'] as const
/**
 * discovered: known, not yet read · read: through all stages · skipped: a permanent outcome, recorded, no retry ·
 * failed: waits for its next try · dead: given up, seen by an operator.
 */
export type ReportState = (typeof reportStates)[number]
