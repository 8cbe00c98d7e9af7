// Saved views of the portfolio: a name for what the address says, for oneself or for everybody.
import { useState } from 'preact/hooks';
import { plain_words } from '../../api/client';
import { to_query } from '../../core/path';
import { Button } from '../../kit/Button';
import { Dialog } from '../../kit/Dialog';
import { Checkbox, TextField } from '../../kit/Field';
import { Menu, type MenuItem } from '../../kit/Menu';
import { use_actions } from '../../shell/overlays';
import { create, destroy } from '../../store/changes';
import { use_list } from '../../store/entities';
import { navigate, query } from '../../store/location';
import { toast } from '../../store/notices';
import { user } from '../../store/session';

/** The address without what is not part of a view, in one order. */
function present_query(): string {
  const kept = [...query.value].filter(([name]) => name !== 'new').sort(([a], [b]) => a.localeCompare(b));
  return to_query(Object.fromEntries(kept)).slice(1);
}

const in_order = (text: string): string =>
  to_query(Object.fromEntries([...new URLSearchParams(text)].sort(([a], [b]) => a.localeCompare(b)))).slice(1);

export function SavedViews() {
  const { items: views } = use_list('views', { screen: 'portfolio' });
  const [naming, set_naming] = useState(false);
  const now = present_query();
  const current = views.find((view) => in_order(view.query) === now);
  use_actions([
    ...views.map((view) => ({
      id: `view ${view.key}`,
      label: `Portfolio view: ${view.name}`,
      icon: 'bookmark' as const,
      run: () => navigate(`/?${view.query}`),
    })),
    ...(now && !current
      ? [
          {
            id: 'save view',
            label: 'Save this view of the portfolio',
            icon: 'bookmark' as const,
            run: () => set_naming(true),
          },
        ]
      : []),
  ]);
  const items: MenuItem[] = views.map((view, index) => ({
    heading: index === 0 ? 'Saved views' : undefined,
    label: (
      <>
        {view.name}
        {view.shared && <span class="quiet"> · shared</span>}
      </>
    ),
    checked: view === current,
    run: () => navigate(`/?${view.query}`),
  }));
  items.push({ label: 'The whole portfolio', checked: !now, run: () => navigate('/'), divides: views.length > 0 });
  items.push({
    label: 'Save this view',
    icon: 'bookmark',
    divides: true,
    disabled: !now || !!current,
    run: () => set_naming(true),
  });
  if (current && (current.created_by === user.value?.key || user.value?.role === 'administrator')) {
    items.push({
      label: 'Delete this view',
      icon: 'trash',
      danger: true,
      run: () => void destroy('views', current.key),
    });
  }
  return (
    <>
      <Menu icon="bookmark" items={items} label={current ? undefined : 'Views'} class="views-button">
        <span class="truncate">{current?.name ?? 'Views'}</span>
      </Menu>
      {naming && <NameView query_text={now} onClose={() => set_naming(false)} />}
    </>
  );
}

function NameView({ query_text, onClose }: { query_text: string; onClose: () => void }) {
  const [name, set_name] = useState('');
  const [shared, set_shared] = useState(false);
  const [problem, set_problem] = useState<string>();
  const save = async () => {
    if (!name.trim()) return set_problem('Give it a name');
    try {
      await create('views', { name: name.trim(), screen: 'portfolio', query: query_text, shared });
      toast(`Saved as ${name.trim()}`);
      onClose();
    } catch (failure) {
      set_problem(plain_words(failure));
    }
  };
  return (
    <Dialog
      title="Save this view"
      onClose={onClose}
      onSubmit={() => void save()}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit">
            Save
          </Button>
        </>
      }
    >
      <div class="form">
        <TextField label="Name" value={name} onValue={set_name} problem={problem} autofocus />
        <Checkbox
          label="Show it to everybody"
          checked={shared}
          onChecked={set_shared}
          hint="Filters, groups and order are saved, not the products themselves."
        />
      </div>
    </Dialog>
  );
}
