/** Somebody holds the table of reports: 60 s in the hardening list, shorter here; CHAOS_LOCK_MS sets it. */
import { inTransaction } from '@displacement-monitor/shared/db'
import { type Fault, pause } from './fault.ts'

const heldMs = Number(process.env.CHAOS_LOCK_MS ?? 4_000)

export default {
  guard: 'jobs renew their locks while they wait',
  async strike({ sql }) {
    await inTransaction(sql, async (tx) => {
      await tx`lock table report in access exclusive mode`
      await pause(heldMs)
    })
  },
} satisfies Fault
