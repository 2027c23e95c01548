/** A mail's bytes → its parts, as a mail program sees them: RFC 5322 headers, RFC 2046 parts, their transfer encodings undone. */
export interface MailPart {
  /** By name in lower case; a folded header in one line. */
  headers: Record<string, string>
  /** "text/html". */
  type: string
  text: string
  parts: MailPart[]
}

/** `raw`: a letter a byte. */
export function readMail(raw: string): MailPart {
  const end = raw.indexOf('\r\n\r\n')
  const headers: Record<string, string> = {}
  for (const line of raw
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')) {
    const colon = line.indexOf(':')
    headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim()
  }
  const body = raw.slice(end + 4)
  const contentType = headers['content-type'] ?? 'text/plain'
  const boundary = /boundary="?([^";]+)"?/i.exec(contentType)?.[1]
  const parts =
    boundary === undefined
      ? []
      : body
          .split(`--${boundary}`)
          .slice(1, -1)
          .map((part) => readMail(part.replace(/^\r\n/, '')))
  return { headers, type: contentType.split(';')[0]?.trim() ?? '', text: decode(body, headers), parts }
}

function decode(body: string, headers: Record<string, string>): string {
  switch (headers['content-transfer-encoding']) {
    case 'base64':
      return Buffer.from(body, 'base64').toString('utf8')
    case 'quoted-printable': {
      const bytes = body
        .replace(/=\r\n/g, '')
        .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
      return Buffer.from(bytes, 'latin1').toString('utf8')
    }
    default:
      return Buffer.from(body, 'latin1').toString('utf8')
  }
}

/** All parts, from the outside in. */
export const partsOf = (mail: MailPart): MailPart[] => [mail, ...mail.parts.flatMap(partsOf)]
