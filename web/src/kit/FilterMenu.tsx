// A filter as a pill: closed it says what it lets through, open it is a list of check boxes, with a box to search when long.
import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { fold, has_words, words_of } from '../core/match';
import { Icon } from './Icon';
import { place_below } from './place';

export interface FilterChoice {
  value: string;
  label: string;
  note?: string;
  mark?: ComponentChildren;
}

export function FilterMenu({
  label,
  choices,
  chosen,
  onChosen,
}: {
  label: string;
  choices: FilterChoice[];
  chosen: string[];
  onChosen: (values: string[]) => void;
}) {
  const id = useId().replaceAll(':', '');
  const trigger = useRef<HTMLButtonElement>(null);
  const popup = useRef<HTMLDivElement>(null);
  const [open, set_open] = useState(false);
  const [text, set_text] = useState('');
  useLayoutEffect(() => {
    if (!open) return;
    place_below(trigger.current!, popup.current!, 'start');
    popup.current!.querySelector<HTMLElement>('input')?.focus();
  }, [open]);
  const long = choices.length > 9;
  const words = words_of(text);
  const shown = choices.filter(
    (choice) => !words.length || has_words(fold(`${choice.label} ${choice.note ?? ''}`), words),
  );
  const names = chosen.map((value) => choices.find((choice) => choice.value === value)?.label ?? value);
  const move = (event: KeyboardEvent) => {
    event.stopPropagation();
    const inputs = [...popup.current!.querySelectorAll<HTMLElement>('input')];
    const at = inputs.indexOf(document.activeElement as HTMLElement);
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      inputs[(at + (event.key === 'ArrowDown' ? 1 : inputs.length - 1)) % inputs.length]?.focus();
    } else if (event.key === 'Escape' || (event.key === 'Enter' && at >= 0)) {
      event.preventDefault();
      popup.current!.hidePopover();
      trigger.current!.focus();
    }
  };
  return (
    <>
      <button
        ref={trigger}
        type="button"
        class={chosen.length ? 'filter chosen' : 'filter'}
        aria-haspopup="dialog"
        aria-expanded={open ? 'true' : 'false'}
        aria-controls={id}
        onClick={() => popup.current!.togglePopover()}
      >
        <span>{label}</span>
        <b class="truncate">
          {names.length === 0 ? 'any' : names.length > 2 ? `${names.length} chosen` : names.join(', ')}
        </b>
      </button>
      <div
        ref={popup}
        id={id}
        popover="auto"
        class="menu filter-menu"
        role="dialog"
        aria-label={`Filter by ${label.toLowerCase()}`}
        onKeyDown={move}
        onToggle={(event) => {
          set_open((event as unknown as ToggleEvent).newState === 'open');
          set_text('');
        }}
      >
        {open && (
          <>
            {long && (
              <input
                class="input"
                aria-label={`Search ${label.toLowerCase()}`}
                placeholder="Search"
                value={text}
                onInput={(event) => set_text(event.currentTarget.value)}
              />
            )}
            {shown.slice(0, 200).map((choice) => (
              <label key={choice.value} class="menu-item">
                <input
                  type="checkbox"
                  checked={chosen.includes(choice.value)}
                  onChange={(event) =>
                    onChosen(
                      event.currentTarget.checked
                        ? [...chosen, choice.value]
                        : chosen.filter((value) => value !== choice.value),
                    )
                  }
                />
                {choice.mark}
                <span class="grow truncate">{choice.label}</span>
                {choice.note && <span class="key">{choice.note}</span>}
              </label>
            ))}
            {!shown.length && <p class="menu-nothing">Nothing fits</p>}
            {chosen.length > 0 && (
              <div class="divides">
                <button
                  type="button"
                  class="menu-item"
                  onClick={() => {
                    onChosen([]);
                    popup.current!.hidePopover();
                    trigger.current!.focus();
                  }}
                >
                  <Icon name="close" />
                  Any
                </button>
              </div>
            )}
          </>
        )}
      </div>
    </>
  );
}
