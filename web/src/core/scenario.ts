// Scenarios of the stress test as the page holds them: steps in plain data, their words, and what a change of them means.
import { list_of } from './words';

/** One step, as the API takes it: `do` says what, the other members say to whom. */
export interface Step {
  do: string;
  [member: string]: string | string[];
}

export interface StepForm {
  do: string;
  label: string;
  /** What the step takes besides `do`, in the order in which it is asked for. */
  members: { name: string; kind: 'person' | 'unit' | 'scope' | 'map' | 'role' | 'optional_unit'; label: string }[];
}

/** The steps that the page offers by hand; files may hold the others as well. */
export const step_forms: StepForm[] = [
  { do: 'leave', label: 'Somebody leaves', members: [{ name: 'person', kind: 'person', label: 'Who' }] },
  { do: 'absent', label: 'Somebody is away', members: [{ name: 'person', kind: 'person', label: 'Who' }] },
  {
    do: 'merge_roles',
    label: 'Product managers take both roles',
    members: [{ name: 'scope', kind: 'scope', label: 'Where' }],
  },
  {
    do: 'assign',
    label: 'Somebody is given a role',
    members: [
      { name: 'person', kind: 'person', label: 'Who' },
      { name: 'role', kind: 'role', label: 'Role' },
      { name: 'scope', kind: 'scope', label: 'Over' },
    ],
  },
  {
    do: 'merge_units',
    label: 'Two units become one',
    members: [
      { name: 'from', kind: 'unit', label: 'This unit' },
      { name: 'into', kind: 'unit', label: 'Becomes part of' },
    ],
  },
  { do: 'map', label: 'Another map decides', members: [{ name: 'map', kind: 'map', label: 'Which map' }] },
  {
    do: 'freeze',
    label: 'Headcount is frozen',
    members: [{ name: 'unit', kind: 'optional_unit', label: 'Where' }],
  },
];

/** Is everything given that the step needs? */
export const is_complete = (form: StepForm, values: Record<string, string>): boolean =>
  form.members.every((member) => member.kind === 'optional_unit' || !!values[member.name]);

/** The step of a form; members left empty are left out. */
export function step_of(form: StepForm, values: Record<string, string>): Step {
  const step: Step = { do: form.do };
  for (const member of form.members) if (values[member.name]) step[member.name] = values[member.name]!;
  return step;
}

const same = (a: Step, b: Step): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Adds a step once; somebody who leaves needs not be away as well. */
export function add_step(steps: Step[], step: Step): Step[] {
  if (steps.some((item) => same(item, step))) return steps;
  const kept =
    step.do === 'leave' ? steps.filter((item) => !(item.do === 'absent' && item.person === step.person)) : steps;
  return [...kept, step];
}

export const remove_step = (steps: Step[], index: number): Step[] => steps.filter((_, at) => at !== index);

/** Keys of the people who are taken out. */
export const taken_out = (steps: Step[]): Set<string> =>
  new Set(steps.filter((step) => step.do === 'leave').map((step) => String(step.person)));

/** A step in words, by whoever knows names. */
export function step_words(step: Step, name: (key: string) => string): string {
  const form = step_forms.find((item) => item.do === step.do);
  const rest = Object.entries(step)
    .filter(([member]) => member !== 'do')
    .map(([, value]) => (Array.isArray(value) ? list_of(value.map(name)) : name(value)));
  const label = form?.label ?? step.do.replaceAll('_', ' ');
  return rest.length ? `${label}: ${rest.join(', ')}` : label;
}

/** Reads steps from what a scenario holds; anything else gives none. */
export function read_steps(value: unknown): Step[] {
  if (!Array.isArray(value)) return [];
  return value.filter(
    (item): item is Step => typeof item === 'object' && item !== null && typeof (item as Step).do === 'string',
  );
}
