import {
  type HubConnection,
  HubConnectionBuilder,
  HttpTransportType,
  type IHttpConnectionOptions,
  LogLevel,
} from '@microsoft/signalr';

/** How soon a silence means that the connection is gone; the server's own timing must fit. */
export interface Heartbeat {
  keepAliveMs: number;
  serverTimeoutMs: number;
}

/** A call notices within seconds. */
const ofACall: Heartbeat = { keepAliveMs: 4_000, serverTimeoutMs: 8_000 };
const attemptTimeoutMs = 3_000;

/**
 * One try to connect, with the address of this moment. SignalR's own reconnect keeps the address of the first
 * start, and ours carries the last version seen; and its stop() waits for a start that hangs, so the socket
 * underneath is kept at hand to cut it.
 */
export class HubAttempt {
  readonly connection: HubConnection;
  #sockets: WebSocket[] = [];

  constructor(url: string, { keepAliveMs, serverTimeoutMs }: Heartbeat = ofACall) {
    const sockets = this.#sockets;
    class ReachableWebSocket extends WebSocket {
      constructor(address: string | URL, protocols?: string | string[]) {
        super(address, protocols);
        sockets.push(this);
      }
    }
    // `WebSocket` is an option of SignalR that its type declarations leave out
    const options = { skipNegotiation: true, transport: HttpTransportType.WebSockets, WebSocket: ReachableWebSocket };
    this.connection = new HubConnectionBuilder()
      .withUrl(url, options as IHttpConnectionOptions)
      .configureLogging(LogLevel.None)
      .build();
    this.connection.keepAliveIntervalInMilliseconds = keepAliveMs;
    this.connection.serverTimeoutInMilliseconds = serverTimeoutMs;
  }

  /** Resolves to how it went; `hung` when nothing answered in time (no sense in asking the server why). */
  async start(): Promise<'connected' | 'failed' | 'hung'> {
    let hung = false;
    const timer = setTimeout(() => {
      hung = true;
      this.cut();
    }, attemptTimeoutMs);
    try {
      await this.connection.start();
      return 'connected';
    } catch {
      return hung ? 'hung' : 'failed';
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends the socket at once; the start or the connection that stands on it fails. */
  cut(): void {
    for (const socket of this.#sockets) socket.close();
  }
}

/** Asks why a connect failed: a browser does not show the status of a refused upgrade, but that of a plain GET. */
export async function ticketIsRefused(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { cache: 'no-store', signal: AbortSignal.timeout(3_000) });
    return answer.status === 401;
  } catch {
    return false;
  }
}
