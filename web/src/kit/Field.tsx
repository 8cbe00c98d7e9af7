// Form fields with label, hint and problem wired to each other.
import type { ComponentChildren, Ref } from 'preact';
import { useId, useRef } from 'preact/hooks';
import { Icon } from './Icon';
import { Keys } from './Keys';

interface FrameProps {
  label: string;
  hint?: ComponentChildren;
  problem?: string;
  optional?: boolean;
  children: (wiring: { id: string; describedby: string | undefined; invalid: 'true' | undefined }) => ComponentChildren;
}

/** Label, control, hint and problem; for controls that the kit does not have. */
export function FieldFrame({ label, hint, problem, optional, children }: FrameProps) {
  const id = useId();
  const described = [hint ? `${id}-hint` : '', problem ? `${id}-problem` : ''].filter(Boolean).join(' ');
  return (
    <div class={problem ? 'field has-problem' : 'field'}>
      <label for={id}>
        {label}
        {optional && <span class="optional">optional</span>}
      </label>
      {children({ id, describedby: described || undefined, invalid: problem ? 'true' : undefined })}
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {problem && (
        <p class="problem" id={`${id}-problem`}>
          <Icon name="error" size={13} /> {problem}
        </p>
      )}
    </div>
  );
}

export interface TextFieldProps {
  label: string;
  value: string;
  onValue: (value: string) => void;
  type?: 'text' | 'email' | 'password' | 'url' | 'number' | 'date';
  hint?: ComponentChildren;
  problem?: string;
  optional?: boolean;
  placeholder?: string;
  autocomplete?: string;
  autofocus?: boolean;
  required?: boolean;
  disabled?: boolean;
  min?: string;
  max?: string;
  step?: string;
  inputRef?: Ref<HTMLInputElement>;
  name?: string;
}

export function TextField({
  label,
  value,
  onValue,
  hint,
  problem,
  optional,
  autofocus,
  inputRef,
  type = 'text',
  ...rest
}: TextFieldProps) {
  return (
    <FieldFrame label={label} hint={hint} problem={problem} optional={optional}>
      {({ id, describedby, invalid }) => (
        <input
          {...rest}
          id={id}
          class="input"
          type={type as 'text'}
          value={value}
          ref={inputRef}
          aria-describedby={describedby}
          aria-invalid={invalid}
          // Only inside dialogs and on sign-in, where the field is what the reader came for.
          autofocus={autofocus}
          onInput={(event) => onValue(event.currentTarget.value)}
        />
      )}
    </FieldFrame>
  );
}

export function TextArea({
  label,
  value,
  onValue,
  hint,
  problem,
  optional,
  rows = 4,
  placeholder,
  autofocus,
}: Omit<TextFieldProps, 'type'> & { rows?: number }) {
  return (
    <FieldFrame label={label} hint={hint} problem={problem} optional={optional}>
      {({ id, describedby, invalid }) => (
        <textarea
          id={id}
          class="input"
          rows={rows}
          value={value}
          placeholder={placeholder}
          aria-describedby={describedby}
          aria-invalid={invalid}
          // See TextField.
          autofocus={autofocus}
          onInput={(event) => onValue(event.currentTarget.value)}
        />
      )}
    </FieldFrame>
  );
}

export interface Choice {
  value: string;
  label: string;
}

export function SelectField({
  label,
  value,
  onValue,
  choices,
  hint,
  problem,
  optional,
  disabled,
}: {
  label: string;
  value: string;
  onValue: (value: string) => void;
  choices: Choice[];
  hint?: ComponentChildren;
  problem?: string;
  optional?: boolean;
  disabled?: boolean;
}) {
  return (
    <FieldFrame label={label} hint={hint} problem={problem} optional={optional}>
      {({ id, describedby, invalid }) => (
        <Select
          id={id}
          value={value}
          onValue={onValue}
          choices={choices}
          describedby={describedby}
          invalid={invalid}
          disabled={disabled}
        />
      )}
    </FieldFrame>
  );
}

/** The native select, dressed. Without a label of its own it needs one through `label`. */
export function Select({
  id,
  value,
  onValue,
  choices,
  label,
  describedby,
  invalid,
  disabled,
  small,
}: {
  id?: string;
  value: string;
  onValue: (value: string) => void;
  choices: Choice[];
  label?: string;
  describedby?: string;
  invalid?: 'true';
  disabled?: boolean;
  small?: boolean;
}) {
  return (
    <span class={small ? 'select small' : 'select'}>
      <select
        id={id}
        aria-label={label}
        aria-describedby={describedby}
        aria-invalid={invalid}
        disabled={disabled}
        value={value}
        onChange={(event) => onValue(event.currentTarget.value)}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value} selected={choice.value === value}>
            {choice.label}
          </option>
        ))}
      </select>
      <Icon name="down" size={12} />
    </span>
  );
}

export function Checkbox({
  label,
  checked,
  onChecked,
  hint,
  disabled,
}: {
  label: ComponentChildren;
  checked: boolean;
  onChecked: (checked: boolean) => void;
  hint?: ComponentChildren;
  disabled?: boolean;
}) {
  const id = useId();
  return (
    <div class="checkbox">
      <input
        id={id}
        type="checkbox"
        checked={checked}
        disabled={disabled}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => onChecked(event.currentTarget.checked)}
      />
      <div>
        <label for={id}>{label}</label>
        {hint && (
          <p class="hint" id={`${id}-hint`}>
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}

/** A filter box with its key; Escape empties it, then leaves. */
export function SearchField({
  label,
  value,
  onValue,
  placeholder,
  inputRef,
  shortcut,
}: {
  label: string;
  value: string;
  onValue: (value: string) => void;
  placeholder?: string;
  inputRef?: Ref<HTMLInputElement>;
  shortcut?: string;
}) {
  const own = useRef<HTMLInputElement>(null);
  return (
    <div class="search-field">
      <Icon name="search" size={14} />
      <input
        ref={inputRef ?? own}
        type="text"
        role="searchbox"
        aria-label={label}
        placeholder={placeholder ?? label}
        value={value}
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => onValue(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          if (value) onValue('');
          else event.currentTarget.blur();
        }}
      />
      {value ? (
        <button type="button" class="clear" aria-label="Clear" onClick={() => onValue('')}>
          <Icon name="close" size={12} />
        </button>
      ) : (
        shortcut && <Keys keys={shortcut} />
      )}
    </div>
  );
}
