// Step 3: what the values of choices mean here, and what to do about people, lines or units that are not known yet.
import { useId } from 'preact/hooks';
import type { DescriptionField } from '../../api/types';
import type { FieldPlan, Missing } from '../../core/import-plan';
import { count_of, resource_words, role_name } from '../../core/words';
import { EmptyState } from '../../kit/EmptyState';
import { Select } from '../../kit/Field';
import { Icon } from '../../kit/Icon';
import { described } from '../../store/description';
import { plan, resource, set_plan, values_in } from './state';

const shown_at_most = 60;
const refuse = ' refuse';

function set_field(name: string, change: Partial<FieldPlan>): void {
  const now = plan.peek()!;
  set_plan({ ...now, fields: { ...now.fields, [name]: { ...now.fields[name]!, ...change } } });
}

/** One choice field: every value of its column, and what it means. */
function Translations({ field, one }: { field: DescriptionField; one: FieldPlan }) {
  const choices = (field.choices ?? []).map((choice) => ({ value: choice.code, label: choice.label }));
  const codes = new Set(choices.map((choice) => choice.value));
  const found = one.columns.flatMap(values_in);
  const translate = (value: string, to: string) => {
    const values = { ...one.values };
    if (to === refuse) delete values[value];
    else values[value] = to;
    set_field(field.name, { values });
  };
  return (
    <section class="translations">
      <h3 class="section-title">
        {field.label} <span class="quiet">from {one.columns.join(', then ')}</span>
      </h3>
      <ul class="column-list">
        {found.slice(0, shown_at_most).map(({ value, count }) => {
          const to = one.values[value] ?? (codes.has(value) ? value : refuse);
          return (
            <li key={value} class={to === refuse && value !== '' ? 'unclear' : undefined}>
              <div>
                <span class={value ? 'strong' : 'quiet'}>{value || 'empty cell'}</span>
                <span class="quiet num">{count_of(count, 'row')}</span>
              </div>
              <Icon name="right" size={12} />
              <div class="purpose">
                <Select
                  label={`“${value || 'empty cell'}” means`}
                  value={to}
                  onValue={(next) => translate(value, next)}
                  choices={[
                    {
                      value: refuse,
                      label:
                        value === ''
                          ? field.default
                            ? 'Nothing: the default applies'
                            : 'Nothing'
                          : one.otherwise === 'reject'
                            ? 'Refuse the row'
                            : `As all others: ${choices.find((choice) => choice.value === one.otherwise)?.label ?? one.otherwise}`,
                    },
                    ...choices,
                  ]}
                />
              </div>
            </li>
          );
        })}
      </ul>
      {found.length > shown_at_most && <p class="quiet">and {found.length - shown_at_most} more</p>}
      <div class="otherwise">
        <span>Any other value</span>
        <Select
          small
          label={`Any other value of ${field.label.toLowerCase()}`}
          value={one.otherwise}
          onValue={(otherwise) => set_field(field.name, { otherwise })}
          choices={[
            { value: 'reject', label: 'refuses the row' },
            ...choices.map((choice) => ({ ...choice, label: `becomes ${choice.label}` })),
          ]}
        />
      </div>
    </section>
  );
}

const missing_words: { value: Missing; label: string; hint: (what: string) => string }[] = [
  { value: 'create', label: 'Make it', hint: (what) => `a ${what} of that name is made` },
  {
    value: 'keep',
    label: 'Keep it open',
    hint: () => 'the row is taken, and the check reports that it points to nothing',
  },
  { value: 'ignore', label: 'Leave it empty', hint: () => 'silently' },
  { value: 'reject', label: 'Refuse the row', hint: () => 'and say so with its line' },
];

/** What happens when a name leads nowhere. */
function MissingChoice({
  title,
  from,
  what,
  value,
  onValue,
}: {
  title: string;
  from: string[];
  what: string;
  value: Missing;
  onValue: (value: Missing) => void;
}) {
  const name = useId();
  const found = from.flatMap(values_in).filter((item) => item.value);
  return (
    <fieldset class="missing">
      <legend class="section-title">
        {title} <span class="quiet">from {from.join(', then ')}</span>
      </legend>
      <p class="quiet">
        {found.length
          ? `${count_of(found.length, 'different value')}: ${found
              .slice(0, 4)
              .map((item) => item.value)
              .join(', ')}${found.length > 4 ? '…' : '.'}`
          : 'The column is empty.'}{' '}
        When one is not known:
      </p>
      {missing_words.map((choice) => (
        <label key={choice.value} class="choice">
          <input type="radio" name={name} checked={choice.value === value} onChange={() => onValue(choice.value)} />
          <span>
            {choice.label} <span class="quiet">{choice.hint(what)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

export function ValuesStep() {
  const now = plan.value!;
  const of = described(resource.value)!;
  const mapped = of.fields.filter((field) => now.fields[field.name]?.columns.length);
  const choices = mapped.filter((field) => field.type === 'choice');
  const references = mapped.filter((field) => field.type === 'reference');
  return (
    <>
      <h2 tabIndex={-1}>What do the values mean?</h2>
      {!choices.length && !references.length && !now.roles.length && (
        <EmptyState icon="check" title="Nothing to decide here">
          No column holds a choice or points to another record. Go on to the check.
        </EmptyState>
      )}
      <div class="value-sections">
        {choices.map((field) => (
          <Translations key={field.name} field={field} one={now.fields[field.name]!} />
        ))}
        {references.map((field) => (
          <MissingChoice
            key={field.name}
            title={field.label}
            from={now.fields[field.name]!.columns}
            what={(resource_words[field.targets?.[0] ?? ''] ?? ['record'])[0]!}
            value={now.fields[field.name]!.missing}
            onValue={(missing) => set_field(field.name, { missing })}
          />
        ))}
        {now.roles.map((role, index) => (
          <MissingChoice
            key={role.column + role.role}
            title={role_name[role.role]}
            from={[role.column]}
            what="person"
            value={role.missing}
            onValue={(missing) =>
              set_plan({ ...now, roles: now.roles.map((one, at) => (at === index ? { ...one, missing } : one)) })
            }
          />
        ))}
      </div>
    </>
  );
}
