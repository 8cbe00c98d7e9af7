// Gates as a sheet reads them: one for each step of the life cycle, what is still open, and how late it is.
import type { Gate, GateCriterion, GateStatus, Stage } from '../api/types';
import { stages } from './words';

export const gate_status_words: Record<GateStatus, string> = {
  open: 'Open',
  passed: 'Go',
  held: 'On hold',
  stopped: 'Stopped',
  skipped: 'Skipped',
};

/** The stages that a gate stands before: all but the first. */
export const gated_stages: Stage[] = stages.slice(1);

export interface GateStep {
  stage: Stage;
  gate: Gate | null;
  /** The product is past this stage or in it, although no gate was passed on the way. */
  unguarded: boolean;
}

/** The gates of a product in the order of its life, with the steps that have none. */
export function gate_steps(stage: Stage, gates: Gate[]): GateStep[] {
  const at = stages.indexOf(stage);
  return gated_stages.map((step) => {
    const gate = gates.find((item) => item.stage === step) ?? null;
    const is_decided = gate?.status === 'passed' || gate?.status === 'skipped';
    return { stage: step, gate, unguarded: stages.indexOf(step) <= at && !is_decided };
  });
}

/** The stage that a product in this stage goes to next; null once retired. */
export const next_stage = (stage: Stage): Stage | null => stages[stages.indexOf(stage) + 1] ?? null;

/** Which gate a reader most likely came for: the next undecided one, else the last. */
export function gate_of_interest(stage: Stage, gates: Gate[]): string | null {
  const ordered = gate_steps(stage, gates).flatMap((step) => step.gate ?? []);
  const open = ordered.find((gate) => gate.status === 'open' || gate.status === 'held');
  return (open ?? ordered[ordered.length - 1])?.key ?? null;
}

export interface CriteriaCount {
  green: number;
  red: number;
  open: number;
}

export function count_criteria(criteria: GateCriterion[]): CriteriaCount {
  const count = (status: GateCriterion['status']) => criteria.filter((item) => item.status === status).length;
  return { green: count('green'), red: count('red'), open: count('open') };
}

/** How far the plan has moved: `12 days later than first planned`; null when it has not. */
export function slip_words(gate: Pick<Gate, 'slip_days'>): string | null {
  const days = gate.slip_days ?? 0;
  if (!days) return null;
  const size = Math.abs(days);
  return `${size} ${size === 1 ? 'day' : 'days'} ${days > 0 ? 'later' : 'earlier'} than first planned`;
}

/** Is an undecided gate past the day for which it was planned? */
export const is_overdue = (gate: Pick<Gate, 'status' | 'planned_on'>, today: string): boolean =>
  (gate.status === 'open' || gate.status === 'held') && !!gate.planned_on && gate.planned_on < today;
