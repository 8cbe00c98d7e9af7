// The name of the workspace and the prefixes of keys.
import { useEffect, useState } from 'preact/hooks';
import { Problem, plain_words } from '../../api/client';
import { resource_words } from '../../core/words';
import { Button } from '../../kit/Button';
import { Failure, Skeleton } from '../../kit/EmptyState';
import { TextField } from '../../kit/Field';
import { Icon } from '../../kit/Icon';
import { toast } from '../../store/notices';
import { change_settings, settings } from './settings-store';

export function Workspace() {
  useEffect(() => void settings.load(), []);
  const now = settings.value.value;
  const [draft, set_draft] = useState<Record<string, string>>({});
  const [failure, set_failure] = useState<unknown>(null);
  const [busy, set_busy] = useState(false);
  if (settings.state.value === 'failed')
    return <Failure failure={settings.failure.value} retry={() => void settings.load(true)} />;
  if (!now) return <Skeleton rows={4} />;
  const prefixes = Object.keys(now).filter((name) => name.startsWith('prefix.'));
  const value = (name: string) => draft[name] ?? String(now[name] ?? '');
  const set = (name: string) => (text: string) => set_draft({ ...draft, [name]: text });
  const changed = Object.entries(draft).filter(([name, text]) => text !== String(now[name] ?? ''));
  const problem = (field: string) => (failure instanceof Problem ? failure.field(field) : undefined);
  const save = async () => {
    set_busy(true);
    set_failure(null);
    try {
      await change_settings(Object.fromEntries(changed.map(([name, text]) => [name, text.trim() || null])));
      set_draft({});
      toast('Saved');
    } catch (problem) {
      set_failure(problem);
    }
    set_busy(false);
  };
  return (
    <form
      class="settings-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {failure !== null && !(failure instanceof Problem && failure.errors.length) && (
        <p class="form-problem" role="alert">
          <Icon name="error" /> {plain_words(failure)}
        </p>
      )}
      <section>
        <h2>Workspace</h2>
        <TextField
          label="Name"
          value={value('workspace_name')}
          onValue={set('workspace_name')}
          problem={problem('workspace_name')}
        />
      </section>
      <section>
        <h2>Prefixes of keys</h2>
        <p class="about-part">New records get keys with these. Keys that are given out already stay as they are.</p>
        <div class="prefixes">
          {prefixes.map((name) => (
            <TextField
              key={name}
              label={sentence((resource_words[name.slice(7)] ?? ['', name.slice(7)])[1]!)}
              value={value(name)}
              onValue={(text) => set(name)(text.toUpperCase())}
              problem={problem(name)}
            />
          ))}
        </div>
      </section>
      <div class="row">
        <Button kind="primary" type="submit" busy={busy} disabled={!changed.length}>
          Save
        </Button>
        {changed.length > 0 && (
          <Button kind="ghost" onClick={() => set_draft({})}>
            Give up the changes
          </Button>
        )}
      </div>
    </form>
  );
}

const sentence = (text: string): string => text[0]!.toUpperCase() + text.slice(1);
