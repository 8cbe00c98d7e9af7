// Step 1: what the rows are and which file; below it the imports of the past.
import { useRef, useState } from 'preact/hooks';
import { count_of, resource_words } from '../../core/words';
import { Button } from '../../kit/Button';
import { Icon } from '../../kit/Icon';
import { description } from '../../store/description';
import { PastImports } from './PastImports';
import { choose_file, choose_resource, file, preview, resource } from './state';

const encoding_words = (encoding: string, delimiter: string): string =>
  `${encoding}, separated by ${delimiter === '\t' ? 'tabs' : delimiter === ';' ? 'semicolons' : delimiter === ',' ? 'commas' : delimiter}`;

const size_words = (size: number): string =>
  size < 1024
    ? `${size} bytes`
    : size < 1_048_576
      ? `${Math.round(size / 1024)} KB`
      : `${(size / 1_048_576).toFixed(1)} MB`;

/** What people bring first stands first. */
const common = ['products', 'people', 'lines', 'units', 'assignments'];

export function FileStep() {
  const input = useRef<HTMLInputElement>(null);
  const [over, set_over] = useState(false);
  const all = description.value.value!.resources.filter(
    (item) => !item.read_only && !['users', 'tokens', 'views', 'comments'].includes(item.name),
  );
  const sorted = [...all].sort((a, b) => (common.indexOf(a.name) + 1 || 99) - (common.indexOf(b.name) + 1 || 99));
  const chosen = file.value;
  return (
    <>
      <h2 tabIndex={-1}>What do you bring?</h2>
      <fieldset class="resource-choices">
        <legend class="reader-only">What the rows of the file are</legend>
        {sorted.map((item) => (
          <label key={item.name} title={item.help}>
            <input
              type="radio"
              name="resource"
              checked={resource.value === item.name}
              onChange={() => void choose_resource(item.name)}
            />
            {item.label_plural}
          </label>
        ))}
      </fieldset>
      <div
        class={`file-drop${over ? ' over' : ''}${chosen ? ' has-file' : ''}`}
        onDragOver={(event) => {
          event.preventDefault();
          set_over(true);
        }}
        onDragLeave={() => set_over(false)}
        onDrop={(event) => {
          event.preventDefault();
          set_over(false);
          const dropped = event.dataTransfer?.files[0];
          if (dropped) void choose_file(dropped);
        }}
      >
        <Icon name="import" size={22} />
        {chosen ? (
          <p aria-live="polite">
            <b>{chosen.name}</b>
            <span class="quiet">
              {size_words(chosen.size)}
              {preview.value &&
                `, ${count_of(preview.value.rows, 'row')} in ${count_of(preview.value.columns.length, 'column')}, ${encoding_words(preview.value.encoding, preview.value.delimiter)}`}
            </span>
          </p>
        ) : (
          <p>
            <b>Drop a CSV file with {(resource_words[resource.value] ?? ['', 'rows'])[1]} here</b>
            <span class="quiet">With a header row. Encoding and separator are found out by themselves.</span>
          </p>
        )}
        <Button onClick={() => input.current?.click()}>{chosen ? 'Another file' : 'Choose a file'}</Button>
        <input
          ref={input}
          class="reader-only"
          type="file"
          tabIndex={-1}
          aria-label="CSV file"
          accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values"
          onChange={(event) => {
            const picked = event.currentTarget.files?.[0];
            if (picked) void choose_file(picked);
            event.currentTarget.value = '';
          }}
        />
      </div>
      <PastImports />
    </>
  );
}
