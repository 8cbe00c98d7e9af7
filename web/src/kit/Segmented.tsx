// A few choices of which exactly one holds, side by side.
import type { ComponentChildren } from 'preact';

export function Segmented<T extends string>({
  label,
  value,
  choices,
  onValue,
}: {
  label: string;
  value: T;
  choices: { value: T; label: ComponentChildren; title?: string }[];
  onValue: (value: T) => void;
}) {
  return (
    <div class="segmented" role="group" aria-label={label}>
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          aria-pressed={choice.value === value ? 'true' : 'false'}
          title={choice.title}
          onClick={() => onValue(choice.value)}
        >
          {choice.label}
        </button>
      ))}
    </div>
  );
}
