// Dragging a card to another stage, on the browser's own drag and drop: one listener for the board, none per card.

import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Stage } from '../../api/types';
import { move_to_stage } from '../product/move';

/** Cards inside carry `data-key`, places to drop on `data-drop` with a stage. The S key does the same without a mouse. */
export function use_card_drag(board: RefObject<HTMLElement | null>, enabled: boolean): void {
  useEffect(() => {
    const element = board.current;
    if (!element || !enabled) return;
    let key: string | null = null;
    let over: Element | null = null;
    const mark = (place: Element | null) => {
      if (place === over) return;
      over?.removeAttribute('data-over');
      place?.setAttribute('data-over', '');
      over = place;
    };
    const place_of = (event: Event) => (event.target as Element).closest?.('[data-drop]') ?? null;
    const end = () => {
      mark(null);
      key = null;
      element.removeAttribute('data-dragging');
    };
    const listeners: Record<string, (event: DragEvent) => void> = {
      dragstart: (event) => {
        const card = (event.target as Element).closest<HTMLElement>('[data-key]');
        if (!card || !event.dataTransfer) return;
        key = card.dataset.key ?? null;
        event.dataTransfer.effectAllowed = 'all';
        // Showing the empty stages moves the page; doing so within the start would end the drag.
        setTimeout(() => key && element.setAttribute('data-dragging', ''));
      },
      dragover: (event) => {
        const place = key ? place_of(event) : null;
        mark(place);
        if (!place || !event.dataTransfer) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'move';
      },
      drop: (event) => {
        const place = key ? place_of(event) : null;
        if (!place || !key) return;
        event.preventDefault();
        void move_to_stage(key, place.getAttribute('data-drop') as Stage);
        end();
      },
      dragend: end,
    };
    for (const [name, listener] of Object.entries(listeners)) element.addEventListener(name, listener as EventListener);
    return () => {
      for (const [name, listener] of Object.entries(listeners))
        element.removeEventListener(name, listener as EventListener);
      end();
    };
  }, [board, enabled]);
}
