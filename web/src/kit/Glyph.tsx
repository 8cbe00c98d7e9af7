// The two-circle glyph: who owns something, told by which part is filled as well as by colour. It is the logo too.
import type { Side } from '../api/types';
import { side_name } from '../core/words';

const lens = 'M10 2.3a5.6 5.6 0 0 1 0 8.4a5.6 5.6 0 0 1 0-8.4Z';

export function Glyph({ side, label }: { side: Side; label?: string | false }) {
  const text = label === false ? undefined : (label ?? side_name[side]);
  return (
    <svg
      class={`glyph glyph-${side}`}
      viewBox="0 0 20 13"
      role={text ? 'img' : undefined}
      aria-label={text}
      aria-hidden={text ? undefined : 'true'}
    >
      {side === 'pm' && <circle class="fill" cx="6.3" cy="6.5" r="5.6" />}
      {side === 'pmm' && <circle class="fill" cx="13.7" cy="6.5" r="5.6" />}
      {side === 'shared' && <path class="fill" d={lens} />}
      <circle class="left" cx="6.3" cy="6.5" r="5.6" />
      <circle class="right" cx="13.7" cy="6.5" r="5.6" />
    </svg>
  );
}

export function Logo({ size = 26 }: { size?: number }) {
  return (
    <svg class="logo" viewBox="0 0 26 18" width={size} height={(size * 18) / 26} aria-hidden="true">
      <circle cx="9" cy="9" r="7.6" />
      <circle cx="17" cy="9" r="7.6" />
      <path d="M13 2.54a7.6 7.6 0 0 1 0 12.92a7.6 7.6 0 0 1 0-12.92Z" />
    </svg>
  );
}

/** What the three marks mean, for a bar. */
export function Legend() {
  return (
    <span class="legend">
      <span>
        <Glyph side="pm" label={false} /> PM
      </span>
      <span>
        <Glyph side="shared" label={false} /> Shared
      </span>
      <span>
        <Glyph side="pmm" label={false} /> PMM
      </span>
    </span>
  );
}
