// Ctrl/Cmd-K: every screen, every action and every record, found by typing.
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { call } from '../api/client';
import type { Page } from '../api/special';
import type { Stage } from '../api/types';
import { marked, score } from '../core/match';
import { Avatar } from '../kit/Avatar';
import { Icon, type IconName } from '../kit/Icon';
import { Keys } from '../kit/Keys';
import { StageRing } from '../kit/StageRing';
import { record_path, routes } from '../routes';
import { collection, load_all } from '../store/entities';
import { navigate } from '../store/location';
import { portfolio } from '../store/portfolio';
import { actions, palette_open } from './overlays';
import { shell_actions } from './shell-actions';

interface Entry {
  group: string;
  id: string;
  text: string;
  icon: IconName;
  stage?: Stage;
  person?: boolean;
  note?: string;
  shortcut?: string;
  words?: string;
  run: () => void;
}

const searched = [
  { name: 'people', group: 'People', icon: 'person' },
  { name: 'lines', group: 'Product lines', icon: 'lines' },
  { name: 'units', group: 'Business units', icon: 'unit' },
] as const;

/** Places and actions: what the palette shows before anything is typed. */
function fixed_entries(): Entry[] {
  const places = routes
    .filter((route) => route.group)
    .map((route) => ({
      group: 'Go to',
      id: `go ${route.path}`,
      text: route.title,
      icon: route.icon ?? 'right',
      shortcut: route.go ? `g ${route.go}` : undefined,
      run: () => navigate(route.path),
    }));
  const doing = [...actions.value, ...shell_actions()].map((action) => ({
    group: 'Actions',
    id: `do ${action.id}`,
    text: action.label,
    icon: action.icon,
    shortcut: action.shortcut,
    words: action.words,
    run: action.run,
  }));
  return [...places, ...doing];
}

function record_entries(): Entry[] {
  const list: Entry[] = (portfolio.value.value?.items ?? []).map((item) => ({
    group: 'Products',
    id: item.key,
    text: item.name,
    icon: 'dot' as const,
    stage: item.stage,
    note: item.key,
    words: `${item.key} ${item.line_name ?? ''}`,
    run: () => navigate(`/products/${item.key}`),
  }));
  for (const kind of searched) {
    for (const item of collection(kind.name).records.value.values()) {
      const path = record_path(kind.name, item.key);
      if (!path) continue;
      list.push({
        group: kind.group,
        id: item.key,
        text: item.name,
        icon: kind.icon,
        person: kind.name === 'people',
        note: item.key,
        words: `${item.key} ${'title' in item ? (item.title ?? '') : ''}`,
        run: () => navigate(path),
      });
    }
  }
  return list;
}

const order = ['Go to', 'Actions', 'Products', 'People', 'Product lines', 'Business units'];
const most_per_group = 12;

export function Palette() {
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [text, set_text] = useState('');
  const [at, set_at] = useState(0);
  const [remote, set_remote] = useState<Entry[]>([]);
  const close = () => {
    palette_open.value = false;
  };

  // Before the next key arrives: who types at once after Ctrl+K types into the palette.
  useLayoutEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    const element = dialog.current!;
    element.showModal();
    void portfolio.load();
    for (const kind of searched) void load_all(kind.name);
    return () => {
      element.close();
      if (before?.isConnected) before.focus();
    };
  }, []);

  const records = record_entries();
  const known = records.length;
  const found = useMemo(() => {
    const fixed = fixed_entries();
    if (!text.trim()) return fixed;
    const fits = [...fixed, ...records, ...remote.filter((entry) => !records.some((record) => record.id === entry.id))]
      .map((entry) => ({
        entry,
        fit: Math.max(score(text, entry.text), score(text, `${entry.text} ${entry.words ?? ''}`) - 5),
      }))
      .filter((item) => item.fit >= 0)
      .sort((a, b) => b.fit - a.fit);
    const best = fits[0]?.entry.group;
    const groups = [...order].sort((a, b) => (a === best ? -1 : b === best ? 1 : 0));
    return groups.flatMap((group) => {
      const of_group = fits.filter((item) => item.entry.group === group).map((item) => item.entry);
      return of_group.slice(0, most_per_group);
    });
    // The number of known records stands for them.
  }, [text, known, remote, actions.value]);

  // What is not in the page's store (yet) may be on the server.
  useEffect(() => {
    const wanted = text.trim();
    if (wanted.length < 2) return;
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      const kinds = [{ name: 'products', group: 'Products', icon: 'dot' } as const, ...searched];
      const pages = await Promise.all(
        kinds.map((kind) =>
          call<Page<{ key: string; name: string; stage?: Stage }>>('GET', `/${kind.name}`, {
            query: { q: wanted, limit: 8 },
            signal: abort.signal,
          }).then(
            (page) => page.items.map((item) => ({ kind, item })),
            () => [],
          ),
        ),
      );
      if (abort.signal.aborted) return;
      set_remote(
        pages.flat().map(({ kind, item }) => ({
          group: kind.group,
          id: item.key,
          text: item.name,
          icon: kind.icon,
          stage: item.stage,
          person: kind.name === 'people',
          note: item.key,
          words: item.key,
          run: () => navigate(record_path(kind.name, item.key) ?? '/'),
        })),
      );
    }, 180);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [text]);

  const chosen = Math.min(at, Math.max(0, found.length - 1));
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen, text]);

  const run = (entry: Entry | undefined) => {
    if (!entry) return;
    close();
    // After the dialog has given the focus back, so that what the action opens can take it.
    setTimeout(entry.run);
  };
  const key = (event: KeyboardEvent) => {
    event.stopPropagation();
    const step: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    if (event.key in step) {
      event.preventDefault();
      const to = chosen + step[event.key]!;
      set_at(
        Math.abs(step[event.key]!) === 1
          ? (to + found.length) % Math.max(1, found.length)
          : Math.max(0, Math.min(found.length - 1, to)),
      );
    } else if (event.key === 'Enter') {
      event.preventDefault();
      run(found[chosen]);
    } else if ((event.key === 'k' || event.key === 'K') && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      close();
    }
  };
  let group = '';
  return (
    <dialog
      ref={dialog}
      class="palette"
      aria-label="Search or jump to"
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onKeyDown={key}
      onMouseDown={(event) => event.target === dialog.current && close()}
    >
      <div class="palette-frame">
        <div class="palette-query">
          <Icon name="search" size={16} />
          <input
            role="combobox"
            aria-label="Search or jump to"
            aria-expanded="true"
            aria-controls="palette-list"
            aria-autocomplete="list"
            aria-activedescendant={found.length ? `palette-${chosen}` : undefined}
            placeholder="Search products, people, screens, actions"
            autocomplete="off"
            spellcheck={false}
            value={text}
            onInput={(event) => {
              set_text(event.currentTarget.value);
              set_at(0);
            }}
          />
          <Keys keys="escape" />
        </div>
        <div ref={list} class="palette-list" id="palette-list" role="listbox" aria-label="Results" tabIndex={-1}>
          {found.map((entry, index) => {
            const heading = entry.group !== group;
            group = entry.group;
            return (
              <div key={`${entry.group} ${entry.id}`} role="presentation">
                {heading && (
                  <div class="palette-group" role="presentation">
                    {entry.group}
                  </div>
                )}
                <div
                  id={`palette-${index}`}
                  role="option"
                  tabIndex={-1}
                  class="palette-item"
                  aria-selected={index === chosen ? 'true' : 'false'}
                  onMouseMove={() => index !== chosen && set_at(index)}
                  onClick={() => run(entry)}
                >
                  {entry.stage ? (
                    <StageRing stage={entry.stage} size={15} />
                  ) : entry.person ? (
                    <Avatar name={entry.text} />
                  ) : (
                    <Icon name={entry.icon} />
                  )}
                  <span class="truncate">
                    {text.trim()
                      ? marked(text, entry.text).map((part, place) =>
                          part.hit ? <mark key={place}>{part.text}</mark> : part.text,
                        )
                      : entry.text}
                  </span>
                  <span class="end">
                    {entry.shortcut ? <Keys keys={entry.shortcut} /> : <span class="key">{entry.note}</span>}
                  </span>
                </div>
              </div>
            );
          })}
          {!found.length && (
            <p class="palette-nothing">Nothing fits “{text}”. Try fewer letters or a key such as PROD-12.</p>
          )}
        </div>
        <div class="palette-foot" aria-hidden="true">
          <span>
            <Keys keys="up down" /> choose
          </span>
          <span>
            <Keys keys="enter" /> open
          </span>
          <span>
            <Keys keys="escape" /> close
          </span>
        </div>
      </div>
    </dialog>
  );
}
