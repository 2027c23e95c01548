/** What the terminal says to a script: the codes of docs/terminal.md. */
export const exitCode = {
  ok: 0,
  /** Something that was asked for could not be done; of many inputs, at least one. */
  failed: 1,
  /** The command line itself is wrong: unknown verb or option, a value that cannot be. */
  usage: 2,
  /** What was asked for does not exist: a place, file, source or key. */
  notFound: 3,
  /** Ended by Ctrl-C, as shells count it. */
  interrupted: 130,
} as const

export type ExitCode = (typeof exitCode)[keyof typeof exitCode]
