/** A real SMTP server on 127.0.0.1 that keeps what arrives and refuses as told. */
import { SMTPServer } from 'smtp-server'
import { type MailPart, readMail } from './read-mail.ts'

export interface Arrival {
  to: string[]
  raw: string
  mail: MailPart
}

export interface MailServer {
  port: number
  arrived: Arrival[]
  /** Connections, whatever came of them. */
  asked(): number
  /** Users whose passwords were sent. */
  logins: string[]
  close(): Promise<void>
}

export interface MailBehaviour {
  /** The code with which a recipient is refused; null: taken. */
  recipient?: (address: string) => number | null
  /** The code with which the message is refused after its text. */
  data?: number
  /** Never greets. */
  silent?: true
  /** Cuts the connection at the first recipient. */
  hangsUp?: true
  /** TLS from the first byte, with a certificate that nobody has signed. */
  secure?: true
  /** Wants a login and takes none. */
  login?: true
}

/** What the server says beside its codes; must not come back in our errors. */
const words = 'marked words of the server'

export async function mailServer(behaviour: MailBehaviour = {}): Promise<MailServer> {
  const arrived: Arrival[] = []
  const logins: string[] = []
  let asked = 0
  const refuse = (code: number) => Object.assign(new Error(words), { responseCode: code })
  const server = new SMTPServer({
    authOptional: behaviour.login === undefined,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    secure: behaviour.secure ?? false,
    logger: false,
    onConnect(_, callback) {
      asked += 1
      if (!behaviour.silent) callback()
    },
    onAuth({ username }, _, callback) {
      logins.push(username ?? '')
      callback(refuse(535))
    },
    onRcptTo({ address }, _, callback) {
      const code = behaviour.recipient?.(address) ?? null
      if (behaviour.hangsUp) cut()
      else callback(code === null ? null : refuse(code))
    },
    onData(stream, { envelope }, callback) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        if (behaviour.data) return callback(refuse(behaviour.data))
        const raw = Buffer.concat(parts).toString('latin1')
        arrived.push({ to: envelope.rcptTo.map(({ address }) => address), raw, mail: readMail(raw) })
        callback()
      })
    },
  })
  const cut = () => {
    for (const connection of server.connections as unknown as Set<{ close(): void }>) connection.close()
  }
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.server.address()
  if (address === null || typeof address === 'string') throw new Error('The mail server has no port.')
  return {
    port: address.port,
    arrived,
    asked: () => asked,
    logins,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        cut()
      }),
  }
}
