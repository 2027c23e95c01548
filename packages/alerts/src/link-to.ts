/** An address that a message can be followed by. */

/** `path` begins with a slash; without a public address it stays a path. */
export const linkTo = ({ publicUrl }: { publicUrl: string | null }, path: string): string =>
  publicUrl === null ? path : `${publicUrl.replace(/\/+$/, '')}${path}`
