// Dragging a label of the picture to another circle with the mouse: it follows the pointer, and the region below lights up.
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Side } from '../../api/types';

export interface DragOptions {
  enabled: boolean;
  /** The region at a point of the figure; null while the circles stand above each other. */
  side_at: ((x: number, y: number) => Side | null) | null;
  drop: (entry: string, side: Side) => void;
}

const threshold = 5;

/** Labels carry `data-entry`. Space and the menu do the same without a mouse; a finger scrolls. */
export function use_label_drag(outer: RefObject<HTMLElement | null>, options: DragOptions): void {
  const latest = useRef(options);
  latest.current = options;
  const { enabled } = options;
  useEffect(() => {
    const element = outer.current;
    if (!element || !enabled) return;
    let begun: { label: HTMLElement; item: HTMLElement; x: number; y: number; pointer: number } | null = null;
    let moving = false;
    const figure = () => element.querySelector<HTMLElement>('.map-figure');
    const over = (event: PointerEvent): Side | null => {
      const { side_at } = latest.current;
      if (!side_at) {
        const below = document.elementFromPoint(event.clientX, event.clientY);
        return (below?.closest<HTMLElement>('.region')?.dataset.side as Side | undefined) ?? null;
      }
      const box = figure()!.getBoundingClientRect();
      return side_at(event.clientX - box.left, event.clientY - box.top);
    };
    const end = () => {
      if (begun) begun.item.style.translate = '';
      if (begun) begun.item.removeAttribute('data-dragging');
      figure()?.removeAttribute('data-over');
      figure()?.removeAttribute('data-moving');
      begun = null;
      moving = false;
    };
    /** The click that follows a drag must not open the activity. */
    const swallow_click = () => {
      const swallow = (event: Event) => event.stopPropagation();
      element.addEventListener('click', swallow, { capture: true, once: true });
      setTimeout(() => element.removeEventListener('click', swallow, { capture: true }), 0);
    };
    const down = (event: PointerEvent) => {
      if (event.button !== 0 || event.pointerType === 'touch') return;
      const label = (event.target as Element).closest<HTMLElement>('.activity-label');
      const item = label?.closest<HTMLElement>('li');
      if (label && item) begun = { label, item, x: event.clientX, y: event.clientY, pointer: event.pointerId };
    };
    const move = (event: PointerEvent) => {
      if (!begun || event.pointerId !== begun.pointer) return;
      const [dx, dy] = [event.clientX - begun.x, event.clientY - begun.y];
      if (!moving && Math.hypot(dx, dy) < threshold) return;
      if (!moving) {
        moving = true;
        begun.label.setPointerCapture(begun.pointer);
        begun.item.setAttribute('data-dragging', '');
        figure()?.setAttribute('data-moving', '');
      }
      begun.item.style.translate = `${dx}px ${dy}px`;
      const side = over(event);
      if (side) figure()?.setAttribute('data-over', side);
      else figure()?.removeAttribute('data-over');
    };
    const up = (event: PointerEvent) => {
      if (!begun) return;
      const entry = begun.label.dataset.entry;
      const side = moving ? over(event) : null;
      if (moving) swallow_click();
      end();
      if (entry && side) latest.current.drop(entry, side);
    };
    const key = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || !moving) return;
      event.preventDefault();
      event.stopPropagation();
      end();
    };
    element.addEventListener('pointerdown', down);
    element.addEventListener('pointermove', move);
    element.addEventListener('pointerup', up);
    element.addEventListener('pointercancel', end);
    addEventListener('keydown', key, { capture: true });
    return () => {
      element.removeEventListener('pointerdown', down);
      element.removeEventListener('pointermove', move);
      element.removeEventListener('pointerup', up);
      element.removeEventListener('pointercancel', end);
      removeEventListener('keydown', key, { capture: true });
      end();
    };
  }, [outer, enabled]);
}
