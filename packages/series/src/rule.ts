/** The numbers of `reconciled@1`, in one place. Each is explained in docs/method.md; changing one makes a new rule version. */

export const seriesRule = 'reconciled@1'

export const ruleNumbers = {
  /** Rule 1: rounding reaches half the unit of the last non-zero digit, at most this share of the value. */
  roundingShare: 0.05,
  /** Rule 1: "more than" reaches one unit of the last non-zero digit above, at most this share. */
  moreThanShare: 0.125,
  /** Rule 1: "nearly" reaches down to this share of the value. */
  nearlyShare: 0.95,
  /** Rule 3: counters further apart than this share are a conflict. */
  conflictShare: 0.02,
  /** Rule 4: the same office's own later number lower by this share begins a revised segment. */
  revisedShare: 0.02,
  /** Rule 4: one number more than halved and taken back at once is a misreading, no revision. */
  misreadShare: 0.5,
  /** Before rule 1: a claim that leaves the cause out joins the one that bears this share of the weight told beside it. */
  prevailingShare: 0.75,
  /** Rule 3: a number that nobody is named for lifts a count by no more than this, stated and inferred. */
  unnamedRise: { stated: 2, inferred: 1.5 },
  /** A cumulative line that nobody continues for so long is closed. */
  closedAfterDays: 60,
  /** A re-print without an as-of is taken for the same statement this long after it. */
  reprintDays: 45,
  /** Rule 5: a lone window this short is a closed span, not a count since its first day. */
  shortWindowDays: 10,
  /** Rule 6: a stock is carried for 2 × the median interval, within these bounds. */
  carryFactor: 2,
  minCarryDays: 90,
  maxCarryDays: 400,
  /** Rule 3: the counter's own document weighs more than the 3 that relays reach at most. */
  primaryWeight: 4,
  maxRelayWeight: 3,
} as const
