// The life cycle of a product: stages, the horizon that follows from them, and what is odd about its dates.
import type { Horizon, HorizonSet, Product, Stage } from '../api/types';
import { stage_name, stages } from './words';

export const horizons: Horizon[] = ['future', 'next', 'current'];
export const horizon_name: Record<Horizon, string> = { future: 'Future', next: 'Next', current: 'Current' };

/** Which side of the house looks after a horizon: management ahead, marketing in the market, both in between. */
export const horizon_side: Record<Horizon, 'pm' | 'shared' | 'pmm'> = { future: 'pm', next: 'shared', current: 'pmm' };

export function horizon_of_stage(stage: Stage): Horizon | null {
  if (stage === 'retired') return null;
  if (stage === 'conceive' || stage === 'plan') return 'future';
  return stage === 'deliver' || stage === 'retire' ? 'current' : 'next';
}

/** The horizon as the server computes it: set by hand, or by the stage; none for a retired product. */
export function horizon_of(stage: Stage, set: HorizonSet | null): Horizon | null {
  if (stage === 'retired') return null;
  return set && set !== 'none' ? set : horizon_of_stage(stage);
}

export type StageDateField =
  | 'conceive_on'
  | 'plan_on'
  | 'develop_on'
  | 'qualify_on'
  | 'launch_on'
  | 'deliver_on'
  | 'mature_on'
  | 'retire_on'
  | 'retired_on';

/** Steps of the time line in the order in which they can happen. `mature` lies inside deliver. */
export const steps: { field: StageDateField; stage: Stage; name: string; minor: boolean }[] = [
  ...stages.slice(0, 6).map((stage) => ({
    field: `${stage}_on` as StageDateField,
    stage,
    name: stage_name[stage],
    minor: false,
  })),
  { field: 'mature_on', stage: 'deliver', name: 'Mature', minor: true },
  { field: 'retire_on', stage: 'retire', name: stage_name.retire, minor: false },
  { field: 'retired_on', stage: 'retired', name: stage_name.retired, minor: false },
];

export interface StepState {
  field: StageDateField;
  stage: Stage;
  name: string;
  minor: boolean;
  date: string | null;
  /** The product is past this step, at it, or not there yet. */
  place: 'past' | 'here' | 'ahead';
  /** What contradicts: in words, or null. The check reports the same. */
  contradiction: string | null;
  /** What is worth a look but may be right: overdue, or reached before its day. */
  remark: string | null;
}

type Dates = Pick<Product, 'stage' | StageDateField>;

/** Where a product stands on its way, and which of its dates cannot be right on the given day. */
export function step_states(product: Dates, today: string): StepState[] {
  const at = stages.indexOf(product.stage);
  let latest: { date: string; name: string } | null = null;
  return steps.map((step) => {
    const date = product[step.field] ?? null;
    const index = stages.indexOf(step.stage);
    const reached_mature = step.minor && date !== null && date <= today;
    const place = (step.minor ? reached_mature : index < at) ? 'past' : !step.minor && index === at ? 'here' : 'ahead';
    let contradiction: string | null = null;
    if (date && latest && date < latest.date) contradiction = `Before ${latest.name.toLowerCase()}`;
    let remark: string | null = null;
    if (!contradiction && date && place !== 'ahead' && date > today) remark = 'Reached early';
    if (!contradiction && date && place === 'ahead' && !step.minor && date < today) remark = 'Overdue';
    if (date && (!latest || date > latest.date)) latest = { date, name: step.name };
    return { ...step, date, place, contradiction, remark };
  });
}
