// The outcome of asking who is accountable, as a dot and in words.
import type { Outcome } from '../api/special';
import type { Side } from '../api/types';

export const outcome_words: Record<Outcome, string> = {
  one: 'One person',
  gap: 'Nobody',
  conflict: 'Several people',
  dual: 'One person for both sides',
  rest: 'Not engaged yet, or no more',
};

/** One dot: filled for one person, hollow for nobody, ringed for several, split for one person on both sides. */
export function OutcomeDot({ outcome, side, radius = 7 }: { outcome: Outcome; side: Side; radius?: number }) {
  const size = radius * 2 + 2;
  const centre = size / 2;
  return (
    <svg
      class={`outcome outcome-${outcome} on-${side}`}
      width={size}
      height={size}
      viewBox={`0 0 ${size} ${size}`}
      aria-hidden="true"
    >
      {outcome === 'dual' ? (
        <>
          <path
            class="half-left"
            d={`M${centre} ${centre - radius}A${radius} ${radius} 0 0 0 ${centre} ${centre + radius}Z`}
          />
          <path
            class="half-right"
            d={`M${centre} ${centre - radius}A${radius} ${radius} 0 0 1 ${centre} ${centre + radius}Z`}
          />
        </>
      ) : outcome === 'conflict' ? (
        <>
          <circle class="around" cx={centre} cy={centre} r={radius - 0.75} />
          <circle class="core" cx={centre} cy={centre} r={radius * 0.48} />
        </>
      ) : (
        <circle
          class="whole"
          cx={centre}
          cy={centre}
          r={radius - (outcome === 'gap' || outcome === 'rest' ? 0.75 : 0)}
        />
      )}
    </svg>
  );
}
