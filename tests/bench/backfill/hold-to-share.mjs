/** Holds a process and its children to a share of one core (Linux, root), so that what two of them do is not decided by the third. */
import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const periodUs = 20_000
const [first, second] = ['/sys/fs/cgroup/cpu', '/sys/fs/cgroup']

/** Call it before the process has children. Returns what takes the bound away once the process has ended. */
export function holdToShare(pid, share) {
  const v1 = existsSync(join(first, 'cpu.cfs_quota_us'))
  const group = join(v1 ? first : second, `monitor-bench-${pid}`)
  mkdirSync(group)
  const quota = Math.round(periodUs * share)
  if (v1) {
    writeFileSync(join(group, 'cpu.cfs_period_us'), String(periodUs))
    writeFileSync(join(group, 'cpu.cfs_quota_us'), String(quota))
  } else writeFileSync(join(group, 'cpu.max'), `${quota} ${periodUs}`)
  writeFileSync(join(group, 'cgroup.procs'), String(pid))
  return () => rmdirSync(group)
}
