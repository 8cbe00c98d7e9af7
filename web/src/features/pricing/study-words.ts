// How studies are called on the screens of the lab.
import type { PriceStudy } from '../../api/types';
import { question_of, way_of } from '../../core/price-question';
import { read_assumptions, read_spec } from '../../core/price-spec';
import { money } from '../../core/price-words';
import type { IconName } from '../../kit/Icon';

export const status_words: Record<PriceStudy['status'], string> = {
  draft: 'Not run yet',
  queued: 'Waiting',
  running: 'Running',
  done: 'Done',
  refused: 'Refused',
  failed: 'Could not run',
  cancelled: 'Cancelled',
};

export const status_icon: Record<PriceStudy['status'], IconName> = {
  draft: 'edit',
  queued: 'history',
  running: 'history',
  done: 'check',
  refused: 'warning',
  failed: 'error',
  cancelled: 'stop',
};

export const is_going = (status: PriceStudy['status']): boolean => status === 'queued' || status === 'running';

export const method_of = (study: PriceStudy): string => read_spec(study.spec).get('method') ?? '';

/** `Volume, by elasticity`, or the bare name of a method that the lab has no question for. */
export function kind_words(study: PriceStudy): string {
  const found = way_of(method_of(study));
  return found?.question.title ?? question_of(study.question)?.title ?? method_of(study);
}

export const when_words = (seconds: number): string =>
  seconds < 1 ? 'under a second' : seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;

/** `about 4.21 (4.05 to 4.40)`, where the engine recommends a price. */
export function recommended_words(study: PriceStudy): string {
  if (study.recommended === null || study.status !== 'done') return '';
  const { currency } = read_assumptions(study.spec);
  const edges =
    study.recommended_low === null || study.recommended_high === null
      ? ''
      : ` (${money(study.recommended_low, currency)} to ${money(study.recommended_high, currency)})`;
  return `about ${money(study.recommended, currency)}${edges}`;
}
