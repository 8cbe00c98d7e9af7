// Step 4: a dry run. What would happen, which rows are refused and why, and the first records as they would be.
import { useEffect } from 'preact/hooks';
import type { ImportRemark, ImportResult } from '../../api/special';
import { count_of, field_name, format_number, list_of, resource_words } from '../../core/words';
import { Skeleton } from '../../kit/EmptyState';
import { Icon } from '../../kit/Icon';
import { described } from '../../store/description';
import { load_all, name_of, type ResourceName } from '../../store/entities';
import { plan, resource, trial } from './state';

const words_of = (name: string, count: number): string =>
  count_of(count, ...(resource_words[name] ?? ([name, name] as [string, string])));

export function Counts({ result, done }: { result: ImportResult; done?: boolean }) {
  const refused = new Set(result.rejected.map((remark) => remark.line)).size;
  const also = Object.entries(result.also_created).filter(([, count]) => count > 0);
  return (
    <>
      <div class="figures">
        <div class="figure">
          <small>{done ? 'Created' : 'To be created'}</small>
          <b>{format_number(result.created)}</b>
        </div>
        <div class="figure">
          <small>{done ? 'Changed' : 'To be changed'}</small>
          <b>{format_number(result.updated)}</b>
        </div>
        <div class="figure">
          <small>Unchanged</small>
          <b>{format_number(result.unchanged)}</b>
        </div>
        {!done && (
          <div class={refused ? 'figure refused' : 'figure'}>
            <small>Refused</small>
            <b>{format_number(refused)}</b>
          </div>
        )}
      </div>
      {(also.length > 0 || result.kept > 0) && (
        <p class="also">
          {also.length > 0 &&
            `Along with them ${list_of(also.map(([name, count]) => words_of(name, count)))} ${done ? 'were' : 'would be'} created. `}
          {result.kept > 0 &&
            `${count_of(result.kept, 'reference points', 'references point')} to nothing yet and ${done ? 'are' : 'would be'} reported by the check.`}
        </p>
      )}
    </>
  );
}

function Remarks({ title, remarks, bad }: { title: string; remarks: ImportRemark[]; bad?: boolean }) {
  if (!remarks.length) return null;
  return (
    <section class="remarks">
      <h3 class={bad ? 'section-title bad-words' : 'section-title'}>
        {bad && <Icon name="error" size={14} />} {title}
      </h3>
      <div class="table-scroll" tabIndex={0} role="region" aria-label={title}>
        <table class="list-table">
          <thead>
            <tr>
              <th scope="col" class="end">
                Line
              </th>
              <th scope="col">Column</th>
              <th scope="col">Value</th>
              <th scope="col">Why</th>
            </tr>
          </thead>
          <tbody>
            {remarks.slice(0, 200).map((remark, index) => (
              <tr key={index}>
                <td class="end num">{remark.line}</td>
                <td>{remark.column ?? <span class="quiet">whole row</span>}</td>
                <td>{remark.value || <span class="quiet">empty</span>}</td>
                <td>{remark.reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {remarks.length > 200 && <p class="quiet">and {format_number(remarks.length - 200)} more</p>}
    </section>
  );
}

/** A value of a record in words: references by name, choices by label. */
function cell_words(
  value: unknown,
  field: { type: string; targets?: string[]; choices?: { code: string; label: string }[] },
): string {
  if (value === null || value === undefined || value === '') return '';
  if (Array.isArray(value)) return value.join(', ');
  if (field.type === 'reference') return name_of((field.targets?.[0] ?? 'products') as ResourceName, String(value));
  return field.choices?.find((choice) => choice.code === value)?.label ?? String(value);
}

function Preview({ result }: { result: ImportResult }) {
  const of = described(resource.value)!;
  const now = plan.value!;
  const fields = of.fields.filter((field) => now.fields[field.name]);
  // Names of what the rows refer to.
  const targets = fields.flatMap((field) => (field.type === 'reference' ? (field.targets ?? []) : [])).join(',');
  useEffect(() => {
    for (const target of targets.split(',').filter(Boolean)) void load_all(target as ResourceName);
  }, [targets]);
  const records = result.preview as Record<string, unknown>[];
  if (!records.length) return null;
  return (
    <section class="remarks">
      <h3 class="section-title">
        {records.length === 1 ? 'The first' : `The first ${records.length}`} as {records.length === 1 ? 'it' : 'they'}{' '}
        would be <span class="quiet">of {format_number(result.rows)}</span>
      </h3>
      <div class="table-scroll" tabIndex={0} role="region" aria-label="Preview">
        <table class="list-table">
          <thead>
            <tr>
              {fields.map((field) => (
                <th key={field.name} scope="col">
                  {field.label || field_name(field.name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {records.map((record, index) => (
              <tr key={index}>
                {fields.map((field) => (
                  <td key={field.name} class="preview-cell">
                    {cell_words(record[field.name], field)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

export function CheckStep() {
  const result = trial.value?.result;
  return (
    <>
      <h2 tabIndex={-1}>What would happen</h2>
      {!result ? (
        <Skeleton rows={5} />
      ) : (
        <>
          <Counts result={result} />
          {!result.rejected.length && !result.created && !result.updated && (
            <p class="also">Every row is known already and nothing in it is new.</p>
          )}
          <Remarks bad title="Rows that cannot be taken" remarks={result.rejected} />
          <Preview result={result} />
          <Remarks title="To be aware of" remarks={result.warnings} />
        </>
      )}
    </>
  );
}
