// Step 5: it is done. What came of it, where to see it, and the way back.
import { useState } from 'preact/hooks';
import { plain_words } from '../../api/client';
import { count_of, resource_words } from '../../core/words';
import { Button, LinkButton } from '../../kit/Button';
import { Icon } from '../../kit/Icon';
import { toast } from '../../store/notices';
import { Counts } from './CheckStep';
import { download_mapping, file, outcome, resource, start_over, undo_import } from './state';

const screens: Record<string, string> = {
  people: '/people',
  lines: '/organisation',
  units: '/organisation',
  assignments: '/people',
  maps: '/map',
  'map-entries': '/map',
  activities: '/map',
};

export function DoneStep() {
  const [busy, set_busy] = useState(false);
  const [undone, set_undone] = useState(false);
  const result = outcome.value!;
  const [, many] = resource_words[resource.value] ?? ['row', 'rows'];
  const undo = async () => {
    set_busy(true);
    try {
      await undo_import(result.import!);
      set_undone(true);
    } catch (problem) {
      toast(plain_words(problem), { bad: true });
    }
    set_busy(false);
  };
  return (
    <div class="import-done">
      <span class="empty-icon">
        <Icon name={undone ? 'undo' : 'check'} size={20} />
      </span>
      <h2 tabIndex={-1}>
        {undone ? 'Taken back' : `${count_of(result.rows, 'row')} of ${file.value?.name ?? 'the file'} imported`}
      </h2>
      {undone ? <p>Everything is as it was before.</p> : <Counts result={result} done />}
      <div class="row">
        {!undone && (
          <LinkButton kind="primary" href={screens[resource.value] ?? '/'}>
            See the {many}
          </LinkButton>
        )}
        {!undone && result.import && (
          <Button icon="undo" busy={busy} onClick={() => void undo()}>
            Undo this import
          </Button>
        )}
        {!undone && (
          <Button icon="export" onClick={download_mapping}>
            Save the mapping
          </Button>
        )}
        <Button kind="ghost" onClick={start_over}>
          Import another file
        </Button>
      </div>
    </div>
  );
}
