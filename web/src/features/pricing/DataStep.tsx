// Step 1: a file dropped here, or one that is already kept; below it what is in it.
import { useRef, useState } from 'preact/hooks';
import type { PriceData } from '../../api/types';
import { figure } from '../../core/price-words';
import { count_of, format_number } from '../../core/words';
import { Button } from '../../kit/Button';
import { Confirm } from '../../kit/Dialog';
import { Icon } from '../../kit/Icon';
import { destroy } from '../../store/changes';
import { use_all } from '../../store/entities';
import { announce, toast } from '../../store/notices';
import { i_may } from '../../store/session';
import { bring_file } from './data';
import { Trouble } from './NewStudy';
import { choose_data, data, preview, start_over } from './state';

const kind_words = { number: 'numbers', text: 'words', date: 'dates' } as const;
const rows_shown = 6;

function Columns() {
  const seen = preview.value;
  if (!seen) return null;
  return (
    <section class="price-preview" aria-labelledby="price-preview-title">
      <h3 id="price-preview-title" class="section-title">
        {data.value?.name}: {count_of(seen.rows, 'row')}, {count_of(seen.columns.length, 'column')}
      </h3>
      <div class="table-scroll" tabIndex={0} role="region" aria-label="Columns and first rows">
        <table class="list-table">
          <thead>
            <tr>
              {seen.columns.map((column) => (
                <th key={column.name} scope="col" class={column.kind === 'number' ? 'end' : undefined}>
                  <span class="strong">{column.name}</span>
                  <span class="price-column-note">
                    {kind_words[column.kind]}
                    {column.kind === 'number' && column.lowest !== null && column.highest !== null
                      ? `, ${figure(column.lowest)} to ${figure(column.highest)}`
                      : `, ${format_number(column.distinct)} different`}
                  </span>
                  {column.missing > 0 && (
                    <span class="price-column-note bad">
                      <Icon name="warning" size={11} /> empty in {count_of(column.missing, 'row')}
                    </span>
                  )}
                  {column.odd && (
                    <span class="price-column-note bad">
                      <Icon name="warning" size={11} /> “{column.odd.value}” in line {column.odd.line} is no number
                    </span>
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {seen.head.slice(0, rows_shown).map((row, index) => (
              <tr key={index}>
                {seen.columns.map((column, at) => (
                  <td key={column.name} class={column.kind === 'number' ? 'end num' : 'preview-cell'}>
                    {row[at]}
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

export function DataStep() {
  const input = useRef<HTMLInputElement>(null);
  const [over, set_over] = useState(false);
  const [busy, set_busy] = useState(false);
  const [failure, set_failure] = useState<unknown>(null);
  const [leaving, set_leaving] = useState<PriceData | null>(null);
  const sets = use_all('price-data');
  const work = async (run: () => Promise<PriceData>) => {
    set_busy(true);
    set_failure(null);
    try {
      const chosen = await run();
      await choose_data(chosen);
      announce(`${chosen.name} was read`);
    } catch (refused) {
      set_failure(refused);
    } finally {
      set_busy(false);
    }
  };
  const take = (file: File | undefined) => file && void work(() => bring_file(file));
  return (
    <>
      <h2 tabIndex={-1}>What do you bring?</h2>
      <p class="quiet">
        Sales with prices, answers to a price survey, or choices among offers: a CSV file with a header row.
      </p>
      <div
        class={`file-drop${over ? ' over' : ''}${data.value ? ' has-file' : ''}`}
        onDragOver={(event) => {
          event.preventDefault();
          set_over(true);
        }}
        onDragLeave={() => set_over(false)}
        onDrop={(event) => {
          event.preventDefault();
          set_over(false);
          take(event.dataTransfer?.files[0]);
        }}
      >
        <Icon name="import" size={22} />
        <p aria-live="polite">
          <b>{busy ? 'Reading…' : data.value ? data.value.file_name || data.value.name : 'Drop a CSV file here'}</b>
          <span class="quiet">
            {data.value && preview.value
              ? `${count_of(preview.value.rows, 'row')} in ${count_of(preview.value.columns.length, 'column')}`
              : 'At most 16 MB. It stays in this workspace.'}
          </span>
        </p>
        <Button busy={busy} onClick={() => input.current?.click()}>
          {data.value ? 'Another file' : 'Choose a file'}
        </Button>
        <input
          ref={input}
          class="reader-only"
          type="file"
          tabIndex={-1}
          aria-label="CSV file"
          accept=".csv,.tsv,.txt,text/csv"
          onChange={(event) => {
            take(event.currentTarget.files?.[0]);
            event.currentTarget.value = '';
          }}
        />
      </div>
      <Trouble failure={failure} />
      <Columns />
      {sets.items.length > 0 && (
        <fieldset class="price-sets">
          <legend class="section-title">Or what is already here</legend>
          {sets.items.map((set) => (
            <label key={set.key} class="choice">
              <input
                type="radio"
                name="data-set"
                checked={data.value?.key === set.key}
                onChange={() => void work(async () => set)}
              />
              <span class="truncate">{set.name}</span>
              <span class="quiet truncate grow">
                {set.file_name}, {count_of(set.rows, 'row')}
              </span>
              {i_may('delete', 'price-data') && (
                <Button kind="ghost" small icon="trash" label={`Delete ${set.name}`} onClick={() => set_leaving(set)} />
              )}
            </label>
          ))}
        </fieldset>
      )}
      {leaving && (
        <Confirm
          title={`Delete ${leaving.name}?`}
          action="Delete"
          onClose={() => set_leaving(null)}
          onConfirm={async () => {
            const gone = leaving;
            set_leaving(null);
            if (!(await destroy('price-data', gone.key))) return;
            if (data.peek()?.key === gone.key) start_over();
            toast(`${gone.name} is deleted`);
          }}
        >
          Its rows are gone then. A data set that a study rests on stays.
        </Confirm>
      )}
    </>
  );
}
