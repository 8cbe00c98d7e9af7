// Step 2: what each column is, what tells a row apart from others, and values that are the same for every row.
import { useId, useRef, useState } from 'preact/hooks';
import type { DescriptionField, Role } from '../../api/types';
import { empty_field, purpose_of, with_purpose } from '../../core/import-plan';
import { role_name, roles } from '../../core/words';
import { Button } from '../../kit/Button';
import { Select, TextField } from '../../kit/Field';
import { Icon } from '../../kit/Icon';
import { described } from '../../store/description';
import { toast } from '../../store/notices';
import { columns, plan, preview, resource, set_plan, use_mapping } from './state';

const has_roles = (name: string): boolean => name === 'products' || name === 'lines' || name === 'units';

const is_identity = (column: string): boolean => {
  const by = plan.value!.identity;
  return by.by !== 'name' && by.columns.includes(column);
};

function PurposeSelect({ column, fields }: { column: string; fields: DescriptionField[] }) {
  const now = plan.value!;
  const value = purpose_of(now, column);
  const option = (code: string, label: string) => (
    <option key={code} value={code} selected={code === value}>
      {label}
    </option>
  );
  return (
    <span class="select">
      <select
        aria-label={`What “${column}” is`}
        value={value}
        onChange={(event) => set_plan(with_purpose(now, column, event.currentTarget.value, columns.value))}
      >
        {option('', is_identity(column) ? 'Only identifies the row' : 'Leave out')}
        <optgroup label="Fields">
          {fields.map((field) => option(`field:${field.name}`, field.label + (field.required ? ' (needed)' : '')))}
        </optgroup>
        {has_roles(resource.value) && (
          <optgroup label="Who holds a role over it">
            {roles.map((role) => option(`role:${role}`, role_name[role]))}
          </optgroup>
        )}
        {now.roles.some((role) => role.column !== column) && (
          <optgroup label="Marks a stand-in (acting, interim)">
            {now.roles
              .filter((role) => role.column !== column)
              .map((role) =>
                option(`note:${role.role}`, `Stand-in note of ${role_name[role.role as Role].toLowerCase()}`),
              )}
          </optgroup>
        )}
      </select>
      <Icon name="down" size={12} />
    </span>
  );
}

/** What else is to be known about a column's choice. */
function PurposeNote({ column, suggestion }: { column: string; suggestion: string | null }) {
  const now = plan.value!;
  const purpose = purpose_of(now, column);
  const name = purpose.startsWith('field:') ? purpose.slice(6) : null;
  const tried = name ? (now.fields[name]?.columns ?? []) : [];
  if (tried.length > 1) {
    const at = tried.indexOf(column);
    return <span class="quiet">{at === 0 ? 'tried first' : `used when “${tried[at - 1]}” says nothing usable`}</span>;
  }
  if (name && name === suggestion) return <span class="quiet">suggested</span>;
  return purpose && is_identity(column) ? <span class="quiet">identifies the row, too</span> : null;
}

function Identity() {
  const id = useId();
  const now = plan.value!;
  const by = now.identity.by;
  const chosen = now.identity.by === 'name' ? [] : now.identity.columns;
  const first = columns.value[0] ?? '';
  const set_columns = (list: string[]) =>
    by !== 'name' && set_plan({ ...now, identity: { by, columns: list.filter(Boolean) } });
  const choices = columns.value.map((value) => ({ value, label: value }));
  return (
    <section class="identity" aria-labelledby={id}>
      <h3 class="section-title" id={id}>
        How a row is known again when the file is imported a second time
      </h3>
      <div class="identity-fields">
        <Select
          label="Known again by"
          value={by}
          onValue={(value) =>
            set_plan({
              ...now,
              identity:
                value === 'name' ? { by: 'name' } : { by: value as 'key', columns: chosen.length ? chosen : [first] },
            })
          }
          choices={[
            { value: 'external_id', label: 'An identifier in the file' },
            { value: 'key', label: 'Tandem’s own key' },
            { value: 'name', label: 'Its name' },
          ]}
        />
        {by !== 'name' && (
          <Select
            label="Column of the identifier"
            value={chosen[0] ?? ''}
            onValue={(value) => set_columns([value, ...chosen.slice(1)])}
            choices={choices}
          />
        )}
        {by === 'external_id' && (
          <>
            <Select
              label="Second column of the identifier"
              value={chosen[1] ?? ''}
              onValue={(value) => set_columns([chosen[0] ?? first, value])}
              choices={[
                { value: '', label: 'alone' },
                ...choices.map((one) => ({ ...one, label: `with ${one.label}` })),
              ]}
            />
            <TextField
              label="Where the file comes from"
              value={now.source}
              onValue={(source) => set_plan({ ...now, source })}
              placeholder="crm, catalogue"
            />
          </>
        )}
      </div>
    </section>
  );
}

function Constants({ fields }: { fields: DescriptionField[] }) {
  const now = plan.value!;
  const set = (name: string, constant: string | null) => {
    const next = { ...now.fields };
    if (constant === null) delete next[name];
    else next[name] = { ...empty_field(), constant };
    set_plan({ ...now, fields: next });
  };
  const given = fields.filter((field) => now.fields[field.name] && now.fields[field.name]!.constant !== null);
  const free = fields.filter((field) => !now.fields[field.name]);
  return (
    <section class="constants">
      {given.map((field) => (
        <div key={field.name} class="constant">
          <span class="strong">{field.label}</span>
          {field.choices ? (
            <Select
              label={`${field.label} of every row`}
              value={now.fields[field.name]!.constant ?? ''}
              onValue={(value) => set(field.name, value)}
              choices={[
                { value: '', label: 'Choose' },
                ...field.choices.map((choice) => ({ value: choice.code, label: choice.label })),
              ]}
            />
          ) : (
            <input
              class="input"
              type={(field.type === 'date' ? 'date' : 'text') as 'text'}
              aria-label={`${field.label} of every row`}
              value={now.fields[field.name]!.constant ?? ''}
              onInput={(event) => set(field.name, event.currentTarget.value)}
            />
          )}
          <Button
            kind="ghost"
            icon="close"
            label={`No ${field.label.toLowerCase()} for every row`}
            onClick={() => set(field.name, null)}
          />
        </div>
      ))}
      {free.length > 0 && (
        <Select
          small
          label="Add a value that is the same for every row"
          value=""
          onValue={(name) => name && set(name, '')}
          choices={[
            { value: '', label: 'Add a value for every row' },
            ...free.map((field) => ({ value: field.name, label: field.label })),
          ]}
        />
      )}
    </section>
  );
}

export function ColumnsStep() {
  const picker = useRef<HTMLInputElement>(null);
  const [, redraw] = useState(0);
  const of = described(resource.value)!;
  const fields = of.fields.filter((field) => field.creatable);
  return (
    <>
      <div class="import-heading">
        <h2 tabIndex={-1}>What is in the columns?</h2>
        <Button small icon="import" onClick={() => picker.current?.click()}>
          Use a saved mapping
        </Button>
        <input
          ref={picker}
          class="reader-only"
          type="file"
          tabIndex={-1}
          aria-label="Mapping file"
          accept=".json,application/json"
          onChange={async (event) => {
            const picked = event.currentTarget.files?.[0];
            event.currentTarget.value = '';
            if (!picked) return;
            const wrong = use_mapping(await picked.text());
            toast(wrong ?? `${picked.name} is used`, { bad: wrong !== null });
            redraw((count) => count + 1);
          }}
        />
      </div>
      <Identity />
      <ul class="column-list">
        {preview.value!.columns.map((column) => (
          <li
            key={column.name}
            class={purpose_of(plan.value!, column.name) || is_identity(column.name) ? undefined : 'left-out'}
          >
            <div>
              <span class="strong">{column.name}</span>
              <span class="samples quiet truncate">{column.samples.length ? column.samples.join(' · ') : 'empty'}</span>
            </div>
            <Icon name="right" size={12} />
            <div class="purpose">
              <PurposeSelect column={column.name} fields={fields} />
              <PurposeNote column={column.name} suggestion={column.suggestion} />
            </div>
          </li>
        ))}
      </ul>
      <Constants fields={fields} />
    </>
  );
}
