// Acting outside of one's role: the server asks why, the page asks the reader, and the reason goes along with a second attempt.
import { signal } from '@preact/signals';
import { Problem } from '../api/client';

export interface ReasonAsked {
  /** Whose it is, as the server says it. */
  words: string;
  give: (reason: string) => void;
  give_up: () => void;
}

/** Set while a reason is asked for; the shell shows a dialog. */
export const reason_asked = signal<ReasonAsked | null>(null);

const needs_reason = (failure: unknown): failure is Problem =>
  failure instanceof Problem && failure.type.endsWith('/reason-needed');

let before: Promise<unknown> = Promise.resolve();

/** One question at a time; the next one waits. */
function ask(problem: Problem): Promise<string | null> {
  const asked = before.then(
    () =>
      new Promise<string | null>((resolve) => {
        const answer = (reason: string | null) => {
          reason_asked.value = null;
          resolve(reason);
        };
        reason_asked.value = {
          words: problem.field('reason') ?? problem.detail,
          give: answer,
          give_up: () => answer(null),
        };
      }),
  );
  before = asked;
  return asked;
}

/** Runs a write, and once more with the reader's reason when the server wants one. Without a reason the refusal stands. */
export async function with_reason<T>(run: (reason?: string) => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (failure) {
    if (!needs_reason(failure)) throw failure;
    const reason = await ask(failure);
    if (reason === null) throw failure;
    return run(reason);
  }
}
