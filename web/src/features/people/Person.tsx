// One person: facts, roles over time, what they answer for, who reports to them, and what the check says.
import { useEffect, useState } from 'preact/hooks';
import type { FindingList } from '../../api/special';
import type { Assignment, Person as PersonRecord } from '../../api/types';
import { format_date, today } from '../../core/dates';
import { has_left, load_of, managers_above, title_without_role } from '../../core/people';
import { is_active } from '../../core/scope';
import { count_of, format_number, role_name } from '../../core/words';
import { Avatar } from '../../kit/Avatar';
import { SeverityMark } from '../../kit/Badge';
import { Button, LinkButton } from '../../kit/Button';
import { Confirm } from '../../kit/Dialog';
import { EmptyState, Skeleton } from '../../kit/EmptyState';
import { Icon } from '../../kit/Icon';
import { InlineRecord, InlineText } from '../../kit/InlineEdit';
import { LoadBar } from '../../kit/LoadBar';
import { Menu } from '../../kit/Menu';
import { Prose } from '../../kit/Prose';
import { Screen } from '../../kit/Screen';
import type { ScreenParameters } from '../../routes';
import { use_actions } from '../../shell/overlays';
import { change, destroy } from '../../store/changes';
import { collection, load_all, name_of, use_all, use_computed, use_list, use_record } from '../../store/entities';
import { checked_resources } from '../../store/findings';
import { go_back, navigate } from '../../store/location';
import { toast } from '../../store/notices';
import { portfolio } from '../../store/portfolio';
import { i_may } from '../../store/session';
import { use_shortcuts } from '../../store/shortcuts';
import { AnswersFor, products_of } from './AnswersFor';
import { AssignmentDialog } from './AssignmentDialog';
import { PersonDialog } from './PersonDialog';
import { RolesOverTime } from './RolesOverTime';

export default function Person({ parameters }: ScreenParameters) {
  const person = use_record('people', parameters.key);
  useEffect(() => {
    if (person && person.key !== parameters.key) navigate(`/people/${person.key}`, { replace: true });
  }, [person, parameters.key]);
  if (person === undefined) {
    return (
      <Screen title={parameters.key ?? 'Person'}>
        <Skeleton rows={9} />
      </Screen>
    );
  }
  if (person === null) {
    return (
      <Screen title={parameters.key ?? 'Person'}>
        <EmptyState
          icon="search"
          title={`${parameters.key} does not exist`}
          actions={<LinkButton href="/people">To all people</LinkButton>}
        >
          The record may have been deleted, or the key has a typing mistake.
        </EmptyState>
      </Screen>
    );
  }
  return <Loaded key={person.key} person={person} />;
}

function Facts({ person, may_change }: { person: PersonRecord; may_change: boolean }) {
  const save = (field: keyof PersonRecord) => (value: string | null) =>
    void change('people', person.key, { [field]: value });
  const manager = person.manager;
  const text = (label: string, field: 'title' | 'email' | 'capacity_hours', type: 'text' | 'email' = 'text') => (
    <div>
      <dt>{label}</dt>
      <dd>
        <InlineText label={label} type={type} value={person[field]} onSave={save(field)} may_edit={may_change} />
      </dd>
    </div>
  );
  const date = (label: string, field: 'joined_on' | 'left_on') => (
    <div>
      <dt>{label}</dt>
      <dd>
        <InlineText
          label={label}
          type="date"
          value={person[field]}
          show={(value) => format_date(value)}
          onSave={save(field)}
          may_edit={may_change}
        />
      </dd>
    </div>
  );
  return (
    <dl class="person-facts">
      {text('Title', 'title')}
      <div>
        <dt>Business unit</dt>
        <dd>
          <InlineRecord
            label="Business unit"
            resource="units"
            none="No unit"
            value={person.unit}
            onSave={save('unit')}
            may_edit={may_change}
            show={name_of('units', person.unit)}
          />
        </dd>
      </div>
      <div>
        <dt>Manager</dt>
        <dd>
          <InlineRecord
            label="Manager"
            resource="people"
            none="Nobody"
            value={manager}
            onSave={save('manager')}
            may_edit={may_change}
            show={name_of('people', manager)}
          />
        </dd>
      </div>
      {text('Email', 'email', 'email')}
      {text('Hours a week', 'capacity_hours')}
      {date('Joined', 'joined_on')}
      {date('Left', 'left_on')}
    </dl>
  );
}

/** The managers above, outermost first, and the people below. */
function Reports({ person }: { person: PersonRecord }) {
  const people = collection('people').records.value;
  const day = today();
  const above = managers_above(person, (key) => people.get(key)).reverse();
  const below = [...people.values()]
    .filter((one) => one.manager === person.key && !has_left(one, day))
    .sort((a, b) => a.name.localeCompare(b.name));
  if (!above.length && !below.length) return null;
  const link = (one: PersonRecord) => (
    <a key={one.key} class="person-name" href={`/people/${one.key}`}>
      <Avatar name={one.name} />
      <span class="truncate">{one.name}</span>
      {one.title && <span class="quiet truncate">{one.title}</span>}
    </a>
  );
  return (
    <section class="panel">
      <h2 class="section-title">
        Reporting {below.length > 0 && <span class="quiet">{count_of(below.length, 'direct report')}</span>}
      </h2>
      <ul class="reporting">
        {above.map((one, index) => (
          <li key={one.key} style={{ paddingLeft: `${index * 16}px` }}>
            {link(one)}
          </li>
        ))}
        <li style={{ paddingLeft: `${above.length * 16}px` }} class="self">
          <Avatar name={person.name} /> <b>{person.name}</b>
        </li>
        {below.map((one) => (
          <li key={one.key} style={{ paddingLeft: `${(above.length + 1) * 16}px` }}>
            {link(one)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function PersonFindings({ person, assignments }: { person: PersonRecord; assignments: Assignment[] }) {
  const list = use_computed<FindingList>('/check', {}, checked_resources).value;
  const own = new Set([person.key, ...assignments.map((assignment) => assignment.key)]);
  const about = (list?.findings ?? []).filter((finding) => own.has(finding.key));
  const asked = (list?.findings ?? []).filter(
    (finding) => finding.accountable?.key === person.key && !own.has(finding.key),
  );
  const shown = [...about, ...asked].slice(0, 8);
  if (!shown.length) return null;
  return (
    <section class="panel">
      <h2 class="section-title">
        Findings <span class="quiet">{format_number(about.length + asked.length)}</span>
      </h2>
      <ul class="person-findings">
        {shown.map((finding, index) => (
          <li key={index}>
            <SeverityMark severity={finding.severity} words={false} />
            <span>
              {finding.resource === 'products' ? (
                <a class="link" href={`/products/${finding.key}`}>
                  {finding.title}
                </a>
              ) : (
                <b>{finding.title}</b>
              )}{' '}
              <Prose>{finding.message}</Prose>
              <span class="finding-hint">
                <Prose>{finding.hint}</Prose>
              </span>
            </span>
          </li>
        ))}
      </ul>
      {about.length + asked.length > shown.length && (
        <a class="link" href={`/findings?person=${person.key}`}>
          All that {person.name} is asked about
        </a>
      )}
    </section>
  );
}

function Loaded({ person }: { person: PersonRecord }) {
  const [open, set_open] = useState<'edit' | 'delete' | 'assign' | Assignment | null>(null);
  const assignments = use_list('assignments', { person: person.key });
  use_all('people');
  useEffect(() => {
    for (const name of ['units', 'lines', 'products'] as const) void load_all(name);
    void portfolio.load();
  }, []);
  const day = today();
  const active = assignments.items.filter((assignment) => is_active(assignment, day));
  const load = load_of(active);
  const left = has_left(person, day);
  const expects = left
    ? null
    : title_without_role(
        person.title,
        active.map((assignment) => assignment.role),
      );
  const held = products_of(person.key, portfolio.value.value?.items ?? []);
  const may_change = i_may('change', 'people');
  const may_assign = i_may('create', 'assignments');
  const assign = () => set_open('assign');
  use_shortcuts([
    ...(may_assign ? [{ keys: 'a', label: 'Give a role', group: 'This screen' as const, run: assign }] : []),
    ...(may_change
      ? [{ keys: 'e', label: 'Edit the person', group: 'This screen' as const, run: () => set_open('edit') }]
      : []),
    { keys: 'escape', label: 'Back to all people', group: 'This screen', run: () => go_back('/people') },
  ]);
  use_actions(may_assign ? [{ id: 'assign', label: `Give ${person.name} a role`, icon: 'plus', run: assign }] : []);
  return (
    <Screen
      title={person.name}
      trail={
        <nav class="trail hide-narrow" aria-label="Where this is">
          <a href="/people">People</a>
          <span aria-hidden="true">/</span>
        </nav>
      }
      note={<span class="key">{person.key}</span>}
      actions={
        <>
          {may_assign && (
            <Button icon="plus" onClick={assign}>
              Give a role
            </Button>
          )}
          {may_change && (
            <Menu
              kind="ghost"
              icon="more"
              label="More"
              items={[
                { label: 'Edit', icon: 'edit', shortcut: 'e', run: () => set_open('edit') },
                {
                  label: 'Show in the organisation',
                  icon: 'organisation',
                  href: `/organisation?view=managers&select=${person.key}`,
                },
                ...(i_may('delete', 'people')
                  ? [
                      {
                        label: 'Delete the person',
                        icon: 'trash' as const,
                        danger: true,
                        divides: true,
                        run: () => set_open('delete'),
                      },
                    ]
                  : []),
              ]}
            />
          )}
        </>
      }
    >
      <div class="person-page">
        <div class="person-head">
          <Avatar name={person.name} size={52} />
          <div>
            <InlineText
              class="person-title"
              label="Name"
              required
              value={person.name}
              may_edit={may_change}
              onSave={(value) => value && void change('people', person.key, { name: value })}
            />
            <p class="quiet">
              {[person.title, name_of('units', person.unit)].filter(Boolean).join(', ') || 'No title, no unit'}
            </p>
          </div>
          <div class="person-load">
            <small class="quiet">Load today</small>
            <LoadBar share={load.share} />
          </div>
        </div>
        {(expects || left) && (
          <p class="person-note">
            <Icon name="warning" size={14} />
            {left
              ? `${person.name} has left${active.length ? `, and still holds ${count_of(active.length, 'role')}` : ''}.`
              : `The title suggests ${role_name[expects!].toLowerCase()}, a role that ${person.name} does not hold.`}
          </p>
        )}
        <div class="person-columns">
          <div class="stack">
            <RolesOverTime
              assignments={assignments.items}
              loading={assignments.state !== 'ready'}
              name={person.name}
              onOpen={may_assign ? set_open : undefined}
              onAssign={may_assign ? assign : undefined}
            />
            <AnswersFor held={held} name={person.name} />
          </div>
          <div class="stack">
            <section class="panel">
              <h2 class="section-title">Facts</h2>
              <Facts person={person} may_change={may_change} />
            </section>
            <Reports person={person} />
            <PersonFindings person={person} assignments={assignments.items} />
          </div>
        </div>
      </div>
      {open === 'edit' && <PersonDialog person={person} onClose={() => set_open(null)} />}
      {open === 'assign' && <AssignmentDialog person={person} assignment={null} onClose={() => set_open(null)} />}
      {open && typeof open === 'object' && (
        <AssignmentDialog person={person} assignment={open} onClose={() => set_open(null)} />
      )}
      {open === 'delete' && (
        <Confirm
          title={`Delete ${person.name}?`}
          action="Delete"
          onClose={() => set_open(null)}
          onConfirm={async () => {
            set_open(null);
            if (await destroy('people', person.key)) {
              toast(`${person.name} was deleted`);
              navigate('/people');
            }
          }}
        >
          <p>
            The history of their roles goes with the record. For somebody who has left, set the day they left instead:
            then it stays known who was accountable when.
          </p>
        </Confirm>
      )}
    </Screen>
  );
}
