import type { AddressInfo } from 'node:net';
import { createServer, type IncomingMessage } from 'node:http';
import { type WebSocket as Socket, WebSocketServer } from 'ws';

const separator = '\u001e';
type Invocation = { type: number; invocationId?: string; target: string; arguments: unknown[] };

/** The hub as far as its wire goes: SignalR's JSON protocol over a real socket. */
export class HubServer {
  readonly attempts: { at: number; url: URL }[] = [];
  readonly calls: Invocation[] = [];
  readonly sockets: Socket[] = [];
  /** What becomes of a connect: taken, refused for good, refused for now, or left without an answer. */
  door: 'open' | 'unauthorized' | 'broken' | 'silent' = 'open';
  #http = createServer((request, response) => {
    response.writeHead(this.door === 'unauthorized' ? 401 : 400, { 'access-control-allow-origin': '*' });
    response.end(request.url);
  });
  #sockets = new WebSocketServer({ noServer: true });
  #waiting: { until: () => boolean; done: () => void }[] = [];

  async start(): Promise<string> {
    this.#http.on('upgrade', (request: IncomingMessage, socket, head) => {
      this.attempts.push({ at: performance.now(), url: new URL(request.url!, 'http://hub') });
      if (this.door === 'open') this.#sockets.handleUpgrade(request, socket, head, ws => this.#talk(ws));
      else if (this.door !== 'silent') {
        socket.end(`HTTP/1.1 ${this.door === 'unauthorized' ? '401 Unauthorized' : '503 Service Unavailable'}\r\n\r\n`);
      }
      this.#look();
    });
    await new Promise<void>(resolve => this.#http.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}/hubs/conference`;
  }

  /** Resolves once the condition holds. */
  until(condition: () => boolean): Promise<void> {
    if (condition()) return Promise.resolve();
    return new Promise(done => this.#waiting.push({ until: condition, done }));
  }

  tell(target: string, ...messages: unknown[]): void {
    for (const socket of this.sockets) this.#send(socket, { type: 1, target, arguments: messages });
  }

  drop(): void {
    for (const socket of this.sockets.splice(0)) socket.terminate();
  }

  stop(): void {
    this.drop();
    this.#sockets.close();
    this.#http.closeAllConnections();
    this.#http.close();
  }

  #talk(socket: Socket): void {
    this.sockets.push(socket);
    let greeted = false;
    socket.on('message', raw => {
      for (const text of String(raw).split(separator).filter(Boolean)) {
        if (!greeted) {
          greeted = true;
          this.#send(socket, {});
          continue;
        }
        const message = JSON.parse(text) as Invocation;
        if (message.type !== 1) continue;
        this.calls.push(message);
        if (message.invocationId) {
          this.#send(socket, { type: 3, invocationId: message.invocationId, result: message.target === 'Signal' });
        }
      }
      this.#look();
    });
  }

  #send(socket: Socket, message: unknown): void {
    socket.send(JSON.stringify(message) + separator);
  }

  #look(): void {
    this.#waiting = this.#waiting.filter(({ until, done }) => {
      if (!until()) return true;
      done();
      return false;
    });
  }
}
