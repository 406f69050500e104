// Schedules an interview, moves it, and follows what changes. Run it: npx tsx client.ts http://localhost:8080 KEY
interface Interview {
  id: string;
  version: number;
  title: string;
  state: string;
  startsAt: string | null;
  candidate: { name: string; joinUrl: string | null };
}

class InterviewsClient {
  constructor(private readonly server: string, private readonly key: string) {}

  schedule(idempotencyKey: string, interview: object): Promise<Interview> {
    return this.send('POST', 'interviews', interview, { 'Idempotency-Key': idempotencyKey });
  }

  /** Changes it if it is still as we saw it. */
  put(seen: Interview, what: string, change: object): Promise<Interview> {
    return this.send('PUT', `interviews/${seen.id}/${what}`, change, { 'If-Match': `"${seen.version}"` });
  }

  /** Everything that changed since; keep the last cursor and ask with it again later. */
  async *changes(cursor: string): AsyncGenerator<Interview> {
    for (let hasMore = true; hasMore; ) {
      const page: { items: Interview[]; nextCursor: string; hasMore: boolean } = await this.send('GET', `interviews?limit=100&updatedSince=${cursor}`);
      yield* page.items;
      ({ nextCursor: cursor, hasMore } = page);
    }
  }

  private async send<T>(method: string, path: string, body?: object, headers: Record<string, string> = {}): Promise<T> {
    const response = await fetch(new URL(`/api/v1/${path}`, this.server), {
      method,
      headers: { Authorization: `Bearer ${this.key}`, ...(body && { 'Content-Type': 'application/json' }), ...headers },
      body: body && JSON.stringify(body),
    });
    const answer = await response.json();
    // A refusal says what is wrong in words, and in a code to go by
    if (!response.ok) throw new Error(`${answer.code}: ${answer.detail}`);
    return answer as T;
  }
}

const [server, key] = process.argv.slice(2);
const client = new InterviewsClient(server, key);
const inDays = (days: number) => `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)}T09:00:00`;

// The key of a command is our own id of what we want: sent again after a lost answer it is still one interview
const booking = crypto.randomUUID();
const interview = await client.schedule(booking, {
  title: 'Mock interview: graphs',
  level: 'senior',
  topic: 'Graphs',
  language: 'TypeScript',
  interviewer: { email: `ada-${booking}@example.org`, name: 'Ada' },
  candidate: { email: `bob-${booking}@example.org`, name: 'Bob' },
  start: inDays(7),
  durationMinutes: 60,
  timeZone: 'Europe/Berlin',
});
console.log(`Bob comes by ${interview.candidate.joinUrl}`);

const moved = await client.put(interview, 'time', { start: inDays(8), durationMinutes: 45, timeZone: 'Europe/Berlin' });
console.log(`Moved to ${moved.startsAt}, version ${moved.version}`);

for await (const changed of client.changes('')) if (changed.id === moved.id) console.log(`Seen: ${changed.title}, ${changed.state}`);
export {};
