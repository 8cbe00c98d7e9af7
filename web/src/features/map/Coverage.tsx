// Over how many products an activity has one accountable person, nobody, several, or one on both sides: as a bar and in words.
import type { Outcome } from '../../api/special';
import type { Side } from '../../api/types';
import { count_of, format_number } from '../../core/words';
import { OutcomeDot } from '../../kit/Outcome';

const order: Outcome[] = ['one', 'dual', 'conflict', 'gap', 'rest'];
const words: Record<Outcome, string> = {
  one: 'one person',
  dual: 'one for both sides',
  conflict: 'several people',
  gap: 'nobody',
  rest: 'not engaged yet, or no more',
};

export const total_of = (coverage: Record<Outcome, number>): number =>
  order.reduce((sum, outcome) => sum + coverage[outcome], 0);

export const coverage_sentence = (coverage: Record<Outcome, number>): string =>
  `Of ${count_of(total_of(coverage), 'product')}: ${order
    .filter((outcome) => coverage[outcome] > 0)
    .map((outcome) => `${format_number(coverage[outcome])} ${words[outcome]}`)
    .join(', ')}`;

export function CoverageBar({ coverage, side }: { coverage: Record<Outcome, number>; side: Side }) {
  const total = total_of(coverage);
  if (!total) return <span class="quiet">No products yet</span>;
  return (
    <span
      class={`coverage-bar of-${side}`}
      role="img"
      aria-label={coverage_sentence(coverage)}
      title={coverage_sentence(coverage)}
    >
      {order.map(
        (outcome) =>
          coverage[outcome] > 0 && (
            <i key={outcome} class={`part-${outcome}`} style={{ flexGrow: coverage[outcome] }} />
          ),
      )}
    </span>
  );
}

export function CoverageWords({ coverage, side }: { coverage: Record<Outcome, number>; side: Side }) {
  return (
    <span class="coverage-words">
      {order
        .filter((outcome) => coverage[outcome] > 0)
        .map((outcome) => (
          <span key={outcome} class={outcome === 'gap' || outcome === 'conflict' ? 'bad-words' : undefined}>
            <OutcomeDot outcome={outcome} side={side} radius={5} />
            <b class="num">{format_number(coverage[outcome])}</b> {words[outcome]}
          </span>
        ))}
    </span>
  );
}
