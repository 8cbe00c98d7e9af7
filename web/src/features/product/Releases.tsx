// Releases of a product: planned, released, cancelled; made and changed in one dialog.
import { useState } from 'preact/hooks';
import { Problem, plain_words } from '../../api/client';
import type { Product, Release, ReleaseStatus } from '../../api/types';
import { format_date, today } from '../../core/dates';
import { Avatar } from '../../kit/Avatar';
import { Button } from '../../kit/Button';
import { Dialog } from '../../kit/Dialog';
import { EmptyState, Failure, Skeleton } from '../../kit/EmptyState';
import { SelectField, TextArea, TextField } from '../../kit/Field';
import { Icon } from '../../kit/Icon';
import { Markdown } from '../../kit/Markdown';
import { RecordField } from '../../kit/RecordPicker';
import { change, create, destroy } from '../../store/changes';
import { type Loaded, name_of, use_all } from '../../store/entities';
import { i_may } from '../../store/session';

const status_words: Record<ReleaseStatus, string> = {
  planned: 'Planned',
  released: 'Released',
  cancelled: 'Cancelled',
};

const is_late = (release: Release): boolean =>
  release.status === 'planned' && !!release.planned_on && release.planned_on < today();

export function ReleaseStatusPill({ release }: { release: Release }) {
  const late = is_late(release);
  return (
    <span class={`pill release-${release.status}${late ? ' late' : ''}`}>
      <Icon
        name={
          late
            ? 'warning'
            : release.status === 'released'
              ? 'check'
              : release.status === 'cancelled'
                ? 'close'
                : 'calendar'
        }
        size={12}
      />
      {release.status === 'planned' && release.planned_on
        ? `${late ? 'Was due' : 'Due'} ${format_date(release.planned_on)}`
        : release.status === 'released' && release.released_on
          ? format_date(release.released_on)
          : status_words[release.status]}
    </span>
  );
}

const day_of = (release: Release): string => release.released_on ?? release.planned_on ?? '9999';

export function Releases({ product, releases }: { product: Product; releases: Loaded<Release> }) {
  const [editing, set_editing] = useState<Release | 'new' | null>(null);
  use_all('people');
  const may_change = i_may('create', 'releases');
  if (releases.state === 'failed') return <Failure failure={releases.failure} retry={releases.reload} />;
  if (releases.state !== 'ready' && !releases.items.length) return <Skeleton />;
  const sorted = [...releases.items].sort((a, b) => day_of(b).localeCompare(day_of(a)));
  return (
    <div class="tab-body">
      {!sorted.length ? (
        <EmptyState
          icon="release"
          title="No releases yet"
          actions={
            may_change && (
              <Button kind="primary" icon="plus" onClick={() => set_editing('new')}>
                Plan a release
              </Button>
            )
          }
        >
          A release is what customers get and when: it has a day, a lead, and notes for those who have to tell others.
        </EmptyState>
      ) : (
        <>
          <div class="row">
            <h2 class="section-title grow">Releases</h2>
            {may_change && (
              <Button icon="plus" onClick={() => set_editing('new')}>
                Plan a release
              </Button>
            )}
          </div>
          <ul class="release-list">
            {sorted.map((release) => (
              <li key={release.key} class="panel">
                <div class="row">
                  <b>{release.name}</b>
                  <ReleaseStatusPill release={release} />
                  <span class="key">{release.key}</span>
                  <span class="grow" />
                  {release.lead && (
                    <a class="person-name" href={`/people/${release.lead}`}>
                      <Avatar name={name_of('people', release.lead)} />
                      {name_of('people', release.lead)}
                    </a>
                  )}
                  {may_change && (
                    <Button
                      kind="ghost"
                      icon="edit"
                      label={`Edit ${release.name}`}
                      onClick={() => set_editing(release)}
                    />
                  )}
                </div>
                {release.status === 'released' &&
                  release.planned_on &&
                  release.released_on &&
                  release.planned_on !== release.released_on && (
                    <p class="quiet">Was planned for {format_date(release.planned_on)}</p>
                  )}
                {release.notes && <Markdown source={release.notes} />}
              </li>
            ))}
          </ul>
        </>
      )}
      {editing && (
        <EditRelease
          product={product.key}
          release={editing === 'new' ? null : editing}
          onClose={() => set_editing(null)}
        />
      )}
    </div>
  );
}

function EditRelease({ product, release, onClose }: { product: string; release: Release | null; onClose: () => void }) {
  const [name, set_name] = useState(release?.name ?? '');
  const [status, set_status] = useState<ReleaseStatus>(release?.status ?? 'planned');
  const [planned_on, set_planned] = useState(release?.planned_on ?? '');
  const [released_on, set_released] = useState(release?.released_on ?? '');
  const [lead, set_lead] = useState<string | null>(release?.lead ?? null);
  const [notes, set_notes] = useState(release?.notes ?? '');
  const [failure, set_failure] = useState<unknown>(null);
  const [busy, set_busy] = useState(false);
  const problem = (field: string) => (failure instanceof Problem ? failure.field(field) : undefined);
  const save = async () => {
    if (!name.trim()) {
      set_failure(new Problem(422, { errors: [{ field: 'name', message: 'Give it a name' }] }));
      return;
    }
    const values = {
      name: name.trim(),
      status,
      planned_on: planned_on || null,
      released_on: released_on || null,
      lead,
      notes: notes.trim() || null,
    };
    set_busy(true);
    try {
      if (release) await change('releases', release.key, values, { quiet: true });
      else await create('releases', { product, ...values });
      onClose();
    } catch (problem) {
      set_failure(problem);
      set_busy(false);
    }
  };
  return (
    <Dialog
      title={release ? `Release ${release.name}` : 'Plan a release'}
      light={false}
      onClose={onClose}
      onSubmit={() => void save()}
      footer={
        <>
          {release && (
            <>
              <Button
                kind="ghost"
                icon="trash"
                onClick={() => {
                  onClose();
                  void destroy('releases', release.key);
                }}
              >
                Delete
              </Button>
              <span class="grow" />
            </>
          )}
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" busy={busy}>
            Save
          </Button>
        </>
      }
    >
      <div class="form">
        {failure !== null && !(failure instanceof Problem && failure.errors.length) && (
          <p class="form-problem" role="alert">
            <Icon name="error" /> {plain_words(failure)}
          </p>
        )}
        <div class="form-pair">
          <TextField
            label="Name"
            value={name}
            onValue={set_name}
            problem={problem('name')}
            autofocus
            placeholder="2.4, Spring"
          />
          <SelectField
            label="Status"
            value={status}
            onValue={(value) => {
              set_status(value as ReleaseStatus);
              if (value === 'released' && !released_on) set_released(today());
            }}
            choices={Object.entries(status_words).map(([value, label]) => ({ value, label }))}
          />
        </div>
        <div class="form-pair">
          <TextField
            label="Planned for"
            type="date"
            optional
            value={planned_on}
            onValue={set_planned}
            problem={problem('planned_on')}
          />
          <TextField
            label="Released on"
            type="date"
            optional
            value={released_on}
            onValue={set_released}
            problem={problem('released_on')}
          />
        </div>
        <RecordField
          resource="people"
          label="Lead"
          none="Nobody"
          optional
          value={lead}
          onValue={set_lead}
          problem={problem('lead')}
        />
        <TextArea label="Notes" optional rows={4} value={notes} onValue={set_notes} hint="Markdown works here." />
      </div>
    </Dialog>
  );
}
