// The rules of the check: how bad each is, and the numbers that it goes by.
import { useEffect, useState } from 'preact/hooks';
import { plain_words } from '../../api/client';
import type { Rule, RuleParameter } from '../../api/special';
import { severity_name } from '../../core/words';
import { Button } from '../../kit/Button';
import { Failure, Skeleton } from '../../kit/EmptyState';
import { Select } from '../../kit/Field';
import { query } from '../../store/location';
import { toast } from '../../store/notices';
import { user } from '../../store/session';
import { change_settings, rules } from './settings-store';

const severity_choices = [
  { value: 'error', label: severity_name.error },
  { value: 'warning', label: severity_name.warning },
  { value: 'info', label: severity_name.info },
  { value: 'off', label: 'Off' },
];
const label_of = (value: unknown): string =>
  severity_choices.find((choice) => choice.value === value)?.label ?? String(value);

async function set(name: string, value: string | number | null): Promise<boolean> {
  try {
    await change_settings({ [name]: value });
    return true;
  } catch (problem) {
    toast(plain_words(problem), { bad: true });
    return false;
  }
}

/** A number with its bounds; saved on leaving or Enter. */
function NumberSetting({ name, parameter, label }: { name: string; parameter: RuleParameter; label: string }) {
  const [text, set_text] = useState<string | null>(null);
  const { minimum = 0, maximum = Number.MAX_SAFE_INTEGER } = parameter;
  const number = Number(text);
  const wrong = text !== null && !(Number.isInteger(number) && number >= minimum && number <= maximum);
  const save = async () => {
    if (text === null || wrong) return;
    if (number !== parameter.value) await set(name, number);
    set_text(null);
  };
  return (
    <span class="number-setting">
      <input
        class="input"
        inputMode="numeric"
        aria-label={`${label}, from ${minimum} to ${maximum}`}
        aria-invalid={wrong ? 'true' : undefined}
        value={text ?? String(parameter.value)}
        onInput={(event) => set_text(event.currentTarget.value)}
        onBlur={() => void save()}
        onKeyDown={(event) => {
          if (event.key === 'Enter') void save();
          if (event.key === 'Escape') set_text(null);
        }}
      />
      {wrong && (
        <span class="problem" role="alert">
          {minimum} to {maximum}
        </span>
      )}
    </span>
  );
}

function RuleRow({ rule, may_change }: { rule: Rule; may_change: boolean }) {
  const by_severity = rule.parameters.some((parameter) => parameter.choices);
  const changed =
    rule.severity !== rule.default || rule.parameters.some((parameter) => parameter.value !== parameter.default);
  const reset = async () => {
    const values: Record<string, null> = { [`check.${rule.id}.severity`]: null };
    for (const parameter of rule.parameters) values[`check.${rule.id}.${parameter.name}`] = null;
    try {
      await change_settings(values);
      toast('Back to what comes with Tandem');
    } catch (problem) {
      toast(plain_words(problem), { bad: true });
    }
  };
  return (
    <li
      class={`rule-row${rule.severity === 'off' ? ' off' : ''}${query.value.get('rule') === rule.id ? ' chosen' : ''}`}
      id={`rule-${rule.id}`}
    >
      <div class="rule-words">
        <h3>{rule.name}</h3>
        <p class="quiet">{rule.why}</p>
        <a class="rule-id" href={`/findings?rule=${rule.id}&why=${rule.id}`}>
          {rule.id}
        </a>
      </div>
      <div class="rule-settings">
        {(!by_severity || rule.severity !== rule.default) && (
          <div class="preference">
            <span>{by_severity ? 'Whatever the horizon' : 'It is'}</span>
            {may_change ? (
              <Select
                small
                label={`How bad: ${rule.name}`}
                value={rule.severity}
                choices={severity_choices}
                onValue={(value) => void set(`check.${rule.id}.severity`, value)}
              />
            ) : (
              <b>{label_of(rule.severity)}</b>
            )}
          </div>
        )}
        {rule.parameters.map((parameter) => {
          const name = `check.${rule.id}.${parameter.name}`;
          return (
            <div key={parameter.name} class="preference">
              <span>{parameter.description}</span>
              {!may_change ? (
                <b class="num">{label_of(parameter.value)}</b>
              ) : parameter.choices ? (
                <Select
                  small
                  label={`${parameter.description}: ${rule.name}`}
                  value={String(parameter.value)}
                  choices={severity_choices}
                  onValue={(value) => void set(name, value)}
                />
              ) : (
                <NumberSetting name={name} parameter={parameter} label={`${parameter.description}: ${rule.name}`} />
              )}
            </div>
          );
        })}
        {changed && may_change && (
          <Button small kind="ghost" icon="undo" onClick={() => void reset()}>
            As it comes
          </Button>
        )}
      </div>
    </li>
  );
}

export function CheckRules() {
  useEffect(() => void rules.load(), []);
  const list = rules.value.value?.items;
  const wanted = query.value.get('rule');
  const ready = list !== undefined;
  useEffect(() => {
    if (!ready || !wanted) return;
    const row = document.getElementById(`rule-${wanted}`);
    row?.closest('.body')?.scrollTo(0, row.offsetTop - 120);
  }, [ready, wanted]);
  if (rules.state.value === 'failed')
    return <Failure failure={rules.failure.value} retry={() => void rules.load(true)} />;
  if (!list) return <Skeleton rows={8} />;
  const may_change = user.value?.role === 'administrator';
  return (
    <section>
      <h2>Rules of the check</h2>
      <p class="about-part">
        {may_change
          ? 'What counts as wrong here, and how wrong. A change holds at once, for the page and for tandem check.'
          : 'What counts as wrong here, and how wrong. An administrator can change it.'}
      </p>
      <ul class="rule-list">
        {list.map((rule) => (
          <RuleRow key={rule.id} rule={rule} may_change={may_change} />
        ))}
      </ul>
    </section>
  );
}
