export interface FieldProblem {
  field: string;
  code: string;
  message: string;
}

/** A refusal or failure of a request: RFC 9457 problem details as the server writes them. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: string;
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  /** The server's English sentence. */
  readonly detail: string;
  readonly field: string | undefined;
  readonly errors: readonly FieldProblem[];
  /** Seconds to wait before another attempt, when the server says so. */
  readonly retryAfter: number | undefined;
  /** The whole document: some refusals carry members of their own. */
  readonly document: Readonly<Record<string, unknown>>;

  constructor(
    code: string,
    status: number,
    more: Partial<Pick<Problem, 'detail' | 'field' | 'errors' | 'retryAfter' | 'document'>> = {},
  ) {
    super(more.detail ?? code);
    this.code = code;
    this.status = status;
    this.detail = more.detail ?? '';
    this.field = more.field;
    this.errors = more.errors ?? [];
    this.retryAfter = more.retryAfter;
    this.document = more.document ?? {};
  }
}

/** No answer at all: the network or the server is away. */
export const offline = () => new Problem('offline', 0);

export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return new Problem('unknown', 0, { detail: error instanceof Error ? error.message : '' });
}

/** Reads the body of a refused request; anything but problem details becomes a code made of the status. */
export function problemFrom(response: Response, body: unknown): Problem {
  const document = isRecord(body) ? body : {};
  return new Problem(text(document.code) ?? codeOfStatus(response.status), response.status, {
    detail: text(document.detail) ?? text(document.title),
    field: text(document.field),
    errors: Array.isArray(document.errors) ? document.errors.filter(isFieldProblem) : [],
    retryAfter: seconds(response.headers.get('Retry-After')),
    document,
  });
}

function codeOfStatus(status: number) {
  if (status === 401) return 'not_signed_in';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not_found';
  if (status === 412) return 'version_mismatch';
  if (status === 413) return 'request_too_large';
  if (status === 429) return 'too_many_requests';
  // A proxy in front of a server that is away
  if (status === 502 || status === 503 || status === 504) return 'unavailable';
  return status >= 500 ? 'internal_error' : 'unknown';
}

function seconds(header: string | null) {
  const value = header === null ? Number.NaN : Number(header);
  return Number.isFinite(value) && value >= 0 ? value : undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
const isFieldProblem = (value: unknown): value is FieldProblem =>
  isRecord(value) && typeof value.field === 'string' && typeof value.code === 'string' && typeof value.message === 'string';
