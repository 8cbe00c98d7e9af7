// The life of a product to scale: one bar per stage between its dates, solid when reached and hatched when planned.
import type { Stage } from '../api/types';
import { date_of_day, day_number } from './dates';
import { horizon_of_stage, horizon_side, type StepState } from './stage';

export interface TimeSegment {
  stage: Stage;
  name: string;
  side: 'pm' | 'shared' | 'pmm';
  from: string;
  to: string;
  left: number;
  width: number;
  planned: boolean;
}

export interface TimeBar {
  segments: TimeSegment[];
  /** In percent of the width. */
  today: number;
  marks: { label: string; left: number }[];
}

/** Null when fewer than two dates are in order: there is nothing to draw to scale. */
export function time_bar(steps: readonly StepState[], today: string): TimeBar | null {
  const dated: StepState[] = [];
  for (const step of steps) {
    const last = dated[dated.length - 1];
    if (!step.date || step.minor || (last && step.date < last.date!)) continue;
    dated.push(step);
  }
  if (dated.length < 2) return null;
  const now = day_number(today);
  const first = day_number(dated[0]!.date!);
  const last_step = dated[dated.length - 1]!;
  const last_day = day_number(last_step.date!);
  const open_end = last_step.stage !== 'retired';
  const from = Math.min(first, now);
  const reach = Math.max(last_day, now);
  const to = reach + Math.max(20, (reach - from) * (open_end ? 0.12 : 0.03));
  const at = (day: number) => ((day - from) / (to - from)) * 100;
  const segments = dated.flatMap((step, index) => {
    const horizon = horizon_of_stage(step.stage);
    if (!horizon) return [];
    const start = day_number(step.date!);
    const next = dated[index + 1];
    const end = next ? day_number(next.date!) : to;
    return [
      {
        stage: step.stage,
        name: step.name,
        side: horizon_side[horizon],
        from: step.date!,
        to: next?.date ?? '',
        left: at(start),
        width: at(end) - at(start),
        planned: step.place === 'ahead',
      },
    ];
  });
  return { segments, today: at(now), marks: year_marks(from, to, at) };
}

/** The first of January, or of every quarter when the whole is short. */
function year_marks(from: number, to: number, at: (day: number) => number): TimeBar['marks'] {
  const marks: TimeBar['marks'] = [];
  const short = to - from < 800;
  for (
    let year = Number(date_of_day(from).slice(0, 4));
    year <= Number(date_of_day(Math.round(to)).slice(0, 4));
    year += 1
  ) {
    for (const month of short ? [1, 4, 7, 10] : [1]) {
      const day = day_number(`${year}-${String(month).padStart(2, '0')}-01`);
      if (day < from || day > to) continue;
      marks.push({ label: short ? `Q${(month + 2) / 3} ${year}` : String(year), left: at(day) });
    }
  }
  return marks;
}
