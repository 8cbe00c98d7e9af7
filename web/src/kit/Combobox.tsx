// Choosing one of many by typing: the ARIA combobox with a list box, shown on a native popover.
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks';
import { score } from '../core/match';
import { Icon } from './Icon';
import { place_below } from './place';

export interface Option {
  value: string;
  label: string;
  /** Shown quietly at the end, and searched too. */
  note?: string;
  mark?: ComponentChildren;
}

export interface ComboboxProps {
  label: string;
  value: string | null;
  options: Option[];
  onValue: (value: string | null) => void;
  /** Offers this as an empty choice. */
  none?: string;
  placeholder?: string;
  id?: string;
  describedby?: string;
  invalid?: 'true';
  autofocus?: boolean;
  /** Called when the reader leaves without choosing. */
  onLeave?: () => void;
  /** Offers to make what was typed. */
  onCreate?: (text: string) => void;
}

const shown_at_most = 100;

export function Combobox({
  label,
  value,
  options,
  onValue,
  none,
  placeholder,
  id,
  describedby,
  invalid,
  autofocus,
  onLeave,
  onCreate,
}: ComboboxProps) {
  const own = useId().replaceAll(':', '');
  const list_id = `${own}-list`;
  const input = useRef<HTMLInputElement>(null);
  const popup = useRef<HTMLDivElement>(null);
  const [text, set_text] = useState<string | null>(null);
  const [open, set_open] = useState(false);
  const [at, set_at] = useState(0);
  const chosen = options.find((option) => option.value === value);
  const found = useMemo(() => {
    const typed = text?.trim() ?? '';
    const all: Option[] = none !== undefined && !typed ? [{ value: '', label: none }, ...options] : options;
    if (!typed) return all.slice(0, shown_at_most);
    return all
      .map((option) => ({ option, fit: score(typed, `${option.label} ${option.note ?? ''}`) }))
      .filter((item) => item.fit >= 0)
      .sort((a, b) => b.fit - a.fit)
      .slice(0, shown_at_most)
      .map((item) => item.option);
  }, [text, options, none]);
  const creates =
    onCreate && text?.trim() && !found.some((option) => option.label.toLowerCase() === text.trim().toLowerCase());
  const total = found.length + (creates ? 1 : 0);

  useEffect(() => {
    if (!open) return;
    popup.current!.showPopover();
    place_below(input.current!, popup.current!, 'start', true);
  }, [open]);
  useEffect(() => {
    popup.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [at, open]);

  const show = () => {
    if (open) return;
    set_at(
      Math.max(
        0,
        found.findIndex((option) => option.value === (value ?? '')),
      ),
    );
    set_open(true);
  };
  const hide = () => {
    if (popup.current?.matches(':popover-open')) popup.current.hidePopover();
    set_open(false);
    set_text(null);
  };
  const choose = (index: number) => {
    const option = found[index];
    if (option) onValue(option.value || null);
    else if (creates) onCreate(text!.trim());
    hide();
  };
  const key = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!open) show();
      else set_at((at + (event.key === 'ArrowDown' ? 1 : total - 1)) % Math.max(1, total));
    } else if (event.key === 'Enter' && open) {
      event.preventDefault();
      event.stopPropagation();
      if (total) choose(at);
    } else if (event.key === 'Escape' && (open || onLeave)) {
      event.preventDefault();
      event.stopPropagation();
      hide();
      onLeave?.();
    } else if (event.key === 'Home' && open && event.ctrlKey) set_at(0);
  };
  return (
    <span class="combobox">
      <input
        ref={input}
        id={id}
        class="input"
        role="combobox"
        aria-label={id ? undefined : label}
        aria-expanded={open ? 'true' : 'false'}
        aria-controls={list_id}
        aria-autocomplete="list"
        aria-activedescendant={open && total ? `${own}-${at}` : undefined}
        aria-describedby={describedby}
        aria-invalid={invalid}
        autocomplete="off"
        spellcheck={false}
        placeholder={placeholder ?? none ?? 'Choose'}
        value={text ?? chosen?.label ?? value ?? ''}
        // Only when a reader asked to edit this very field.
        autofocus={autofocus}
        onFocus={(event) => event.currentTarget.select()}
        onClick={show}
        onInput={(event) => {
          set_text(event.currentTarget.value);
          set_at(0);
          set_open(true);
        }}
        onKeyDown={key}
        onBlur={() => {
          hide();
          onLeave?.();
        }}
      />
      <Icon name="down" size={12} />
      <div
        ref={popup}
        popover="manual"
        class="menu options"
        id={list_id}
        role="listbox"
        aria-label={label}
        tabIndex={-1}
        data-passive=""
      >
        {found.map((option, index) => (
          <div
            key={option.value}
            id={`${own}-${index}`}
            role="option"
            tabIndex={-1}
            class="menu-item"
            aria-selected={index === at ? 'true' : 'false'}
            onMouseDown={(event) => {
              event.preventDefault();
              choose(index);
            }}
            onMouseMove={() => set_at(index)}
          >
            {option.mark}
            <span class={option.value ? 'grow truncate' : 'grow quiet'}>{option.label}</span>
            {option.note && <span class="key">{option.note}</span>}
          </div>
        ))}
        {creates && (
          <div
            id={`${own}-${found.length}`}
            role="option"
            tabIndex={-1}
            class="menu-item"
            aria-selected={at === found.length ? 'true' : 'false'}
            onMouseDown={(event) => {
              event.preventDefault();
              choose(found.length);
            }}
          >
            <Icon name="plus" />
            <span class="grow">Create “{text!.trim()}”</span>
          </div>
        )}
        {!total && <p class="menu-nothing">Nothing fits</p>}
      </div>
    </span>
  );
}
