// The stages as a line with their dates: solid where the product has been, dashed ahead, marked where a date cannot be right.
import type { Product } from '../../api/types';
import { format_date, today } from '../../core/dates';
import { type StageDateField, type StepState, step_states } from '../../core/stage';
import { time_bar } from '../../core/timebar';
import { Icon } from '../../kit/Icon';
import { InlineText } from '../../kit/InlineEdit';
import { StageRing } from '../../kit/StageRing';

export function StageTimeline({
  product,
  may_change,
  onDate,
}: {
  product: Product;
  may_change: boolean;
  onDate: (field: StageDateField, value: string | null) => void;
}) {
  const steps = step_states(product, today());
  return (
    <>
      <TimeBarPicture steps={steps} />
      <ol class="steps">
        {steps.map((step) => (
          <li
            key={step.field}
            class={`step ${step.place}${step.minor ? ' minor' : ''}${step.contradiction ? ' odd' : ''}`}
          >
            <span class="track">
              {step.minor ? <i class="minor-dot" /> : <StageRing stage={step.stage} size={18} />}
            </span>
            <b aria-current={step.place === 'here' && !step.minor ? 'step' : undefined}>{step.name}</b>
            <InlineText
              label={`${step.name} date`}
              type="date"
              value={step.date}
              may_edit={may_change}
              placeholder={step.place === 'ahead' ? 'Not planned' : 'No date'}
              show={(value) => <span class="num">{format_date(value)}</span>}
              onSave={(value) => onDate(step.field, value)}
            />
            {step.contradiction && (
              <span class="contradiction">
                <Icon name="error" size={12} /> {step.contradiction}
              </span>
            )}
            {step.remark && (
              <span class="contradiction remark">
                <Icon name="warning" size={12} /> {step.remark}
              </span>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}

function TimeBarPicture({ steps }: { steps: StepState[] }) {
  const bar = time_bar(steps, today());
  if (!bar) return null;
  return (
    <div class="timebar" aria-hidden="true">
      <div class="timebar-marks">
        {bar.marks.map((mark) => (
          <span key={mark.label} style={{ left: `${mark.left}%` }}>
            {mark.label}
          </span>
        ))}
      </div>
      <div class="timebar-track">
        {bar.marks.map((mark) => (
          <i key={mark.label} style={{ left: `${mark.left}%` }} />
        ))}
        {bar.segments.map((segment) => (
          <span
            key={segment.stage}
            class={`segment segment-${segment.side}${segment.planned ? ' planned' : ''}`}
            style={{ left: `${segment.left}%`, width: `${segment.width}%` }}
            title={`${segment.name}: ${format_date(segment.from)}${segment.to ? ` to ${format_date(segment.to)}` : ' on'}`}
          >
            {segment.width > 7 && segment.name}
          </span>
        ))}
        <span class="timebar-today" style={{ left: `${bar.today}%` }}>
          <b>Today</b>
        </span>
      </div>
    </div>
  );
}
