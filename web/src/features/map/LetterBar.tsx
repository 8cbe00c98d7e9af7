// What the letters of the matrix mean; in a draft each is a button for the cell that the keyboard is on.
import type { Role } from '../../api/types';
import { type Letter, letters, letters_of } from '../../core/map-edit';
import { role_name } from '../../core/words';
import { Button } from '../../kit/Button';
import type { MapRow } from './map-rows';

interface LetterBarProps {
  editable: boolean;
  edited: { row: MapRow; role: Role } | null;
  onLetter: (letter: Letter) => void;
  onWipe: () => void;
}

export function LetterBar({ editable, edited, onLetter, onWipe }: LetterBarProps) {
  if (!editable) {
    return (
      <p class="matrix-legend" aria-hidden="true">
        {letters.map((item) => (
          <span key={item.letter}>
            <i class={`letter letter-${item.letter}`}>{item.letter}</i> {item.words}
          </span>
        ))}
        <span>
          <i class="letter letter-A does">A</i> and responsible
        </span>
      </p>
    );
  }
  const held = edited ? letters_of(edited.row.entry, edited.role) : [];
  return (
    <div class="matrix-legend letter-bar" role="toolbar" aria-label="Letters for the chosen cell">
      {letters.map((item) => (
        <button
          key={item.letter}
          type="button"
          class="filter"
          disabled={!edited}
          aria-pressed={held.includes(item.letter) ? 'true' : 'false'}
          onClick={() => onLetter(item.letter)}
        >
          <i class={`letter letter-${item.letter}`}>{item.letter}</i> {item.words}
        </button>
      ))}
      <Button kind="ghost" small disabled={!edited} onClick={onWipe}>
        No part
      </Button>
      <span class="quiet">
        {edited
          ? `${edited.row.activity.name}: ${role_name[edited.role].toLowerCase()}`
          : 'Choose a cell, then press its letter'}
      </span>
    </div>
  );
}
