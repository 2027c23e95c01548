// @ts-check
/** For a container's health check: exit code 0 where the process on that port says that it is ready. `node healthy.mjs 3000` */
try {
  const { ok } = await fetch(`http://127.0.0.1:${process.argv[2]}/readyz`, { signal: AbortSignal.timeout(4_000) })
  process.exitCode = ok ? 0 : 1
} catch {
  process.exitCode = 1
}
