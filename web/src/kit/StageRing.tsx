// The life-cycle stage as a ring that fills: dashed at conceive, a tick once delivered, a bar through it when leaving.
import type { Stage } from '../api/types';
import { stage_name } from '../core/words';

const share: Partial<Record<Stage, number>> = { develop: 0.25, qualify: 0.5, launch: 0.75 };

function pie(part: number): string {
  const angle = part * 2 * Math.PI;
  const x = 8 + 3.6 * Math.sin(angle);
  const y = 8 - 3.6 * Math.cos(angle);
  return `M8 8V4.4A3.6 3.6 0 ${part > 0.5 ? 1 : 0} 1 ${x.toFixed(2)} ${y.toFixed(2)}Z`;
}

export function StageRing({ stage, size = 14, label }: { stage: Stage; size?: number; label?: boolean }) {
  const part = share[stage];
  return (
    <svg
      class={`stage-ring stage-${stage}`}
      viewBox="0 0 16 16"
      width={size}
      height={size}
      role={label ? 'img' : undefined}
      aria-label={label ? stage_name[stage] : undefined}
      aria-hidden={label ? undefined : 'true'}
    >
      {stage === 'deliver' ? (
        <>
          <circle class="solid" cx="8" cy="8" r="6.6" />
          <path class="tick" d="M5.2 8.3 7.2 10.3 10.9 6" />
        </>
      ) : (
        <>
          <circle class="ring" cx="8" cy="8" r="5.9" stroke-dasharray={stage === 'conceive' ? '2.1 2' : undefined} />
          {part !== undefined && <path class="pie" d={pie(part)} />}
          {stage === 'retire' && <path class="bar" d="M5.4 8h5.2" />}
          {stage === 'retired' && <path class="bar" d="M5.9 5.9l4.2 4.2M10.1 5.9l-4.2 4.2" />}
        </>
      )}
    </svg>
  );
}

export function StagePill({ stage }: { stage: Stage }) {
  return (
    <span class="pill">
      <StageRing stage={stage} />
      {stage_name[stage]}
    </span>
  );
}
