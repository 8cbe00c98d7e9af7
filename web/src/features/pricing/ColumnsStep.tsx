// Step 3: which column is what, what is known of price and cost, and the specification that comes of it.
import { useState } from 'preact/hooks';
import type { Role } from '../../core/price-question';
import { Button } from '../../kit/Button';
import { Checkbox, FieldFrame, Select, SelectField, TextField } from '../../kit/Field';
import { FilterMenu } from '../../kit/FilterMenu';
import { Icon } from '../../kit/Icon';
import { RecordField } from '../../kit/RecordPicker';
import { use_all } from '../../store/entities';
import { SpecEditor, SpecProblems, use_check } from './SpecEditor';
import {
  assumptions,
  choose_further,
  columns,
  composed,
  data,
  drops,
  further,
  map_role,
  mapping,
  problems,
  product,
  question,
  spec,
  study_name,
  way,
  written,
} from './state';

function RoleField({ role }: { role: Role }) {
  const chosen = mapping.value[role.id] ?? [];
  const said = problems.value.filter((problem) => problem.role === role.id);
  const usable = columns.value.filter(
    (column) => !role.number || column.kind === 'number' || chosen.includes(column.name),
  );
  const choices = usable.map((column) => ({
    value: column.name,
    label: column.name,
    note: column.example ?? undefined,
  }));
  return (
    <div class="price-role">
      {role.several ? (
        <div class="field">
          <span class="strong">
            {role.label}
            {role.optional && <span class="optional">optional</span>}
          </span>
          <FilterMenu
            label={role.label}
            choices={choices}
            chosen={chosen}
            onChosen={(names) => map_role(role.id, names)}
          />
          <p class="hint">{role.help}</p>
        </div>
      ) : (
        <FieldFrame label={role.label} hint={role.help} optional={role.optional}>
          {({ id, describedby }) => (
            <Select
              id={id}
              describedby={describedby}
              invalid={said.some((one) => !one.is_note) ? 'true' : undefined}
              value={chosen[0] ?? ''}
              onValue={(name) => map_role(role.id, name ? [name] : [])}
              choices={[{ value: '', label: role.optional ? 'None' : 'Choose a column' }, ...choices]}
            />
          )}
        </FieldFrame>
      )}
      {said.map((one, index) => (
        <p key={index} class={one.is_note ? 'hint' : 'problem'}>
          <Icon name={one.is_note ? 'info' : 'error'} size={13} /> {one.message}
        </p>
      ))}
    </div>
  );
}

const as_number = (text: string): number | null => {
  const value = Number(text.replace(',', '.'));
  return text.trim() && Number.isFinite(value) && value >= 0 ? value : null;
};

function Assumed() {
  const now = assumptions.value;
  const [price, set_price] = useState<string | null>(null);
  const [cost, set_cost] = useState<string | null>(null);
  const { asks } = way.value;
  return (
    <fieldset class="price-assumed">
      <legend class="section-title">What you know beside the data</legend>
      <div class="price-assumed-fields">
        {asks === 'price-and-cost' && (
          <TextField
            label="Price today"
            value={price ?? (now.price === null ? '' : String(now.price))}
            onValue={(text) => {
              set_price(text);
              assumptions.value = { ...now, price: as_number(text) };
            }}
            hint="The typical price of these rows stands here; write over it."
          />
        )}
        {asks !== 'currency' && (
          <TextField
            label="Cost of one more"
            value={cost ?? (now.cost === null ? '' : String(now.cost))}
            onValue={(text) => {
              set_cost(text);
              assumptions.value = { ...now, cost: as_number(text) };
            }}
            hint="Without it, revenue stands in for profit."
            optional
          />
        )}
        <TextField
          label="Currency"
          value={now.currency}
          onValue={(currency) => {
            assumptions.value = { ...now, currency: currency.trim() };
          }}
          placeholder="EUR"
          optional
        />
      </div>
    </fieldset>
  );
}

/** Data sets that the method reads beside the first. */
function Files() {
  const sets = use_all('price-data');
  if (!way.value.files) return null;
  return (
    <div class="price-roles">
      {way.value.files.map((file) => (
        <SelectField
          key={file.role}
          label={file.label}
          hint={file.help}
          optional={file.optional}
          value={further.value[file.role] ?? ''}
          onValue={(key) => void choose_further(file.role, key || null)}
          choices={[
            { value: '', label: file.optional ? 'None' : 'Choose a data set' },
            ...sets.items
              .filter((set) => set.key !== data.value?.key)
              .map((set) => ({ value: set.key, label: set.name })),
          ]}
        />
      ))}
    </div>
  );
}

export function ColumnsStep() {
  const [open, set_open] = useState(written.value !== null);
  const found = use_check(spec.value, data.value?.key ?? null, JSON.stringify(further.value));
  const blocked = problems.value.some((problem) => !problem.is_note);
  const has_gaps = columns.value.some((column) => column.missing > 0);
  return (
    <>
      <h2 tabIndex={-1}>{question.value.title}</h2>
      <p class="quiet">{way.value.help}</p>
      <Files />
      {written.value === null ? (
        <div class="price-roles">
          {way.value.roles.map((role) => (
            <RoleField key={role.id} role={role} />
          ))}
        </div>
      ) : (
        <p class="price-written">
          <Icon name="edit" /> The specification was written by hand; columns chosen here are not used.
          <Button small onClick={() => (written.value = null)}>
            Take the columns again
          </Button>
        </p>
      )}
      {has_gaps && written.value === null && (
        <Checkbox
          label="Leave out rows with an empty cell"
          hint="They are counted in the result."
          checked={drops.value}
          onChecked={(checked) => (drops.value = checked)}
        />
      )}
      {written.value === null && <Assumed />}
      <div class="price-names">
        <TextField label="Name of the study" value={study_name.value} onValue={(text) => (study_name.value = text)} />
        <RecordField
          resource="products"
          label="Product"
          value={product.value}
          onValue={(key) => (product.value = key)}
          none="No product"
          placeholder="Which product it is about"
          optional
        />
      </div>
      <section class="price-as-text">
        <div class="row">
          <h3 class="section-title grow">Specification</h3>
          <Button
            small
            icon={open ? 'down' : 'right'}
            aria-expanded={open ? 'true' : 'false'}
            onClick={() => set_open(!open)}
          >
            As text
          </Button>
        </div>
        {open ? (
          <SpecEditor
            text={spec.value}
            onText={(text) => (written.value = text === composed.value ? null : text)}
            problems={found}
          />
        ) : (
          !blocked && <SpecProblems problems={found} />
        )}
      </section>
    </>
  );
}
