// Imports of the past, newest first; the last one can be taken back.
import { useState } from 'preact/hooks';
import { plain_words } from '../../api/client';
import { format_ago, format_instant } from '../../core/dates';
import { count_of, resource_words } from '../../core/words';
import { Button } from '../../kit/Button';
import { Confirm } from '../../kit/Dialog';
import { use_all } from '../../store/entities';
import { toast } from '../../store/notices';
import { undo_import } from './state';

export const counts_of = (item: { created: number; updated: number; unchanged: number }): string =>
  [
    item.created ? `${item.created} created` : '',
    item.updated ? `${item.updated} changed` : '',
    item.unchanged ? `${item.unchanged} unchanged` : '',
  ]
    .filter(Boolean)
    .join(', ') || 'nothing changed';

export function PastImports() {
  const imports = use_all('imports');
  const [asking, set_asking] = useState<string | null>(null);
  const [busy, set_busy] = useState(false);
  const sorted = [...imports.items].sort((a, b) => (a.created_at < b.created_at ? 1 : -1));
  const last = sorted.find((item) => !item.undone_at);
  if (!sorted.length) return null;
  const asked = sorted.find((item) => item.key === asking);
  return (
    <section class="past-imports">
      <h3 class="section-title">Past imports</h3>
      <table class="list-table">
        <thead>
          <tr>
            <th scope="col">File</th>
            <th scope="col">What</th>
            <th scope="col">Result</th>
            <th scope="col">When</th>
            <th scope="col">
              <span class="reader-only">Undo</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {sorted.slice(0, 30).map((item) => (
            <tr key={item.key}>
              <th scope="row" class="strong">
                {item.file_name}
              </th>
              <td>
                {count_of(item.rows, ...(resource_words[item.resource] ?? (['row', 'rows'] as [string, string])))}
              </td>
              <td>
                {item.undone_at ? <span class="quiet">taken back {format_ago(item.undone_at)}</span> : counts_of(item)}
              </td>
              <td title={format_instant(item.created_at)}>{format_ago(item.created_at)}</td>
              <td class="end">
                {item.key === last?.key && (
                  <Button small icon="undo" onClick={() => set_asking(item.key)}>
                    Undo
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {asked && (
        <Confirm
          title={`Take ${asked.file_name} back?`}
          action="Take it back"
          busy={busy}
          onClose={() => set_asking(null)}
          onConfirm={async () => {
            set_busy(true);
            try {
              await undo_import(asked.key);
              toast(`${asked.file_name} was taken back`);
            } catch (problem) {
              toast(plain_words(problem), { bad: true });
            }
            set_busy(false);
            set_asking(null);
          }}
        >
          <p>
            What it created is deleted, what it changed gets its earlier values. If somebody has changed one of these
            records since, nothing is taken back and you are told which.
          </p>
        </Confirm>
      )}
    </section>
  );
}
