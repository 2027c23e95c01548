/** A door before a server: shut, it cuts every connection and refuses new ones, as an outage does. */
import { connect, createServer, type Server, type Socket } from 'node:net'

export interface TcpGate {
  /** The same address, through the door. */
  url: string
  shut(): Promise<void>
  /** Cuts what is connected, and lets new ones in. */
  cut(): void
  open(): Promise<void>
  drop(): Promise<void>
}

export async function tcpGate(target: string): Promise<TcpGate> {
  const { hostname, port } = new URL(target)
  const sockets = new Set<Socket>()
  let server: Server | null = null
  let listening = 0
  const hold = (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
  }
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  const open = () =>
    new Promise<void>((resolve) => {
      server = createServer((inside) => {
        const outside = connect(Number(port), hostname)
        hold(inside)
        hold(outside)
        inside.pipe(outside).pipe(inside)
        inside.on('close', () => outside.destroy())
        outside.on('close', () => inside.destroy())
      })
      server.listen(listening, '127.0.0.1', () => {
        const address = server?.address()
        if (typeof address === 'object' && address !== null) listening = address.port
        resolve()
      })
    })
  const shut = () =>
    new Promise<void>((resolve) => {
      server?.close(() => resolve())
      cut()
    })
  await open()
  const url = new URL(target)
  url.hostname = '127.0.0.1'
  url.port = String(listening)
  return { url: url.href, shut, cut, open, drop: shut }
}
