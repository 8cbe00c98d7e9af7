// A value that turns into its editor when clicked or when Enter is pressed on it, and saves on leaving. Escape gives up.
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Button } from './Button';
import { type Choice, Select } from './Field';
import { Icon } from './Icon';
import { RecordPicker, type RecordPickerProps } from './RecordPicker';

interface FrameProps {
  label: string;
  shown: ComponentChildren;
  may_edit: boolean;
  editor: (done: () => void) => ComponentChildren;
  class?: string;
}

function EditFrame({ label, shown, may_edit, editor, class: name }: FrameProps) {
  const [editing, set_editing] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const returns = useRef(false);
  useLayoutEffect(() => {
    if (!editing && returns.current) {
      returns.current = false;
      button.current?.focus();
    }
  }, [editing]);
  if (!may_edit) return <span class={`inline-value${name ? ` ${name}` : ''}`}>{shown}</span>;
  if (editing) {
    return editor(() => {
      returns.current = true;
      set_editing(false);
    });
  }
  return (
    <button
      ref={button}
      type="button"
      class={`inline-value editable${name ? ` ${name}` : ''}`}
      onClick={() => set_editing(true)}
    >
      <span class="reader-only">{label}: </span>
      {shown}
      <span class="reader-only">, edit</span>
      <Icon name="edit" size={12} />
    </button>
  );
}

const empty = (words = 'Not set') => <span class="quiet">{words}</span>;

export interface InlineTextProps {
  label: string;
  value: string | null;
  onSave: (value: string | null) => void;
  may_edit: boolean;
  type?: 'text' | 'date' | 'url' | 'number' | 'email';
  show?: (value: string) => ComponentChildren;
  required?: boolean;
  placeholder?: string;
  class?: string;
}

export function InlineText({
  label,
  value,
  onSave,
  may_edit,
  type = 'text',
  show,
  required,
  placeholder,
  class: name,
}: InlineTextProps) {
  return (
    <EditFrame
      label={label}
      may_edit={may_edit}
      class={name}
      shown={value ? (show?.(value) ?? value) : empty(placeholder)}
      editor={(done) => (
        <TextEditor
          label={label}
          value={value ?? ''}
          type={type}
          required={required}
          class={name}
          onSave={onSave}
          done={done}
        />
      )}
    />
  );
}

function TextEditor({
  label,
  value,
  type,
  required,
  onSave,
  done,
  class: name,
}: {
  label: string;
  value: string;
  type: string;
  required?: boolean;
  onSave: (value: string | null) => void;
  done: () => void;
  class?: string;
}) {
  const input = useRef<HTMLInputElement>(null);
  const given_up = useRef(false);
  // Before the first paint, so that the first key typed is not lost.
  useLayoutEffect(() => {
    input.current!.focus();
    if (type !== 'date') input.current!.select();
  }, [type]);
  const save = () => {
    if (given_up.current) return;
    const text = input.current!.value.trim();
    if (text !== value && (text || !required) && input.current!.validity.valid) onSave(text || null);
  };
  return (
    <input
      ref={input}
      class={`input inline-input${name ? ` ${name}` : ''}`}
      aria-label={label}
      type={type as 'text'}
      defaultValue={value}
      onBlur={() => {
        save();
        done();
      }}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Escape') given_up.current = true;
        if (event.key === 'Escape' || event.key === 'Enter') {
          event.preventDefault();
          event.currentTarget.blur();
        }
      }}
    />
  );
}

export function InlineSelect({
  label,
  value,
  choices,
  onSave,
  may_edit,
  show,
}: {
  label: string;
  value: string | null;
  choices: Choice[];
  onSave: (value: string) => void;
  may_edit: boolean;
  show?: ComponentChildren;
}) {
  const chosen = choices.find((choice) => choice.value === (value ?? ''));
  if (!may_edit) return <span class="inline-value">{show ?? chosen?.label ?? empty()}</span>;
  return <Select small label={label} value={value ?? ''} choices={choices} onValue={onSave} />;
}

export function InlineRecord({
  show,
  onSave,
  may_edit,
  ...picker
}: Omit<RecordPickerProps, 'onValue' | 'autofocus' | 'onLeave'> & {
  show: ComponentChildren;
  onSave: (value: string | null) => void;
  may_edit: boolean;
}) {
  return (
    <EditFrame
      label={picker.label}
      may_edit={may_edit}
      shown={picker.value ? show : empty()}
      editor={(done) => (
        <RecordPicker
          {...picker}
          autofocus
          onLeave={done}
          onValue={(value) => {
            if (value !== picker.value) onSave(value);
            done();
          }}
        />
      )}
    />
  );
}

/** Longer text: shown as Markdown, edited in a box with Save and Cancel; Ctrl+Enter saves. */
export function InlineLongText({
  label,
  value,
  shown,
  onSave,
  may_edit,
  placeholder,
}: {
  label: string;
  value: string | null;
  shown: ComponentChildren;
  onSave: (value: string | null) => void;
  may_edit: boolean;
  placeholder: string;
}) {
  const [editing, set_editing] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    if (editing) area.current!.focus();
  }, [editing]);
  const save = () => {
    const text = area.current!.value.trim();
    if (text !== (value ?? '')) onSave(text || null);
    set_editing(false);
  };
  if (editing) {
    return (
      <div class="long-edit">
        <textarea
          ref={area}
          class="input"
          rows={Math.min(16, Math.max(4, (value ?? '').split('\n').length + 2))}
          aria-label={label}
          placeholder={placeholder}
          defaultValue={value ?? ''}
          onKeyDown={(event) => {
            event.stopPropagation();
            if (event.key === 'Escape') set_editing(false);
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save();
          }}
        />
        <div class="row">
          <Button kind="primary" onClick={save} shortcut="mod+enter">
            Save
          </Button>
          <Button kind="ghost" onClick={() => set_editing(false)}>
            Cancel
          </Button>
          <span class="quiet">Markdown works here</span>
        </div>
      </div>
    );
  }
  return (
    <div class="long-value">
      {value ? shown : !may_edit && <p class="quiet">Nothing written yet.</p>}
      {may_edit && (
        <Button kind="ghost" icon="edit" small onClick={() => set_editing(true)}>
          {value ? 'Edit' : placeholder}
        </Button>
      )}
    </div>
  );
}
