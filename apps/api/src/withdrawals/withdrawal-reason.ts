/** Why a report was taken back, in the words of whoever did it. */
import type { ReportRow } from '@displacement-monitor/shared/db'

/** As the end of a sentence, whether or not whoever gave it ended it. */
export function withdrawalReason({ withdrawnReason }: Pick<ReportRow, 'withdrawnReason'>): string {
  const reason = withdrawnReason ?? 'no reason was given'
  return /[.!?]$/u.test(reason) ? reason : `${reason}.`
}
