// What can be said about people from their titles and assignments: roles, load, what a title promises, bars over time.
import type { Assignment, Person, Role, Side } from '../api/types';
import { date_of_day, day_number } from './dates';
import { is_active } from './scope';
import { role_side } from './words';

const suggestions: [RegExp, Role[]][] = [
  [
    /head of product marketing|(vp|director|chief)\b.*product marketing/i,
    ['head_of_product_marketing', 'product_marketing_manager'],
  ],
  [/product marketing/i, ['product_marketing_manager', 'head_of_product_marketing']],
  [/head of product|(vp|director|chief)\b.*product|chief product/i, ['head_of_product_management', 'product_manager']],
  [/product (manager|owner|management|lead)|\bpm\b/i, ['product_manager', 'head_of_product_management']],
  [/general manager/i, ['general_manager']],
  [/head of engineering|(vp|director)\b.*engineering/i, ['head_of_engineering']],
];

/** The role that a title lets one expect, when the person does not hold it (S3: a title is only what stands on a card). */
export function title_without_role(title: string | null, held: readonly Role[]): Role | null {
  if (!title) return null;
  const found = suggestions.find(([pattern]) => pattern.test(title));
  return found && !found[1].some((role) => held.includes(role)) ? found[1][0]! : null;
}

export interface Load {
  /** Percent of the person's time; null when no assignment says. */
  share: number | null;
  over: boolean;
}

export function load_of(active: readonly Pick<Assignment, 'share'>[]): Load {
  const said = active.filter((assignment) => assignment.share !== null);
  const share = said.length ? said.reduce((sum, assignment) => sum + (assignment.share ?? 0), 0) : null;
  return { share, over: (share ?? 0) > 100 };
}

/** The circle or circles that somebody's roles stand in. */
export function side_of_roles(roles: readonly Role[]): Side | null {
  const sides = new Set(roles.map(role_side));
  if (sides.has('pm') && sides.has('pmm')) return 'shared';
  return sides.has('pm') ? 'pm' : sides.has('pmm') ? 'pmm' : null;
}

export interface PersonRow {
  person: Person;
  active: Assignment[];
  roles: Role[];
  side: Side | null;
  load: Load;
  /** People who report to this one. */
  reports: number;
  left: boolean;
  expects: Role | null;
}

export function person_rows(people: readonly Person[], assignments: readonly Assignment[], today: string): PersonRow[] {
  const of_person = new Map<string, Assignment[]>();
  for (const assignment of assignments) {
    if (!is_active(assignment, today)) continue;
    const list = of_person.get(assignment.person) ?? [];
    list.push(assignment);
    of_person.set(assignment.person, list);
  }
  const reports = new Map<string, number>();
  for (const person of people) {
    if (person.manager && !has_left(person, today)) reports.set(person.manager, (reports.get(person.manager) ?? 0) + 1);
  }
  return people.map((person) => {
    const active = of_person.get(person.key) ?? [];
    const roles = [...new Set(active.map((assignment) => assignment.role))];
    const left = has_left(person, today);
    return {
      person,
      active,
      roles,
      side: side_of_roles(roles),
      load: load_of(active),
      reports: reports.get(person.key) ?? 0,
      left,
      expects: left ? null : title_without_role(person.title, roles),
    };
  });
}

export const has_left = (person: Pick<Person, 'left_on'>, today: string): boolean =>
  person.left_on !== null && person.left_on <= today;

export interface Bar {
  assignment: Assignment;
  /** In percent of the width. */
  left: number;
  width: number;
  /** Not begun yet, going on, or over. */
  place: 'ahead' | 'now' | 'past';
  /** The day it began is not known. */
  open_start: boolean;
  open_end: boolean;
}

export interface Bars {
  bars: Bar[];
  today: number;
  marks: { label: string; left: number }[];
}

/** Assignments to scale, newest first; null when there are none. */
export function assignment_bars(assignments: readonly Assignment[], today: string): Bars | null {
  if (!assignments.length) return null;
  const now = day_number(today);
  const begins = assignments.flatMap((one) => (one.from_on ? [day_number(one.from_on)] : []));
  const ends = assignments.flatMap((one) => (one.to_on ? [day_number(one.to_on)] : []));
  const first = Math.min(now - 365, ...begins, ...ends.map((end) => end - 90));
  const last = Math.max(now, ...begins, ...ends);
  const room = Math.max(40, (last - first) * 0.06);
  const from = first - (begins.length < assignments.length ? room : 0);
  const to = last + room;
  const at = (day: number) => ((day - from) / (to - from)) * 100;
  const bars = assignments
    .map((assignment): Bar => {
      const begin = assignment.from_on ? day_number(assignment.from_on) : from;
      const end = assignment.to_on ? day_number(assignment.to_on) + 1 : to;
      return {
        assignment,
        left: at(begin),
        width: Math.max(0.8, at(end) - at(begin)),
        place: begin > now ? 'ahead' : end <= now ? 'past' : 'now',
        open_start: !assignment.from_on,
        open_end: !assignment.to_on,
      };
    })
    .sort(
      (a, b) =>
        Number(a.place === 'past') - Number(b.place === 'past') ||
        (a.assignment.from_on ?? '').localeCompare(b.assignment.from_on ?? ''),
    );
  const years = Math.max(1, Math.ceil((to - from) / 365 / 8));
  const marks: Bars['marks'] = [];
  const last_year = Number(date_of_day(Math.floor(to)).slice(0, 4));
  for (let year = Number(date_of_day(Math.floor(from)).slice(0, 4)) + 1; year <= last_year; year += years) {
    const left = at(day_number(`${year}-01-01`));
    if (left < 93) marks.push({ label: String(year), left });
  }
  return { bars, today: at(now), marks };
}

/** The managers above, nearest first; stops at a circle. */
export function managers_above(person: Person, find: (key: string) => Person | undefined): Person[] {
  const way: Person[] = [];
  const seen = new Set([person.key]);
  let next = person.manager;
  while (next && !seen.has(next)) {
    seen.add(next);
    const above = find(next);
    if (!above) break;
    way.push(above);
    next = above.manager;
  }
  return way;
}
