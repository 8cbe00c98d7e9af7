// Talking to the server: one function for every call, failures as problems in plain words, and whether it answers at all.
import { signal } from '@preact/signals';
import { to_query } from '../core/path';

export interface FieldProblem {
  field: string;
  message: string;
}

/** A refusal by the server (problem+json), or its silence (`status` 0). */
export class Problem extends Error {
  readonly status: number;
  readonly type: string;
  readonly title: string;
  readonly detail: string;
  readonly errors: FieldProblem[];
  readonly instance: string | null;
  /** The whole body: some problems carry more, such as `current` on a conflict. */
  readonly body: Record<string, unknown>;
  readonly retry_after: number | null;

  constructor(status: number, body: Record<string, unknown>, retry_after: number | null = null) {
    const title =
      typeof body.title === 'string'
        ? body.title
        : status === 0
          ? 'The server does not answer'
          : 'Something went wrong';
    const detail = typeof body.detail === 'string' ? body.detail : '';
    super(detail || title);
    this.status = status;
    this.type = typeof body.type === 'string' ? body.type : '';
    this.title = title;
    this.detail = detail;
    this.errors = Array.isArray(body.errors) ? (body.errors as FieldProblem[]) : [];
    this.instance = typeof body.instance === 'string' ? body.instance : null;
    this.body = body;
    this.retry_after = retry_after;
  }

  /** What the server says about one field, for showing beside it. */
  field(name: string): string | undefined {
    return this.errors.find((error) => error.field === name)?.message;
  }
}

/** One sentence that a person can act on. */
export function plain_words(failure: unknown): string {
  if (!(failure instanceof Problem)) return 'Something went wrong in the page. Reload it to be safe.';
  if (failure.status === 0) return failure.detail || 'The server does not answer. Nothing was changed.';
  if (failure.status === 401) return failure.detail || 'You are signed out. Sign in again to go on.';
  if (failure.status === 403) return failure.detail || 'You may not do this. Ask an administrator.';
  if (failure.status === 404) return failure.detail || 'This is not here any more.';
  if (failure.status === 429) {
    return `Too many requests at once. Try again in ${failure.retry_after ?? 'a few'} seconds.`;
  }
  const first = failure.errors[0];
  if (first) return first.message.length > 20 ? first.message : `${first.field}: ${first.message}`;
  if (failure.status >= 500) {
    return `${failure.detail || 'The server failed.'}${failure.instance ? ` (request ${failure.instance})` : ''}`;
  }
  return failure.detail || failure.title;
}

/** False while requests go unanswered; the shell shows a banner and tries again. */
export const reachable = signal(true);

/** Called when the server says that nobody is signed in. */
export const on_signed_out: { run: () => void } = { run: () => {} };

export interface CallOptions {
  query?: Record<string, string | number | boolean | null | undefined>;
  body?: unknown;
  version?: number;
  idempotency_key?: string;
  /** Why somebody acts outside of their role; kept with the override. */
  reason?: string;
  signal?: AbortSignal;
}

const base = '/api/v1';

async function body_of(response: Response, options: CallOptions): Promise<unknown> {
  const type = response.headers.get('content-type') ?? '';
  if (response.status === 204 || !type.includes('json')) return null;
  try {
    return await response.json();
  } catch (failure) {
    // Given up by the caller, or torn off on the way: half an answer is none.
    if (options.signal?.aborted) throw failure;
    if (response.ok) throw new Problem(0, { detail: 'The answer of the server broke off.' });
    return null;
  }
}

/** Calls the API. Throws a Problem for every answer that is not a success, and for none at all. */
export async function call<T>(method: string, path: string, options: CallOptions = {}): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (method !== 'GET') headers['x-tandem'] = '1';
  if (options.body !== undefined) headers['content-type'] = 'application/json';
  if (options.version !== undefined) headers['if-match'] = `"${options.version}"`;
  if (options.idempotency_key) headers['idempotency-key'] = options.idempotency_key;
  if (options.reason) headers['tandem-reason'] = encodeURIComponent(options.reason);
  let response: Response;
  try {
    response = await fetch(base + path + to_query(options.query ?? {}), {
      method,
      headers,
      body: options.body === undefined ? undefined : JSON.stringify(options.body),
      credentials: 'same-origin',
      signal: options.signal,
    });
  } catch (failure) {
    if (options.signal?.aborted) throw failure;
    reachable.value = false;
    throw new Problem(0, {});
  }
  if (response.status === 502 || response.status === 503 || response.status === 504) reachable.value = false;
  else reachable.value = true;
  const body = await body_of(response, options);
  if (response.ok) return body as T;
  if (response.status === 401 && path !== '/session') on_signed_out.run();
  const wait = Number(response.headers.get('retry-after'));
  throw new Problem(
    response.status,
    (body as Record<string, unknown>) ?? {},
    Number.isFinite(wait) && wait > 0 ? wait : null,
  );
}

/** Fetches something that is no JSON, such as the rows of a data set. */
export async function call_text(path: string, stop?: AbortSignal): Promise<string> {
  const response = await fetch(base + path, { credentials: 'same-origin', signal: stop });
  if (response.ok) return response.text();
  throw new Problem(response.status, ((await body_of(response, {})) as Record<string, unknown>) ?? {});
}

/** A key that makes a POST safe to send again. */
export const new_idempotency_key = (): string =>
  typeof crypto.randomUUID === 'function'
    ? crypto.randomUUID()
    : [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
